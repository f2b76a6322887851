#include "tests/unit/ocr/claim_judge_fixture.h"

namespace hefu {
namespace {

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

TEST_F(ClaimJudgeTest, SupportsFiguresInAFaceThatTheBankHasNot) {
  const Image scan = scan_of({"身份证号：150000198512244703", "聘任时间：2020年11月"}, 0, "clean");
  EXPECT_EQ(judge_without_song(scan, 0, "150000198512244703").support, Support::supported);
  EXPECT_EQ(judge_without_song(scan, 1, "2020年11月").support, Support::supported);
  EXPECT_NE(judge_without_song(scan, 0, "150000198512244708").support, Support::supported);
  EXPECT_NE(judge_without_song(scan, 0, "15000198512244703").support, Support::supported);
  EXPECT_NE(judge_without_song(scan, 1, "2020年1月").support, Support::supported);
}

TEST_F(ClaimJudgeTest, SupportsWordsInAFaceThatTheBankHasNotCharacterByCharacter) {
  const Image scan =
      scan_of({"依托单位：内蒙古自治区样本冶金研究所", "项目：样本铅锌选矿厂稳定性治理工程"}, 0, "phone");
  EXPECT_EQ(judge_without_song(scan, 0, "内蒙古自治区样本冶金研究所").support, Support::supported);
  EXPECT_EQ(judge_without_song(scan, 1, "样本铅锌选矿厂稳定性治理工程").support, Support::supported);
  EXPECT_NE(judge_without_song(scan, 1, "样本铅锌选矿厂稳定性冶理工程").support, Support::supported);
}

TEST_F(ClaimJudgeTest, WeighsStepsAndGlyphsTogetherAgainstEachLookAlike) {
  ClaimJudge without_hei(support::bank_without("hei")), without_kai(support::bank_without("kai"));
  const std::vector<std::string> lines = {"冰凌洪水预报关键技术", "冰凌供水预报关键技术", "样本土壤通报",
                                          "样本土填通报"};
  const Image hei = scan_of(lines, 1, "phone"), kai = scan_of(lines, 2, "phone");
  EXPECT_EQ(judge_with(without_hei, hei, 0, lines[0]).support, Support::supported);
  EXPECT_NE(judge_with(without_hei, hei, 1, lines[0]).support, Support::supported);
  EXPECT_EQ(judge_with(without_kai, kai, 2, lines[2]).support, Support::supported);
  EXPECT_NE(judge_with(without_kai, kai, 3, lines[2]).support, Support::supported);
}

TEST_F(ClaimJudgeTest, NeverTakesATwinForWhatIsPrinted) {
  const Image scan = scan_of({"兹证明范子己同志", "授予医学博土学位", "发表于样本信息技木学报"}, 0, "clean");
  EXPECT_NE(judge_without_song(scan, 0, "范子已").support, Support::supported);
  EXPECT_NE(judge_without_song(scan, 1, "医学博士").support, Support::supported);
  EXPECT_NE(judge_without_song(scan, 2, "样本信息技术学报").support, Support::supported);
}

TEST_F(ClaimJudgeTest, ACharacterInDoubtIsShownToTheNetworkAlone) {
  // In the line the network takes the character for what is claimed, as words make it do.
  const std::vector<std::tuple<std::string, std::string, std::size_t, char32_t>> cases = {
      {"样木农业大学", "样本农业大学", 1, U'本'}, {"考核合格", "考核台格", 2, U'台'}};
  for (const auto& [printed, claimed, index, other] : cases) {
    const Image scan = scan_of({printed}, 0, "150dpi");
    const ClaimReading reading = judge_misread(scan, 0, claimed, index, other);
    EXPECT_NE(reading.support, Support::supported) << claimed;
  }
}

TEST_F(ClaimJudgeTest, AFigureLessIsNoTextThatStandsThere) {
  const Image scan =
      scan_of({"出生年月1986年11月", "起止2020.04-2022.12", "样科立〔2019〕12号"}, 0, "150dpi");
  for (const std::string claimed : {"1986年1月", "1986年11月"})
    EXPECT_EQ(judge_without_song(scan, 0, claimed).support == Support::supported, claimed == "1986年11月");
  for (const std::string claimed : {"2022.2", "2022/2", "2022-2"})
    EXPECT_NE(judge_without_song(scan, 1, claimed).support, Support::supported) << claimed;
  for (const std::string claimed : {"2019.12", "2019/12"})
    EXPECT_NE(judge_without_song(scan, 2, claimed).support, Support::supported) << claimed;
}

TEST_F(ClaimJudgeTest, GlyphsMaySaveACharacterThatTheNetworkMisreads) {
  const Image scan = scan_of({"样本自治区人力资源厅", "样本自治区大力资源厅"}, 0, "clean");
  EXPECT_EQ(judge_misread(scan, 0, "样本自治区人力资源厅", 5, U'大').support, Support::supported);
  EXPECT_NE(judge_without_song(scan, 1, "样本自治区人力资源厅").support, Support::supported);
  EXPECT_NE(judge_misread(scan, 1, "样本自治区人力资源厅", 5, U'犬').support, Support::supported);
}

TEST_F(ClaimJudgeTest, AnIdNumberThatIsReadUnsoundIsMisread) {
  const Image scan = scan_of({"150000198606051507"}, 0, "clean");
  EXPECT_EQ(judge_misread(scan, 0, "150000198606051507", 13, U'3').support, Support::supported);
  EXPECT_NE(judge_without_song(scan, 0, "150000198606031507").support, Support::supported);
}

TEST_F(ClaimJudgeTest, AStrokeMayLookLikeADash) {
  ClaimJudge without_hei(support::bank_without("hei"));
  const Image scan = scan_of({"样本一流课程建设一等奖"}, 1, "clean");
  EXPECT_EQ(judge_with(without_hei, scan, 0, "样本一流课程建设一等奖").support, Support::supported);
  EXPECT_NE(judge_with(without_hei, scan, 0, "样本一流课程建设二等奖").support, Support::supported);
}

TEST_F(ClaimJudgeTest, FindsATextBesideThePlaceThatTheStepsTell) {
  Judges judges(bank);
  BankLine line(judges, bank);
  const Image scan = scan_of({"公民身份号码，具备种子工程专业高级农艺师任职资格"}, 0, "clean");
  const std::u32string text = U"种子工程专业";
  const double k = scan.width / 150.0, left = (15 + 9 * em_mm) * k;
  std::vector<double> centres;
  for (std::size_t i = 0; i < text.size(); ++i)
    centres.push_back(left + (static_cast<double>(i) + 0.5 + 1.3) * em_mm * k);
  PageType page;
  const BankFit fit = line.fit(scan, {15 * k, top_of(0) * k, 125 * k, em_mm * k}, text, centres, page);
  EXPECT_GT(fit.ncc, 0.9);
  EXPECT_NEAR(fit.left_px, left, 0.2 * em_mm * k);
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

TEST_F(ClaimJudgeTest, AFigureThatFitsBesideItsPlaceDeniesNothing) {
  const Image scan = scan_of({"批准时间：2021年5月"}, 0, "clean");
  EXPECT_EQ(judge_without_song(scan, 0, "2022年5月").support, Support::contradicted);
}

TEST_F(ClaimJudgeTest, ReadsAnotherCharacterThanOneThatTheNetworkCannotWrite) {
  ASSERT_EQ(reader->alphabet()->codes_of(U'稈'), nullptr);
  const Image scan = scan_of({"任职资格：高级工程师", "任职资格：高级工稈师"}, 0, "clean");
  const ClaimReading other = judge_without_song(scan, 0, "高级工稈师");
  EXPECT_EQ(other.support, Support::contradicted);
  EXPECT_EQ(other.read, "高级工程师");
  EXPECT_NE(judge_without_song(scan, 1, "高级工稈师").support, Support::contradicted);
}

TEST_F(ClaimJudgeTest, TextWithAnotherCharacterInTheMiddleIsNotSupported) {
  const Image scan = scan_of({"发表于样本水利水电学报"}, 0, "clean");
  EXPECT_NE(judge(scan, 0, "样本水利学报").support, Support::supported);
}

TEST_F(ClaimJudgeTest, NeverTakesALookAlikeInABlurredName) {
  const std::vector<std::vector<std::string>> pairs = {
      {"例子晴", "例子睛"}, {"样本拔", "样本拨"}, {"例子清扬", "例子请扬"}};
  for (const std::uint16_t face : {0, 1, 2}) {
    ClaimJudge without(support::bank_without(face == 0 ? "song" : face == 1 ? "hei" : "kai"));
    for (const auto& pair : pairs) {
      const Image scan = scan_of(pair, *bank, face, "blur", 10.5f);
      EXPECT_NE(judge_with(without, scan, 0, pair[1]).support, Support::supported) << pair[0] << face;
      EXPECT_NE(judge_with(without, scan, 1, pair[0]).support, Support::supported) << pair[1] << face;
    }
  }
}

TEST_F(ClaimJudgeTest, APointBetweenFiguresIsNoSpeck) {
  EXPECT_TRUE(ClaimJudge::reads_a_point_more("平均用时由 7.3 天降至18天", U"由73天降至1.8天"));
  EXPECT_FALSE(ClaimJudge::reads_a_point_more("平均用时由7.3天降至18天", U"由7.3天降至1.8天"));
  EXPECT_FALSE(ClaimJudge::reads_a_point_more("第73页，1.5", U"73")) << "it stands there";
  EXPECT_FALSE(ClaimJudge::reads_a_point_more("15000019.8512244703", U"150000198512244703"));
}

TEST_F(ClaimJudgeTest, FindsNothingWhereNothingLikeItStands) {
  const Image scan = scan_of({"兹聘任样本甲同志为高级工程师"}, 0, "clean");
  EXPECT_FALSE(judge(scan, 0, "继续教育学时证明").present);
}

TEST_F(ClaimJudgeTest, ShowsADateAloneInSeveralShapes) {
  int usual = 0, shaped = 0;
  for (std::uint16_t face = 0; face < 6; ++face)
    for (const char* date : {"2011.12", "2021.12", "2017.12"}) {
      const Image scan = scan_of({date}, face, "clean");
      const double k = scan.width / 150.0;
      const RectMm box{14 * k, (top_of(0) - 1) * k, 30 * k, (em_mm + 2) * k};
      const ClaimReading reading =
          judge_.judge(scan, ClaimJudge::read_line(scan, box, *reader), date, *reader);
      usual += reading.support == Support::supported;
      shaped += judge_.judge_in_other_shapes(scan, box, date, reading, reading.read, *reader).has_value();
      EXPECT_FALSE(judge_.judge_in_other_shapes(scan, box, date, {}, "2029. 12", *reader));
      for (const char* other : {"2011.11", "2021.17", "2017.13", "2012.12", "2011.2"})
        EXPECT_FALSE(judge_.judge_in_other_shapes(scan, box, other, {}, "", *reader))
            << date << other << face;
    }
  EXPECT_LT(usual, 12);
  EXPECT_GE(shaped, 16);
}

}  // namespace
}  // namespace hefu
