#include "schemas/title_series.h"

#include <array>

#include "schemas/application.h"
#include "schemas/data_files.h"
#include "schemas/xml.h"

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
  EXPECT_FALSE(fit_title("船舶", "高级船长", "正高级").verified);
  EXPECT_EQ(fit_title("卫生", "副主任护师", "正高级").expected, std::vector<std::string>{"主任护师"});
}

TEST(TitleSeries, FindsTitlesThatASeriesDoesNotHave) {
  EXPECT_EQ(fit_title("档案专业人员", "正高级工程师", "正高级").kind, Kind::unknown_title);
}

TEST(TitleSeries, LeavesAloneWhatTheTableDoesNotHave) {
  EXPECT_EQ(fit_title("样本系列", "样本大师", "正高级").kind, Kind::not_checked);
  EXPECT_EQ(fit_title("", "", "正高级").kind, Kind::not_checked);
  EXPECT_EQ(fit_title("工程", "正高级工程师", "").kind, Kind::not_checked);
}

TEST(TitleSeries, TakesOlderNamesForWhatTheyWere) {
  const TitleFit teacher = fit_title("中小学教师", "小学高级教师", "中级");
  EXPECT_EQ(teacher.kind, Kind::other_name);
  EXPECT_EQ(teacher.expected, std::vector<std::string>{"一级教师"});
  EXPECT_EQ(fit_title("工程", "教授级高级工程师", "正高级").kind, Kind::other_name);
  EXPECT_EQ(fit_title("工程", "高级工程师(教授级)", "正高级").kind, Kind::other_name);
  EXPECT_EQ(fit_title("卫生", "主治中医师", "中级").expected,
            (std::vector<std::string>{"主治医师", "主管医师"}));
  const TitleFit wrong = fit_title("中小学教师", "中学高级教师", "正高级");
  EXPECT_EQ(wrong.kind, Kind::other_level);
  EXPECT_EQ(wrong.expected, std::vector<std::string>{"正高级教师"});
}

TEST(TitleSeries, KnowsLevelsOfTitlesByTheirNames) {
  const std::vector<std::array<const char*, 3>> known = {{"高级工程师", "", "副高级"},
                                                         {"主管护师", "", "中级"},
                                                         {"一级教师", "", "中级"},
                                                         {"中学一级教师", "", "中级"},
                                                         {"中教高级", "", "副高级"},
                                                         {"农业技术推广研究员", "", "正高级"},
                                                         {"高级记者", "", "正高级"},
                                                         {"高级教练", "体育", "副高级"},
                                                         {"一级演员", "艺术", "正高级"},
                                                         {"一级翻译", "翻译", "副高级"},
                                                         {"编辑", "", "中级"},
                                                         {"高级工程师（水利）", "", "副高级"},
                                                         {"高级工程师（正高级）", "", "正高级"},
                                                         {"技师", "卫生技术人员", "助理级"},
                                                         {"研究员", "", "正高级"},
                                                         {"统计员", "统计", "员级"},
                                                         {"高级舞台技师", "艺术", "正高级"}};
  for (const auto& [title, series, level] : known) EXPECT_EQ(level_of_title(title, series), level) << title;
}

TEST(TitleSeries, SaysNothingOfWhatIsNoTitle) {
  for (const char* name : {"特级教师", "高级技师", "技师", "高级工", "", "样本大师"})
    EXPECT_EQ(level_of_title(name), "") << name;
  EXPECT_EQ(level_of_title("高级人力资源管理师"), "");  // a skill level, too
  EXPECT_EQ(level_of_title("高级人力资源管理师", "经济"), "副高级");
  EXPECT_EQ(level_of_title("工程师", "档案"), "");
  EXPECT_NE(no_title_because("特级教师"), "");
  EXPECT_EQ(no_title_because("高级教师"), "");
}

TEST(TitleSeries, GivesEveryNameOneLevelWithinItsSeries) {
  const Element table = parse_xml(read_file(std::string(HEFU_SOURCE_DIR) + "/schemas/codes/title-series.xml"),
                                  "title-series.xml", "schemas/codes.xsd")
                            .root;
  EXPECT_EQ(table.all("series").size(), 27u);
  for (const Element* element : table.all("series")) {
    const std::string series = element->attribute("name");
    EXPECT_EQ(series_of(series).name, series);
    for (const char* level : {"员级", "助理级", "中级", "副高级", "正高级"})
      for (const std::string& title : fit_title(series, "样本", level).expected)
        EXPECT_EQ(level_of_title(title, series), level) << title;
  }
}

