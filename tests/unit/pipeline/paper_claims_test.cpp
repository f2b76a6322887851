#include "pipeline/paper_claims.h"

#include <algorithm>

#include "ocr/font_bank.h"
#include "schemas/text.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/scan.h"
#include "tests/support/set_sheet.h"

namespace hefu {
namespace {

/// A made-up certificate whose lines and places are known; only the judging is under test.
class PaperClaimsTest : public ::testing::Test {
 protected:
  static constexpr double height_mm = 110;
  static void SetUpTestSuite() {
    bank = load_font_bank({});
    fonts = Fonts::load();
    sandbox = Sandbox::start();
    reader = sandbox->new_text_reader();
  }
  static void TearDownTestSuite() {
    reader.reset();
    sandbox.reset();
    fonts.reset();
    bank.reset();
  }

  /// `read`: what an engine made of the lines.
  static PaperReading paper(const std::vector<std::string>& lines, const std::vector<std::string>& read) {
    Page page;
    page.width_mm = 210;
    page.height_mm = height_mm;
    PaperReading paper;
    const double em = 14 * mm_per_pt;
    for (std::size_t i = 0; i < lines.size(); ++i)
      page.runs.push_back(support::set_line(
          *fonts, lines[i], 20, static_cast<float>(20 + 8 * static_cast<double>(i)), {Typeface::song, 14}));
    paper.page.grey = grey_without_seal(support::simulate_scan(support::draw_page(page, *fonts, 300), 210,
                                                               height_mm, support::damage_kind("clean"), 5));
    const double k = paper.page.grey.width / 210.0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      ReadLine line;
      line.text = read[i];
      const double width = (page.runs[i].glyphs.back().x_mm + em - 20) * k;
      for (const Glyph& glyph : page.runs[i].glyphs)
        line.characters.push_back(
            {glyph.code_point, {glyph.x_mm * k, 0, glyph.advance_mm * k, 1.05 * em * k}, 90});
      line.box = {19.5 * k, (20 + 8 * static_cast<double>(i) - 0.9 * em) * k, width + k, 1.05 * em * k};
      paper.lines.push_back(line);
    }
    paper.legible = true;
    return paper;
  }

  static RecordClaim claim(const std::string& kind, const std::string& value) {
    return {"/application/x", kind, "x", value, written_forms(kind, value), {}, {}, true};
  }

  static std::vector<ClaimSighting> sight(const PaperReading& paper, const std::vector<RecordClaim>& claims) {
    ClaimJudge judge(bank);
    return sight_claims(paper, claims, std::vector<bool>(claims.size(), true), judge, *reader);
  }

  static inline std::shared_ptr<const Fonts> bank, fonts;
  static inline std::shared_ptr<Sandbox> sandbox;
  static inline std::unique_ptr<TextReader> reader;
};

TEST_F(PaperClaimsTest, ADateIsProvenByAnyOfItsForms) {
  const std::vector<std::string> lines = {"资格名称：高级工程师", "授予时间：二〇一八年十二月"};
  const auto seen = sight(paper(lines, lines), {claim("title", "高级工程师"), claim("date", "2018-12")});
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[0].support, Support::supported);
  EXPECT_EQ(seen[1].support, Support::supported);
  EXPECT_EQ(seen[1].form, "二〇一八年十二月");
}

TEST_F(PaperClaimsTest, ATitleThatIsBrokenIsFound) {
  const std::vector<std::string> lines = {"论文题目：高寒地区混凝土面板冻融", "破坏机理的试验研究。"};
  const auto seen = sight(paper(lines, lines), {claim("paper", "高寒地区混凝土面板冻融破坏机理的试验研究")});
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].support, Support::supported);
}

TEST_F(PaperClaimsTest, ATextIsBrokenWhereItIsThoughMoreIsReadOfItsFirstPart) {
  const auto seen = sight(paper({"取得注册专业工程师（样本", "类）资格，准予执业"},
                                {"取得注册专业工程师〔〈样本", "类）资格，准予执业"}),
                          {claim("title", "注册专业工程师（样本类）")});
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].support, Support::supported);
}

