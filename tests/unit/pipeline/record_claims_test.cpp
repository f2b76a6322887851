#include "pipeline/record_claims.h"

#include <algorithm>

#include "schemas/data_files.h"

namespace hefu {
namespace {

bool holds(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

TEST(RecordClaims, DatesAreWrittenInManyWays) {
  const auto month = written_forms("date", "2018-12");
  for (const char* form : {"2018年12月", "二〇一八年十二月", "2018.12", "2018-12", "2018/12"})
    EXPECT_TRUE(holds(month, form)) << form;
  const auto day = written_forms("date", "2021-06-20");
  for (const char* form :
       {"2021年6月20日", "2021年06月20日", "二〇二一年六月二十日", "2021.06.20", "2021年6月"})
    EXPECT_TRUE(holds(day, form)) << form;
  EXPECT_FALSE(holds(day, "2021年7月20日"));
}

TEST(RecordClaims, YearsAndHoursCarryTheirUnits) {
  EXPECT_TRUE(holds(written_forms("hours", "90"), "90学时"));
  EXPECT_TRUE(holds(written_forms("year", "2024年度"), "二〇二四年度"));
  EXPECT_FALSE(holds(written_forms("hours", "90"), "90"));      // a bare figure proves nothing
  EXPECT_TRUE(holds(forms_beside_label("hours", "90"), "90"));  // but behind a label
  EXPECT_FALSE(labels_before("hours").empty());
  EXPECT_TRUE(forms_beside_label("number", "YB000001").empty());
}

TEST(RecordClaims, AMajorIsWrittenWithItsWord) {
  EXPECT_TRUE(holds(written_forms("major", "农学"), "农学"));
  EXPECT_TRUE(holds(written_forms("major", "农学"), "农学专业"));
}

TEST(RecordClaims, RanksAreSaidInWords) {
  EXPECT_TRUE(holds(forms_beside_label("rank", "2"), "第2名"));
  EXPECT_TRUE(holds(forms_beside_label("rank", "12"), "第十二位"));
  const auto second = written_forms("rank", "2");
  EXPECT_TRUE(holds(second, "排名第二"));
  EXPECT_TRUE(holds(second, "第2完成人"));
  EXPECT_TRUE(written_forms("rank", "0").empty());
}

TEST(RecordClaims, ListsWhatTheRecordSaysWithItsUploads) {
  const auto file = std::filesystem::path(HEFU_SOURCE_DIR) / "tests/data/person/application.xml";
  const ReadApplication read = parse_application(read_file(file), file);
  ASSERT_TRUE(read.ok);
  const auto claims = list_claims(read.application, find_notice("2025-green-channel").notice);
  const auto at = [&](const std::string& path) {
    return std::find_if(claims.begin(), claims.end(), [&](const RecordClaim& c) { return c.path == path; });
  };
  const auto paper = at("/application/publications/publication[1]/title");
  ASSERT_NE(paper, claims.end());
  EXPECT_EQ(paper->value, "高寒地区混凝土面板冻融破坏机理的试验研究");
  EXPECT_EQ(paper->files, std::vector<std::string>{"evidence-07-1.pdf"});
  EXPECT_TRUE(paper->wanted);
  const auto grade = at("/application/assessments/assessment[2]/grade");
  ASSERT_NE(grade, claims.end());
  EXPECT_EQ(grade->year, "2023");
  const auto school = at("/application/educations/education[1]/school");
  ASSERT_NE(school, claims.end());
  EXPECT_FALSE(school->wanted);  // no notice lists a degree certificate
}

}  // namespace
}  // namespace hefu
