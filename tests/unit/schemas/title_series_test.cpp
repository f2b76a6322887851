#include "schemas/title_series.h"

#include "schemas/application.h"
#include "schemas/data_files.h"

namespace hefu {
namespace {

using Kind = TitleFit::Kind;

TEST(TitleSeries, FitsTitlesInWhateverWordsTheSeriesIsNamed) {
  for (const char* series : {"工程技术人员", "工程技术人才", "工程系列", "工程", ""})
    EXPECT_EQ(fit_title(series, "正高级工程师", "正高级").kind, Kind::fits) << series;
  EXPECT_EQ(fit_title("工程", "高级工程师（水利）", "副高级").kind, Kind::fits);
  EXPECT_EQ(fit_title("卫生技术人员", "主治医师", "中级").kind, Kind::fits);
}

TEST(TitleSeries, FindsTitlesOfAnotherLevel) {
  const TitleFit fit = fit_title("工程技术人员", "高级工程师", "正高级");
  EXPECT_EQ(fit.kind, Kind::other_level);
  EXPECT_TRUE(fit.verified);
  EXPECT_EQ(fit.expected, std::vector<std::string>{"正高级工程师"});
  EXPECT_FALSE(fit_title("会计人员", "会计师", "正高级").verified);
}

TEST(TitleSeries, FindsTitlesThatASeriesDoesNotHave) {
  EXPECT_EQ(fit_title("档案专业人员", "正高级工程师", "正高级").kind, Kind::unknown_title);
}

TEST(TitleSeries, LeavesAloneWhatTheTableDoesNotHave) {
  EXPECT_EQ(fit_title("水利工程", "水利大师", "正高级").kind, Kind::not_checked);
  EXPECT_EQ(fit_title("", "", "正高级").kind, Kind::not_checked);
  EXPECT_EQ(fit_title("工程", "正高级工程师", "").kind, Kind::not_checked);
}

ReadApplication read_with(const std::string& from, const std::string& to) {
  std::string bytes = read_file(std::string(HEFU_SOURCE_DIR) + "/tests/data/person/application.xml");
  bytes.replace(bytes.find(from), from.size(), to);
  return parse_application(bytes, "application.xml");
}

TEST(TitleSeries, IsAnErrorForTheTitleAppliedForAndAWarningForPastOnes) {
  const ReadApplication wanted = read_with("<title>正高级工程师", "<title>高级工程师");
  EXPECT_FALSE(wanted.ok);
  ASSERT_EQ(wanted.diagnostics.size(), 1u);
  EXPECT_EQ(wanted.diagnostics[0].path, "/application/applied-for/title");
  const ReadApplication past = read_with("<name>高级工程师", "<name>工程师");
  EXPECT_TRUE(past.ok);
  ASSERT_EQ(past.diagnostics.size(), 1u);
  EXPECT_EQ(past.diagnostics[0].severity, Severity::warning);
  EXPECT_EQ(past.diagnostics[0].path, "/application/titles/current/name");
}

}  // namespace
}  // namespace hefu