TEST_F(PaperClaimsTest, ASignBetweenTwoPartsOfATextSaysNothing) {
  const std::vector<std::string> lines = {"项目“样本湿地碳汇，", "潜力关键技术研究”通过验收"};
  const auto seen = sight(paper(lines, lines), {claim("project", "样本湿地碳汇潜力关键技术研究")});
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].support, Support::supported);
}

TEST_F(PaperClaimsTest, WhatStandsBetweenTwoPartsOfATextMakesItAnother) {
  const std::vector<std::string> lines = {"该文发表于样本水利水电", "与岩土工程学报第二期。"};
  const auto seen = sight(paper(lines, lines), {claim("journal", "样本水利水电工程学报")});
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_NE(seen[0].support, Support::supported);
}

TEST_F(PaperClaimsTest, WhatIsReadProvesNothing) {
  // The engine corrects what it reads: the ink says 博土.
  const auto seen =
      sight(paper({"授予理学博土学位证书"}, {"授予理学博士学位证书"}), {claim("degree", "理学博士")});
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_NE(seen[0].support, Support::supported);
}

TEST_F(PaperClaimsTest, AnotherDateContradicts) {
  const std::vector<std::string> lines = {"聘任时间：2019年11月"};
  const auto seen = sight(paper(lines, lines), {claim("date", "2019-01")});
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_NE(seen[0].support, Support::supported);
}

TEST_F(PaperClaimsTest, AnotherDayOfTheMonthContradicts) {
  const std::vector<std::string> lines = {"出生日期：1985年3月21日", "公示时间：2025.06.13",
                                          "发证日期：二〇二三年五月八日"};
  const auto seen = sight(paper(lines, lines), {claim("date", "1985-03-12"), claim("date", "2025-06-18"),
                                                claim("date", "2023-05-06"), claim("date", "1985-03-21"),
                                                claim("date", "2025-06-13"), claim("date", "2023-05-08")});
  ASSERT_EQ(seen.size(), 6u);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(seen[i].support, Support::contradicted) << seen[i].form;
  for (std::size_t i = 3; i < 6; ++i) EXPECT_EQ(seen[i].support, Support::supported) << seen[i].form;
}

TEST_F(PaperClaimsTest, AMonthAloneProvesADayOfIt) {
  const std::vector<std::string> lines = {"出生年月：1985年3月，", "授予时间：2018.12"};
  const auto seen = sight(paper(lines, lines), {claim("date", "1985-03-12"), claim("date", "2018-12-05")});
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[0].support, Support::supported);
  EXPECT_EQ(seen[1].support, Support::supported);
}

TEST_F(PaperClaimsTest, AHigherTitleIsNotTheTitle) {
  const std::vector<std::string> lines = {"任职资格：正高级工程师"};
  const auto seen = sight(paper(lines, lines), {claim("title", "高级工程师")});
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_NE(seen[0].support, Support::supported);
}

TEST_F(PaperClaimsTest, APartOfALongerValueIsNotTheValue) {
  const std::vector<std::string> lines = {"资格名称：高级工程师", "毕业院校：内蒙古大学创业学院",
                                          "姓名：那仁巴图", "所学专业：水利水电工程", "证书编号：2019-04517"};
  const std::vector<RecordClaim> parts = {claim("title", "工程师"), claim("school", "内蒙古大学"),
                                          claim("name", "巴图"), claim("major", "水利"),
                                          claim("number", "04517")};
  for (const ClaimSighting& seen : sight(paper(lines, lines), parts))
    EXPECT_NE(seen.support, Support::supported) << parts[seen.claim].value;
  const std::vector<RecordClaim> whole = {claim("title", "高级工程师"), claim("school", "内蒙古大学创业学院"),
                                          claim("name", "那仁巴图"), claim("major", "水利水电工程"),
                                          claim("number", "2019-04517")};
  const auto seen = sight(paper(lines, lines), whole);
  ASSERT_EQ(seen.size(), whole.size());
  for (const ClaimSighting& one : seen) EXPECT_EQ(one.support, Support::supported) << whole[one.claim].value;
}

