#include "ocr/claim_judge.h"

#include "ocr/font_bank.h"
#include "schemas/text.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

/// Four lines of a made-up certificate in one face of the bank, scanned.
class ClaimJudgeTest : public ::testing::Test {
 protected:
  static constexpr float size_pt = 15, em_mm = size_pt * static_cast<float>(mm_per_pt);

  static void SetUpTestSuite() {
    bank = load_font_bank({});
    sandbox = Sandbox::start();
    reader = sandbox->new_text_reader();
  }
  static void TearDownTestSuite() {
    reader.reset();
    sandbox.reset();
    bank.reset();
  }

  Image scan_of(const std::vector<std::string>& lines, std::uint16_t face, const std::string& damage) {
    Page page;
    page.width_mm = 150;
    page.height_mm = 100;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      TextRun run;
      float x = 15;
      for (const char32_t c : to_utf32(lines[i])) {
        const auto glyph = bank->find_in_face(face, c).value();
        run.glyphs.push_back(
            {c, face, glyph.id, x, top_of(i) + 0.88f * em_mm, size_pt, glyph.advance_em * em_mm});
        x += glyph.advance_em * em_mm;
      }
      page.runs.push_back(run);
    }
    support::Damage kind = support::damage_kind(damage);
    kind.rotate_deg = kind.perspective = kind.curl = 0;
    kind.table = false;
    return grey_without_seal(support::simulate_scan(support::draw_page(page, *bank, 300), 150, 100, kind, 3));
  }
  static float top_of(std::size_t line) { return 15 + 12 * static_cast<float>(line); }

  ClaimReading judge(const Image& scan, std::size_t line, const std::string& expected) {
    const double k = scan.width / 150.0;
    const SteppedLine stepped =
        ClaimJudge::read_line(scan, {10 * k, (top_of(line) - 1) * k, 130 * k, (em_mm + 2) * k}, *reader);
    return judge_.judge(scan, stepped, expected, *reader->alphabet());
  }

  static inline std::shared_ptr<const Fonts> bank;
  static inline std::shared_ptr<Sandbox> sandbox;
  static inline std::unique_ptr<TextReader> reader;
  ClaimJudge judge_{bank};
};

TEST_F(ClaimJudgeTest, SupportsWhatStandsThereInEveryUsualFace) {
  for (const std::uint16_t face : {0, 1, 2}) {  // song, hei, kai
    judge_.begin_page();
    const Image scan = scan_of({"兹聘任样本甲同志为高级工程师", "批准时间：2018年12月"}, face, "clean");
    EXPECT_EQ(judge(scan, 0, "高级工程师").support, Support::supported) << face;
    EXPECT_EQ(judge(scan, 1, "2018年12月").support, Support::supported) << face;
    EXPECT_EQ(judge(scan, 0, "样本甲").support, Support::supported) << face;
  }
}

TEST_F(ClaimJudgeTest, NeverSupportsALookAlike) {
  const Image scan = scan_of({"获奖人：样本未", "证书编号：YB20180173", "授予博士学位"}, 0, "phone");
  for (const auto& [line, text] : std::vector<std::pair<std::size_t, std::string>>{
           {0, "样本末"}, {1, "YB20180178"}, {1, "YB20180113"}, {2, "博土"}}) {
    const ClaimReading reading = judge(scan, line, text);
    EXPECT_NE(reading.support, Support::supported) << text;
    EXPECT_TRUE(reading.present) << text;
  }
  EXPECT_EQ(judge(scan, 1, "YB20180173").support, Support::supported);
}

TEST_F(ClaimJudgeTest, SaysWhatStandsThereInstead) {
  const Image scan = scan_of({"批准时间：2018年12月", "任职资格：高级工程师"}, 1, "clean");
  const ClaimReading date = judge(scan, 0, "2018年11月");
  EXPECT_EQ(date.support, Support::contradicted);
  EXPECT_EQ(date.read, "2018年12月");
  const ClaimReading title = judge(scan, 1, "高级经济师");
  EXPECT_EQ(title.support, Support::contradicted);
  EXPECT_EQ(title.read, "高级工程师");
  EXPECT_EQ(title.before, "任职资格:");
}

TEST_F(ClaimJudgeTest, TextWithAnotherCharacterInTheMiddleIsNotSupported) {
  const Image scan = scan_of({"发表于样本水利水电学报"}, 0, "clean");
  EXPECT_NE(judge(scan, 0, "样本水利学报").support, Support::supported);
}

TEST_F(ClaimJudgeTest, FindsNothingWhereNothingLikeItStands) {
  const Image scan = scan_of({"兹聘任样本甲同志为高级工程师"}, 0, "clean");
  EXPECT_FALSE(judge(scan, 0, "继续教育学时证明").present);
}

}  // namespace
}  // namespace hefu
