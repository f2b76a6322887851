#include "schemas/application.h"

#include <gmock/gmock.h>

#include "schemas/data_files.h"

namespace hefu {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string& record() {
  static const std::string bytes =
      read_file(std::string(HEFU_SOURCE_DIR) + "/tests/data/person/application.xml");
  return bytes;
}

/// The record with one place changed.
ReadApplication read_with(const std::string& from, const std::string& to) {
  std::string bytes = record();
  const std::size_t at = bytes.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return parse_application(bytes.replace(at, from.size(), to), "application.xml");
}

/// The only diagnostic of a record that is refused.
Diagnostic fault_of(const std::string& from, const std::string& to) {
  const ReadApplication read = read_with(from, to);
  EXPECT_FALSE(read.ok);
  EXPECT_EQ(read.diagnostics.size(), 1u)
      << (read.diagnostics.empty() ? "" : to_text(read.diagnostics.back()));
  return read.diagnostics.empty() ? Diagnostic{} : read.diagnostics.front();
}

TEST(Application, ReadsTheSample) {
  const ReadApplication read = parse_application(record(), "application.xml");
  ASSERT_TRUE(read.ok) << to_text(read.diagnostics.front());
  EXPECT_TRUE(read.diagnostics.empty());
  const Application& a = read.application;
  EXPECT_EQ(a.number, "YB-2025-0001");
  EXPECT_EQ(a.notice, "2025-green-channel");
  EXPECT_EQ(a.applicant.name, "样本甲");
  EXPECT_EQ(iso(a.applicant.birth), "1985-03-12");
  EXPECT_EQ(a.applicant.photo_file, "photo.jpg");
  EXPECT_EQ(a.applied_for.level, "正高级");
  EXPECT_EQ(a.applied_for.talent_category, 2);
  EXPECT_EQ(a.applied_for.talent_class, 4);
  EXPECT_EQ(a.root.text_at("publications/publication/evidence/@item"), "7");
}

TEST(Application, NormalisesValuesByTheirType) {
  const Application a = parse_application(
                            [] {
                              std::string bytes = record();
                              const auto change = [&](const std::string& from, const std::string& to) {
                                bytes.replace(bytes.find(from), from.size(), to);
                              };
                              change("<birth-date>1985-03-12", "<birth-date> 1985年3月12日");
                              change("<name>样本甲", "<name> 样本 • 甲 ");
                              change("<work-start>2008-07", "<work-start>２００８．０７");
                              change("<year>2022", "<year>２０２２年");
                              return bytes;
                            }(),
                            "application.xml")
                            .application;
  EXPECT_EQ(a.root.text_at("applicant/birth-date"), "1985-03-12");
  EXPECT_EQ(a.applicant.name, "样本·甲");
  EXPECT_EQ(a.root.text_at("applicant/work-start"), "2008-07");
  EXPECT_EQ(a.root.text_at("assessments/assessment/year"), "2022");
}

TEST(Application, TakesAbsentAndEmptyParts) {
  EXPECT_TRUE(read_with("<ethnicity>蒙古族</ethnicity>", "").ok);
  EXPECT_TRUE(read_with("<ethnicity>蒙古族</ethnicity>", "<ethnicity/>").ok);
  EXPECT_TRUE(read_with("<work-start>2008-07</work-start>", "<work-start> </work-start>").ok);
  const ReadApplication least = parse_application(
      "<application xmlns='urn:hefu:application:1' schema='hefu-application/1' number='YB-1' "
      "notice='2025-green-channel'><applicant><name>样本乙</name><sex>女</sex>"
      "<id-number>150000198503120020</id-number><birth-date>1985-03</birth-date></applicant>"
      "<employment><unit>样本单位</unit></employment>"
      "<applied-for><title>工程师</title><level>中级</level></applied-for></application>",
      "least.xml");
  EXPECT_TRUE(least.ok) << to_text(least.diagnostics.front());
}

TEST(Application, ListsAllowedValues) {
  const Diagnostic d = fault_of("<sex>女</sex>", "<sex>女性</sex>");
  EXPECT_EQ(d.line, 7);
  EXPECT_EQ(d.path, "/application/applicant/sex");
  EXPECT_EQ(d.expected, "男、女");
  EXPECT_THAT(d.got, HasSubstr("女性"));
  EXPECT_THAT(fault_of("<ethnicity>蒙古族", "<ethnicity>蒙古").expected, HasSubstr("鄂伦春族"));
}

TEST(Application, SaysTheFormatInWords) {
  EXPECT_THAT(fault_of("number=\"YB-2025-0001\"", "number=\"a/b\"").expected, HasSubstr("4 至 32"));
  EXPECT_THAT(fault_of("<graduated-on>2008-07", "<graduated-on>July").expected, HasSubstr("2025年7月15日"));
}

TEST(Application, NamesMissingAndUnknownElements) {
  const Diagnostic missing = fault_of("<sex>女</sex>", "");
  EXPECT_THAT(missing.expected, HasSubstr("<sex>"));
  EXPECT_THAT(missing.message, HasSubstr("缺少"));
  EXPECT_THAT(fault_of("<sex>女</sex>", "<sex>女</sex><salary>1</salary>").message, HasSubstr("<salary>"));
  EXPECT_THAT(fault_of(" number=\"YB-2025-0001\"", "").message, HasSubstr("number"));
  EXPECT_THAT(fault_of("<filled-on>", "<filled-on by=\"x\">").message, HasSubstr("by"));
}

TEST(Application, RefusesAnotherMajorVersionWithOneDiagnostic) {
  const Diagnostic d = fault_of("hefu-application/1", "hefu-application/2");
  EXPECT_EQ(d.expected, "hefu-application/1");
  EXPECT_THAT(d.hint, HasSubstr("更新"));
  EXPECT_TRUE(read_with("hefu-application/1", "hefu-application/1.3").ok);
  EXPECT_THAT(fault_of("urn:hefu:application:1", "urn:hefu:application:7").expected,
              HasSubstr("urn:hefu:application:1"));
}

TEST(Application, GivesPathsWithIndexes) {
  EXPECT_EQ(fault_of("<grade>优秀</grade>", "<grade>好</grade>").path,
            "/application/assessments/assessment[2]/grade");
  EXPECT_EQ(fault_of("<start>2019-01</start>", "<start>2019-13</start>").path,
            "/application/jobs/job[2]/start");
  EXPECT_EQ(fault_of("item=\"7\"", "item=\"x\"").path,
            "/application/publications/publication[1]/evidence[1]/@item");
}

TEST(Application, RefusesDatesThatDoNotExist) {
  const Diagnostic d = fault_of("<filled-on>2025-06-20", "<filled-on>2025-02-30");
  EXPECT_EQ(d.line, 3);
  EXPECT_THAT(d.message, HasSubstr("日期"));
  EXPECT_THAT(fault_of("<end>2014-11", "<end>2011-11").message, HasSubstr("早于"));
}

TEST(Application, ChecksTheIdNumberWithoutShowingIt) {
  const Diagnostic digit = fault_of("150000198503120020", "150000198503120021");
  EXPECT_THAT(digit.message, HasSubstr("校验码"));
  EXPECT_THAT(to_text(digit), Not(HasSubstr("19850312")));
  EXPECT_THAT(fault_of("150000198503120020", "15000019850312002").message, HasSubstr("位数"));
  EXPECT_THAT(fault_of("<sex>女", "<sex>男").message, HasSubstr("性别"));
  const Diagnostic birth = fault_of("<birth-date>1985-03-12", "<birth-date>1985-03-21");
  EXPECT_THAT(birth.message, HasSubstr("出生日期"));
  EXPECT_THAT(to_text(birth), Not(HasSubstr("1985")));
  EXPECT_THAT(to_text(fault_of("150000198503120020", "150000-1985-0312")), Not(HasSubstr("1985")));
}

TEST(Application, WarnsOfOldIdNumbersAndStillChecksTheirParts) {
  const ReadApplication old = read_with("<id-number>150000198503120020", "<id-number>150000850312002");
  EXPECT_TRUE(old.ok);
  ASSERT_EQ(old.diagnostics.size(), 1u);
  EXPECT_EQ(old.diagnostics[0].severity, Severity::warning);
  EXPECT_THAT(to_text(old.diagnostics[0]), Not(HasSubstr("850312")));
  EXPECT_FALSE(read_with("<id-number>150000198503120020", "<id-number>150000850312001").ok);  // a man's
  EXPECT_FALSE(read_with("<id-number>150000198503120020", "<id-number>150000850230002").ok);  // 30 February
}

/// The record's number with another area and its check digit. Nobody is given the sequence 000.
std::string number_of_area(const std::string& area) {
  const std::string first17 = area + "19850312000";
  return first17 + id_check_digit(first17);
}

TEST(Application, WarnsOfAreasThatNobodyKnowsAndOfNoOthers) {
  const auto diagnostics = [](const std::string& area) {
    return read_with("150000198503120020", number_of_area(area)).diagnostics;
  };
  EXPECT_THAT(diagnostics("150521"), testing::IsEmpty());
  EXPECT_THAT(diagnostics("152322"), testing::IsEmpty());  // abolished
  EXPECT_THAT(diagnostics("110105"), testing::IsEmpty());
  for (const char* area : {"150599", "990101"}) {
    ASSERT_EQ(diagnostics(area).size(), 1u) << area;
    EXPECT_EQ(diagnostics(area)[0].severity, Severity::warning);
    EXPECT_THAT(to_text(diagnostics(area)[0]), Not(HasSubstr(area)));
  }
}

TEST(Application, LeavesTheNumbersOfForeignPapersAlone) {
  EXPECT_TRUE(read_with("<id-number>150000198503120020", "<id-number kind=\"护照\">YB0000001").ok);
}

TEST(Application, WantsTheTalentClassForCategoryTwoOnly) {
  EXPECT_EQ(fault_of("<talent-category>2", "<talent-category>3").path,
            "/application/applied-for/talent-class");
}

TEST(Application, BoundsLengthsAndCounts) {
  std::string text;
  for (int i = 0; i < 2001; ++i) text += "长";
  EXPECT_THAT(fault_of("<content>", "<content>" + text).message, HasSubstr("太长"));
  std::string many;
  for (int i = 0; i < 498; ++i) many += "<assessment/>";
  EXPECT_EQ(fault_of("<assessments>", "<assessments>" + many).path,
            "/application/assessments/assessment[501]");
  EXPECT_THAT(fault_of("<assessments>", "<assessments>" + many).expected, HasSubstr("500"));
}

TEST(Application, TellsAllFaultsAtOnceAndEachOnce) {
  std::string bytes = record();
  const auto change = [&](const std::string& from, const std::string& to) {
    bytes.replace(bytes.find(from), from.size(), to);
  };
  change("<sex>女", "<sex>无");
  change("<filled-on>2025-06-20", "<filled-on>2025-02-30");
  change("150000198503120020", "150000198503120021");
  change("<graduated-on>2008-07", "<graduated-on>July");
  std::vector<std::string> paths;
  for (const Diagnostic& d : parse_application(bytes, "x").diagnostics) paths.push_back(d.path);
  EXPECT_THAT(paths, testing::UnorderedElementsAre("/application/applicant/sex", "/application/filled-on",
                                                   "/application/applicant/id-number",
                                                   "/application/educations/education[1]/graduated-on"));
}

TEST(CanRepeat, ComesFromTheSchema) {
  for (const char* name : {"achievement", "publication", "award", "evidence", "job", "previous", "education"})
    EXPECT_TRUE(can_repeat(name)) << name;
  for (const char* name : {"name", "applicant", "current", "achievements-after", "photo"})
    EXPECT_FALSE(can_repeat(name)) << name;
  EXPECT_EQ(child_path("/application/jobs", "job", 2), "/application/jobs/job[2]");
  EXPECT_EQ(child_path("/application", "jobs", 1), "/application/jobs");
}

}  // namespace
}  // namespace hefu