TEST_F(PaperClaimsTest, AHigherTitlesGradeMayEndTheLineAbove) {
  const std::vector<std::string> lines = {"该同志于2019年取得高级", "工程师资格，现从事"};
  const auto seen = sight(paper(lines, lines), {claim("title", "工程师"), claim("title", "高级工程师")});
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_NE(seen[0].support, Support::supported);
  EXPECT_EQ(seen[1].support, Support::supported);
}

TEST_F(PaperClaimsTest, AValueInASentenceIsWhole) {
  const std::vector<std::string> lines = {"兹证明巴图同志在内蒙古大学水利工程专业学习", "现聘任工程师职务，"};
  const auto seen = sight(paper(lines, lines), {claim("name", "巴图"), claim("school", "内蒙古大学"),
                                                claim("major", "水利工程"), claim("title", "工程师")});
  ASSERT_EQ(seen.size(), 4u);
  for (const ClaimSighting& one : seen) EXPECT_EQ(one.support, Support::supported) << one.form;
}

TEST_F(PaperClaimsTest, ADateWithASlashIsNotContradictedForItsDot) {
  // Engines take a slash for a one: no form is read there exactly.
  const auto seen =
      sight(paper({"发表时间：2018/12，见附件"}, {"发表时间：2018112，见附件"}), {claim("date", "2018-12")});
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_NE(seen[0].support, Support::contradicted) << seen[0].form << " " << seen[0].read;
}

TEST_F(PaperClaimsTest, BareHoursCountBehindTheirLabelAlone) {
  const std::vector<std::string> lines = {"累计学时：96", "公需学时：30", "证书编号：84"};
  const PaperReading page = paper(lines, lines);
  const auto seen = sight(page, {claim("hours", "96"), claim("hours", "30"), claim("hours", "84")});
  const auto supported = [&](std::size_t claim) {
    return std::any_of(seen.begin(), seen.end(), [&](const ClaimSighting& s) {
      return s.claim == claim && s.support == Support::supported;
    });
  };
  EXPECT_TRUE(supported(0));
  EXPECT_FALSE(supported(1));  // of some courses
  EXPECT_FALSE(supported(2));  // no hours
}

TEST_F(PaperClaimsTest, HoursAreSoughtBesideTheirCell) {
  PaperReading page = paper({"累计学时", "108"}, {"累计学时", "108"});
  page.cells = {{0, 0, 0, 1, 1, {}, "累计学时"}, {0, 0, 1, 1, 1, {}, "108"}};
  page.lines[0].cell = 0;
  page.lines[1].cell = 1;
  const auto right = sight(page, {claim("hours", "108")}), wrong = sight(page, {claim("hours", "188")});
  ASSERT_EQ(right.size(), 1u);
  EXPECT_EQ(right[0].support, Support::supported);
  ASSERT_EQ(wrong.size(), 1u);
  EXPECT_NE(wrong[0].support, Support::supported);
}

TEST_F(PaperClaimsTest, ABasicPassIsNoPass) {
  const std::vector<std::string> lines = {"年度考核结果：基本合格"};
  for (const ClaimSighting& seen : sight(paper(lines, lines), {claim("grade", "合格")}))
    EXPECT_NE(seen.support, Support::supported);
}

TEST_F(PaperClaimsTest, ARankAmongSeveralIsNobodys) {
  const std::vector<std::string> one = {"你参加完成的项目排名第二"},
                                 many = {"张样本（排名第1）", "李样本（排名第2）"};
  const auto seen = sight(paper(one, one), {claim("rank", "2")});
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].support, Support::supported);
  EXPECT_TRUE(sight(paper(many, many), {claim("rank", "1")}).empty());
}

