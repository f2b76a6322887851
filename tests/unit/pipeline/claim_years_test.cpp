#include "pipeline/claim_years.h"

#include <gtest/gtest.h>

namespace hefu {
namespace {

PaperReading page_of(const std::vector<std::string>& lines) {
  PaperReading paper;
  for (const std::string& text : lines) {
    ReadLine line;
    line.text = text;
    paper.lines.push_back(line);
  }
  return paper;
}

void put(PaperReading& paper, int row, int column, const std::string& text) {
  paper.cells.push_back({.table = 0, .row = row, .column = column, .box = {}, .text = text});
  ReadLine line;
  line.text = text;
  line.cell = static_cast<int>(paper.cells.size()) - 1;
  paper.lines.push_back(line);
}

TEST(ClaimYears, AHeadingTellsTheYearAndADateDoesNot) {
  const PaperReading page =
      page_of({"2022 年度考核登记表", "考核等次：优秀", "2023年1月10日", "签于2023.01.12", "编号20231"});
  const PageYears years(page);
  EXPECT_TRUE(years.is_of("2022", 1, 5));
  EXPECT_FALSE(years.is_of("2023", 1, 5));
}

TEST(ClaimYears, AMisreadYearIsThatYear) {
  const PaperReading page = page_of({"7023年度考核表", "优秀"}), other = page_of({"2021年度考核表", "优秀"});
  EXPECT_TRUE(PageYears(page).is_of("2023", 1, 0));
  EXPECT_FALSE(PageYears(other).is_of("2023", 1, 0));
}

TEST(ClaimYears, OfSeveralYearsTheOneBeforeCounts) {
  const PaperReading page = page_of({"近三年考核结果：2021年度合格，2022年度优秀，2023年度合格。"});
  const PageYears years(page);
  EXPECT_TRUE(years.is_of("2021", 0, 14));
  EXPECT_FALSE(years.is_of("2022", 0, 14));
  EXPECT_TRUE(years.is_of("2022", 0, 23));
  EXPECT_TRUE(years.is_of("2023", 0, 31));
  EXPECT_FALSE(years.is_of("2024", 0, 31));
}

TEST(ClaimYears, OfATableItsRowOrItsColumn) {
  PaperReading rows;
  put(rows, 0, 0, "年度"), put(rows, 0, 1, "等次");
  put(rows, 1, 0, "2021"), put(rows, 1, 1, "合格");
  put(rows, 2, 0, "二〇二二年"), put(rows, 2, 1, "优秀");
  EXPECT_TRUE(PageYears(rows).is_of("2021", 3, 0));
  EXPECT_FALSE(PageYears(rows).is_of("2022", 3, 0));
  EXPECT_TRUE(PageYears(rows).is_of("2022", 5, 0));
  PaperReading columns;
  put(columns, 0, 0, "年度"), put(columns, 0, 1, "2021"), put(columns, 0, 2, "2022");
  put(columns, 1, 0, "等次"), put(columns, 1, 1, "合格"), put(columns, 1, 2, "优秀");
  EXPECT_TRUE(PageYears(columns).is_of("2021", 4, 0));
  EXPECT_FALSE(PageYears(columns).is_of("2021", 5, 0));
  EXPECT_TRUE(PageYears(columns).is_of("2022", 5, 0));
}

TEST(ClaimYears, RunningTextTellsOfOtherYearsToo) {
  const PaperReading page = page_of(
      {"（2023年度）", "本人在2022年度获得先进个人，本年又承担了样本项目的研究工作。", "等次", "优秀"});
  EXPECT_TRUE(PageYears(page).is_of("2023", 3, 0));
  EXPECT_FALSE(PageYears(page).is_of("2022", 3, 0));
}

TEST(ClaimYears, WhereNoneIsNamedAWrittenOneCounts) {
  const PaperReading page = page_of({"该同志2023年考评为优秀", "2024年1月5日"});
  EXPECT_TRUE(PageYears(page).is_of("2023", 0, 10));
  EXPECT_FALSE(PageYears(page).is_of("2024", 0, 10));
}

}  // namespace
}  // namespace hefu
