#include "tests/unit/ocr/claim_judge_fixture.h"

namespace hefu {
namespace {

class ClaimTwinsTest : public ClaimJudgeTest {};

TEST_F(ClaimTwinsTest, ACharacterAloneIsLookedAtThreeTimesSideBySide) {
  int supported = 0;
  for (const std::uint16_t face : {0, 1, 2})
    for (const std::string text : {"男", "女", "2", "3", "5", "7", "8", "9"}) {
      ClaimJudge without(support::bank_without(face == 0 ? "song" : face == 1 ? "hei" : "kai"));
      const Image scan = scan_of({text}, face, "phone");
      const double k = scan.width / 150.0, width = to_utf32(text)[0] < 0x80 ? 0.5 : 1;
      const RectMm box{15 * k, top_of(0) * k, width * em_mm * k, em_mm * k};
      for (const std::string claimed : {"男", "女", "3", "5"}) {
        const auto reading = without.judge_in_other_shapes(scan, box, claimed, {}, "W", *reader);
        EXPECT_TRUE(claimed == text || !reading) << text << claimed << face;
        supported += claimed == text && reading;
      }
    }
  EXPECT_GE(supported, 12);  // 11 in the shapes of a whole line alone
}

TEST_F(ClaimTwinsTest, ACharacterAloneIsNotLaidOverAPartOfAnother) {
  ClaimJudge without(support::bank_without("kai"));
  int supported = 0;
  for (const float points : {10.0F, 11.0F, 13.0F, 17.0F})
    for (const char* damage : {"150dpi", "faint", "photocopy", "phone-180dpi"}) {
      const Image scan = scan_of({"女"}, *bank, 2, damage, points);
      const double k = scan.width / 150.0, em = points * mm_per_pt;
      const RectMm box{14 * k, (top_of(0) + 0.88 * em_mm - em) * k, (em + 2) * k, 1.2 * em * k};
      const auto is_supported = [&](const char* text) {
        const ClaimReading usual =
            without.judge(scan, ClaimJudge::read_line(scan, box, *reader), text, *reader);
        return usual.support == Support::supported ||
               without.judge_in_other_shapes(scan, box, text, usual, usual.read, *reader);
      };
      EXPECT_FALSE(is_supported("安")) << points << damage;
      supported += is_supported("女");
    }
  EXPECT_GE(supported, 12);
}

TEST_F(ClaimTwinsTest, OneStrokeOfTwoIsNoCharacter) {
  FaceFile file;
  file.file = "/usr/share/fonts/truetype/hanazono/HanaMinA.ttf";
  const auto printed = Fonts::open({file});
  int supported = 0;
  for (const char* damage : {"clean", "150dpi", "photocopy", "light"})
    for (const float points : {11.5F, 12.5F, 14.5F}) {
      const Image scan = scan_of({"一等奖", "二等奖", "三等奖"}, *printed, 0, damage, points);
      supported += judge(scan, 0, "一等奖").support == Support::supported;
      EXPECT_NE(judge(scan, 1, "一等奖").support, Support::supported) << points << damage;
      EXPECT_NE(judge(scan, 2, "二等奖").support, Support::supported) << points << damage;
    }
  EXPECT_GE(supported, 5);
}

TEST_F(ClaimTwinsTest, WhereAStrokeBeginsTellsTwoThatAreAlikeInOtherFaces) {
  FaceFile file;
  file.file = "/usr/share/fonts/truetype/cns11643/TW-Sung-98_1.ttf";
  const auto printed = Fonts::open({file});
  const std::array<std::array<std::string, 2>, 3> pairs = {
      {{"范人云", "范入云"}, {"王人杰", "王入杰"}, {"赵人立", "赵入立"}}};
  int supported = 0;
  for (const auto& [text, twin] : pairs)
    for (const char* damage : {"clean", "150dpi", "photocopy"})
      for (const float points : {14.0F, 15.0F, 16.5F}) {
        const Image scan = scan_of({text, twin}, *printed, 0, damage, points);
        supported += judge(scan, 0, text).support == Support::supported;
        EXPECT_NE(judge(scan, 1, text).support, Support::supported) << twin << damage << points;
      }
  EXPECT_GE(supported, 18);
}

TEST_F(ClaimTwinsTest, TwinsInAFaceThatTheBankHasNotNeedNearerGlyphs) {
  FaceFile file;
  file.file = "/usr/share/fonts/truetype/arphic/ukai.ttc";
  const auto printed = Fonts::open({file});
  ClaimJudge without(support::bank_without("kai"));
  const std::vector<std::array<std::string, 2>> pairs = {{"机械工程", "机械工稈"},
                                                         {"高级工程师", "高级工稈师"},
                                                         {"副研究员", "剐研究员"},
                                                         {"2023年第4期", "2023年笫4期"}};
  int supported = 0;
  for (const auto& [text, twin] : pairs)
    for (const char* damage : {"clean", "150dpi", "phone"}) {
      const Image scan = scan_of({text, twin}, *printed, 0, damage);
      supported += judge_with(without, scan, 0, text).support == Support::supported;
      EXPECT_NE(judge_with(without, scan, 1, text).support, Support::supported) << twin << damage;
    }
  EXPECT_GE(supported, 9);
}

TEST_F(ClaimTwinsTest, AWordThatTheNetworkKnowsProvesNoneOfItsCharacters) {
  struct Printed {
    const char *file, *text, *twin, *damage;
  };
  int supported = 0;
  for (const Printed& printed :
       {Printed{"hanazono/HanaMinA.ttf", "样本医学杂志", "祥本医学杂志", "phone"},
        Printed{"arphic/ukai.ttc", "样本自治区科学技术进步奖", "样本自治区科学技术进步桨", "phone"},
        Printed{"cns11643/TW-Kai-98_1.ttf", "优秀奖", "忧秀奖", "blur"}}) {
    FaceFile file;
    file.file = std::string("/usr/share/fonts/truetype/") + printed.file;
    const auto face = Fonts::open({file});
    const Image scan = scan_of({printed.text, printed.twin}, *face, 0, printed.damage);
    supported += judge(scan, 0, printed.text).support == Support::supported;
    EXPECT_NE(judge(scan, 1, printed.text).support, Support::supported) << printed.twin << printed.damage;
  }
  EXPECT_GE(supported, 2);
}

TEST_F(ClaimTwinsTest, WhatIsClearlyReadAsAnotherIsNotLookedAtInOtherShapes) {
  const Image scan = scan_of({"台格"}, 0, "clean");
  const double k = scan.width / 150.0;
  const RectMm box{14 * k, (top_of(0) - 1) * k, 20 * k, (em_mm + 2) * k};
  EXPECT_TRUE(judge_.judge_in_other_shapes(scan, box, "台格", {}, "", *reader));
  ClaimReading usual;
  usual.read = "合格";
  usual.read_ratio = -30;
  EXPECT_FALSE(judge_.judge_in_other_shapes(scan, box, "台格", usual, "", *reader));
  usual.read_ratio = -10;
  EXPECT_TRUE(judge_.judge_in_other_shapes(scan, box, "台格", usual, "", *reader));
}

TEST_F(ClaimTwinsTest, TwinsAreToldApartByWhatTheNetworkSaysOfThemAlone) {
  const std::vector<std::array<std::string, 2>> pairs = {{"样本未来研究", "样本末来研究"},
                                                         {"样本干旱区研究", "样本于旱区研究"},
                                                         {"样本人工林研究", "样本入工林研究"},
                                                         {"科学技术进步奖", "科学技木进步奖"}};
  for (const auto& [printed, twin] : pairs)
    for (const std::uint16_t face : {0, 1, 2}) {
      ClaimJudge without(support::bank_without(face == 0 ? "song" : face == 1 ? "hei" : "kai"));
      const Image scan = scan_of({printed, twin}, face, "150dpi");
      EXPECT_EQ(judge_with(without, scan, 0, printed).support, Support::supported) << printed << face;
      EXPECT_NE(judge_with(without, scan, 1, printed).support, Support::supported) << twin << face;
      EXPECT_NE(judge_with(without, scan, 0, twin).support, Support::supported) << printed << face;
    }
}

TEST_F(ClaimTwinsTest, GlyphsOfAllFacesTogetherTellTwinsApart) {
  const auto faces = support::bank_without("song");
  Judges judges(faces);
  BankLine line(judges, faces);
  const Image scan = scan_of({"兹证明范子己同志", "兹证明范子已同志"}, 0, "clean");
  const double k = scan.width / 150.0;
  const auto against = [&](std::size_t row, const std::u32string& text, char32_t twin) {
    std::vector<double> centres;
    for (std::size_t i = 0; i < text.size(); ++i)
      centres.push_back((15 + (static_cast<double>(i) + 0.5) * em_mm) * k);
    PageType page;
    const BankFit fit =
        line.fit(scan, {15 * k, top_of(row) * k, 8 * em_mm * k, em_mm * k}, text, centres, page);
    return line.ratio_against(fit, 5, twin, page, true);
  };
  EXPECT_LT(against(0, U"兹证明范子己同志", U'已'), 0.98f);
  EXPECT_GT(against(1, U"兹证明范子己同志", U'已'), 1.f);
}

}  // namespace
}  // namespace hefu