TEST_F(PaperClaimsTest, ARankIsNoIssueOfTheSameLine) {
  const std::vector<std::string> lines = {"2013年第2期，作者排名第1。"};
  for (const ClaimSighting& seen : sight(paper(lines, lines), {claim("rank", "2")}))
    EXPECT_NE(seen.support, Support::supported);
  const auto first = sight(paper(lines, lines), {claim("rank", "1")});
  ASSERT_EQ(first.size(), 1u);
  EXPECT_EQ(first[0].support, Support::supported);
}

TEST_F(PaperClaimsTest, WordsOfSeveralWhoWereHonouredAreNoRank) {
  const std::vector<std::string> lines = {"优秀奖：样本甲（排名第6）。", "希望获奖人员取得新的成绩。"};
  const auto seen = sight(paper(lines, lines), {claim("rank", "6")});
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_EQ(seen[0].support, Support::supported);
}

TEST_F(PaperClaimsTest, ARankIsSoughtBesideItsLabelInTheSameRow) {
  PaperReading page = paper({"个人排名：", "第2名"}, {"个人排名'", "第2名"});
  page.lines[0].box.y = page.lines[1].box.y;
  page.lines[0].box.x = page.lines[1].box.x - 5 * page.lines[1].box.height;
  page.lines[0].box.width = 4 * page.lines[1].box.height;
  const auto right = sight(page, {claim("rank", "2")}), wrong = sight(page, {claim("rank", "7")});
  ASSERT_EQ(right.size(), 1u);
  EXPECT_EQ(right[0].support, Support::supported);
  ASSERT_EQ(wrong.size(), 1u);
  EXPECT_EQ(wrong[0].support, Support::contradicted);
}

TEST_F(PaperClaimsTest, HoursOfATablesSumCount) {
  PaperReading page = paper({"学时", "合计", "100", "40"}, {"学时", "合计", "100", "40"});
  page.cells = {{0, 0, 1, 1, 1, {}, "学时"},
                {0, 2, 0, 1, 1, {}, "合计"},
                {0, 2, 1, 1, 1, {}, "100"},
                {0, 1, 0, 1, 1, {}, "2024"},
                {0, 1, 1, 1, 1, {}, "40"}};
  page.lines[0].cell = 0, page.lines[1].cell = 1, page.lines[2].cell = 2, page.lines[3].cell = 4;
  const auto seen = sight(page, {claim("hours", "100"), claim("hours", "40")});
  ASSERT_FALSE(seen.empty());
  EXPECT_EQ(seen[0].support, Support::supported);
  for (const ClaimSighting& other : seen)
    if (other.claim == 1) {
      EXPECT_NE(other.support, Support::supported);  // of one course
    }
}

TEST_F(PaperClaimsTest, AGradeStandsBesideItsYearThoughThatIsMisread) {
  const std::vector<std::string> lines = {"2023年度考核表", "评定为合格"};
  RecordClaim grade = claim("grade", "合格");
  grade.year = "2023";
  EXPECT_EQ(sight(paper(lines, {"7023年度考核表", "评定为合格"}), {grade}).size(), 1u);
  EXPECT_TRUE(sight(paper(lines, {"2021年度考核表", "评定为合格"}), {grade}).empty());
}

TEST_F(PaperClaimsTest, AnIssueContradictsNoDate) {
  const std::vector<std::string> lines = {"样本学报　2021年第7期"};
  for (const ClaimSighting& seen : sight(paper(lines, lines), {claim("date", "2021-07")}))
    EXPECT_NE(seen.support, Support::contradicted) << seen.form;
}

TEST_F(PaperClaimsTest, UnrelatedPapersShowNothing) {
  const std::vector<std::string> lines = {"关于召开会议的通知", "请各科室派员参加。"};
  EXPECT_TRUE(
      sight(paper(lines, lines), {claim("title", "高级工程师"), claim("number", "YB000001")}).empty());
}

}  // namespace
}  // namespace hefu