TEST(TitleSeries, FindsASeriesByManyNames) {
  const std::vector<std::pair<const char*, int>> names = {{"工程", 5},
                                                          {"工程系列", 5},
                                                          {"工程技术人才", 5},
                                                          {"水利工程", 5},
                                                          {"信息与通信", 5},
                                                          {"光伏硅基", 5},
                                                          {"网信", 5},
                                                          {"卫生", 4},
                                                          {"中小学教师", 22},
                                                          {"中小学", 22},
                                                          {"经济专业", 19},
                                                          {"会计", 17},
                                                          {"农牧业技术", 6},
                                                          {"社科", 2},
                                                          {"文博", 10},
                                                          {"司法鉴定人", 24},
                                                          {"哲学社会科学研究", 2},
                                                          {"自然科学研究", 3},
                                                          {"实验技术", 20},
                                                          {"中职教师", 21},
                                                          {"播音主持专业人员", 16},
                                                          {"审计系列", 27},
                                                          {"民航飞行", 26},
                                                          {"高校教师", 1},
                                                          {"图书资料", 9}};
  for (const auto& [name, number] : names) EXPECT_EQ(series_of(name).number, number) << name;
  for (const char* name : {"", "教师", "样本系列", "行政"}) EXPECT_EQ(series_of(name).number, 0) << name;
  EXPECT_EQ(series_of("水利工程").specialty, "水利工程");
  EXPECT_EQ(series_of("工程系列(水利)").specialty, "水利");
  EXPECT_EQ(series_of("工程").specialty, "");
  EXPECT_EQ(series_of("快递").name, "工程技术人员");
}

TEST(TitleSeries, FitsTitlesOfASpecialtysSeries) {
  EXPECT_EQ(fit_title("水利工程", "正高级工程师", "正高级").kind, Kind::fits);  // G25's example row
  EXPECT_EQ(fit_title("快递", "高级教师", "副高级").kind, Kind::unknown_title);
}

TEST(TitleLevels, AreOrderedAndGrouped) {
  EXPECT_LT(level_rank("员级"), level_rank("助理级"));
  EXPECT_LT(level_rank("助理级"), level_rank("中级"));
  EXPECT_LT(level_rank("中级"), level_rank("副高级"));
  EXPECT_LT(level_rank("副高"), level_rank("正高级职称"));
  for (const char* none : {"", "高级", "初级", "特级"}) EXPECT_EQ(level_rank(none), 0) << none;
  EXPECT_TRUE(level_within("员级", "初级"));
  EXPECT_TRUE(level_within("助理级", "初级"));
  EXPECT_TRUE(level_within("正高级", "高级"));
  EXPECT_TRUE(level_within("副高", "高级"));
  EXPECT_FALSE(level_within("中级", "高级"));
  EXPECT_FALSE(level_within("中级", "初级"));
  EXPECT_TRUE(level_within("中级", "中级"));
  EXPECT_FALSE(level_within("", ""));
}

TEST(EntryRequirement, IsToldByTheProfession) {
  EXPECT_EQ(entry_requirement("卫生", "主任医师").qualification, "医师资格");
  EXPECT_EQ(entry_requirement("卫生", "副主任护师").qualification, "护士执业资格");
  EXPECT_EQ(entry_requirement("卫生", "主任药师").qualification, "");
  EXPECT_EQ(entry_requirement("", "主任医师").qualification, "医师资格");
  EXPECT_EQ(entry_requirement("中小学教师", "高级教师").qualification, "教师资格");
  EXPECT_EQ(entry_requirement("", "讲师").qualification, "");  // of three series
  EXPECT_EQ(entry_requirement("工程", "高级工程师").qualification, "");
}

TEST(EntryRequirement, TakesCertificatesByTheirNames) {
  EXPECT_TRUE(entry_requirement("卫生", "主任医师").satisfied_by("执业医师资格证书"));
  EXPECT_FALSE(entry_requirement("卫生", "主任医师").satisfied_by("护士执业证书"));
  EXPECT_TRUE(entry_requirement("高校教师", "教授").satisfied_by("高等学校教师资格"));
  EXPECT_FALSE(entry_requirement("高校教师", "教授").satisfied_by(""));
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

TEST(TitleSeries, WarnsWhereAnOlderNameIsAppliedForAndNotOfPastTitles) {
  const ReadApplication wanted = read_with("<title>正高级工程师", "<title>教授级高级工程师");
  EXPECT_TRUE(wanted.ok);
  ASSERT_EQ(wanted.diagnostics.size(), 1u);
  EXPECT_EQ(wanted.diagnostics[0].severity, Severity::warning);
  EXPECT_EQ(wanted.diagnostics[0].expected, "正高级工程师");
  EXPECT_TRUE(read_with("<name>高级工程师", "<name>高工").diagnostics.empty());
}

}  // namespace
}  // namespace hefu
