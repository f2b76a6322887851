#include "pipeline/paper_claims.h"

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

TEST_F(PaperClaimsTest, AHigherTitleIsNotTheTitle) {
  const std::vector<std::string> lines = {"任职资格：正高级工程师"};
  const auto seen = sight(paper(lines, lines), {claim("title", "高级工程师")});
  ASSERT_EQ(seen.size(), 1u);
  EXPECT_NE(seen[0].support, Support::supported);
}

TEST_F(PaperClaimsTest, UnrelatedPapersShowNothing) {
  const std::vector<std::string> lines = {"关于召开会议的通知", "请各科室派员参加。"};
  EXPECT_TRUE(
      sight(paper(lines, lines), {claim("title", "高级工程师"), claim("number", "YB000001")}).empty());
}

}  // namespace
}  // namespace hefu
