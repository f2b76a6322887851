#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pipeline/report.h"
#include "schemas/messages.h"
#include "tests/unit/pipeline/report_sample.h"

namespace hefu {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST(ReportText, StartsWithTheVerdictAndTheCounts) {
  const std::string text = report_text(sample_report(), false);
  EXPECT_THAT(text, StartsWith("不一致  样本甲  YB-2025-0001\n"));
  EXPECT_THAT(text, HasSubstr("不一致 5 · 无法辨认 1 · 缺失 3 · 非线上填报 1 · 页面问题 5"));
}

TEST(ReportText, PutsBothValuesUnderEachOtherWithTheDifferenceMarked) {
  const std::string text = report_text(sample_report(), false);
  EXPECT_THAT(text, HasSubstr("      线上  样本[甲]\n      纸面  样本[申]\n"));
  EXPECT_THAT(text, HasSubstr("评审表，评审表 扫描件.pdf 第 1 页"));
}

TEST(ReportText, NamesEveryFaultyPage) {
  const std::string text = report_text(sample_report(), false);
  for (const char* fault : {"缺页", "重复页", "他人的页", "旧版打印", "页序不对"})
    EXPECT_THAT(text, HasSubstr(fault));
  EXPECT_THAT(text, HasSubstr("评审表 第 9 页，共 12 页"));
}

TEST(ReportText, TellsFindingsButNotTheMismatchesTwice) {
  const std::string text = report_text(sample_report(), false);
  EXPECT_THAT(text, HasSubstr("「性别」一格中有不是打印的笔迹"));
  EXPECT_THAT(text, Not(HasSubstr("姓名：纸面与线上填报不同")));
}

TEST(ReportText, AlignsColumnsByDisplayWidth) {
  const std::string text = report_text(sample_report(), false);
  EXPECT_THAT(text, HasSubstr("  继续教育.pdf  已拒收"));
  EXPECT_THAT(text, HasSubstr("  送审表.jpg    无法读取"));
}

TEST(ReportText, ColoursOnlyWhenAsked) {
  EXPECT_THAT(report_text(sample_report(), false), Not(HasSubstr("\x1b")));
  EXPECT_THAT(report_text(sample_report(), true), HasSubstr("\x1b[1;4;31m申\x1b[0m"));
}

TEST(ReportText, LetsNoEscapeSequenceOfAFileNameThrough) {
  Report report = sample_report();
  report.uploads[2].file = "x\x1b[2J.pdf";
  EXPECT_THAT(report_text(report, false), Not(HasSubstr("\x1b")));
}

TEST(ReportText, SpeaksEnglishWhenAskedFor) {
  choose_language("en");
  const std::string text = report_text(sample_report(), false);
  choose_language("zh");
  EXPECT_THAT(text, StartsWith("inconsistent  样本甲  YB-2025-0001\n"));
  EXPECT_THAT(text, HasSubstr("      online  样本[甲]\n      paper   样本[申]\n"));
  EXPECT_THAT(text, HasSubstr("missing page"));
}

TEST(ReportText, SaysLittleWhenAllIsWell) {
  const std::string text = report_text(consistent_report(), false);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2);
  EXPECT_THAT(text, StartsWith("一致  样本甲"));
}

}  // namespace
}  // namespace hefu
