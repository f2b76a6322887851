#include "schemas/import_mapping.h"

#include <gmock/gmock.h>

#include "schemas/data_files.h"

namespace hefu {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string sample = std::string(HEFU_SOURCE_DIR) + "/samples/import/mapping.xml";

/// What is told of the sample's mapping after one change.
std::vector<std::string> told_with(const std::string& from, const std::string& to) {
  std::string xml = read_file(sample);
  const std::size_t at = xml.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  xml.replace(at, from.size(), to);
  const ReadImportMapping read = parse_import_mapping(xml, "mapping.xml");
  EXPECT_EQ(read.ok, read.diagnostics.empty());
  std::vector<std::string> told;
  for (const Diagnostic& diagnostic : read.diagnostics) {
    EXPECT_GT(diagnostic.line, 0);
    told.push_back(to_text(diagnostic));
  }
  return told;
}

TEST(ImportMapping, ReadsTheSample) {
  const ReadImportMapping read = read_import_mapping(sample);
  ASSERT_TRUE(read.ok);
  EXPECT_EQ(read.mapping.lists.size(), 11u);
  EXPECT_EQ(read.mapping.people.keys.front().name, "id");
  const auto& columns = read.mapping.people.columns;
  const auto birth = std::find_if(columns.begin(), columns.end(), [](const ImportColumn& column) {
    return column.headings.front() == "出生日期";
  });
  EXPECT_EQ(birth->kind, ImportColumn::Kind::date);
  EXPECT_TRUE(birth->required || birth->precision == ImportColumn::Precision::day);
}

TEST(ImportMapping, TellsAPathThatNoRecordHas) {
  EXPECT_THAT(told_with("applicant/health", "applicant/wealth"), ElementsAre(HasSubstr("applicant/wealth")));
  EXPECT_THAT(told_with("path=\"employment/specialty\"", "path=\"employment\""),
              ElementsAre(HasSubstr("employment")));
  EXPECT_THAT(told_with("awards/award", "awards"), ElementsAre(HasSubstr("awards")));
  EXPECT_THAT(told_with("applied-for/series", "educations/education[501]/school"),
              Contains(HasSubstr("501")));
}

TEST(ImportMapping, TellsWhatHasNoSourceOrTwo) {
  EXPECT_THAT(told_with("<value path=\"applicant/sex\" from=\"id-number\"/>", ""),
              ElementsAre(HasSubstr("applicant/sex")));
  EXPECT_THAT(told_with("applied-for/route", "applicant/name"), ElementsAre(HasSubstr("两处")));
  EXPECT_THAT(told_with("<heading>曾用名", "<heading>姓 名"), ElementsAre(HasSubstr("用了两次")));
}

TEST(ImportMapping, TellsWordsThatTheRecordCannotHold) {
  EXPECT_THAT(told_with("to=\"正高级\"", "to=\"正高\""), Contains(HasSubstr("没有“正高”")));
  EXPECT_THAT(told_with(">绿色通道<", ">绿通<"), ElementsAre(HasSubstr("绿通")));
  EXPECT_THAT(told_with("translations=\"papers\"", "translations=\"works\""),
              ElementsAre(HasSubstr("works")));
}

TEST(ImportMapping, TellsAFormatThatIsNone) {
  EXPECT_THAT(told_with("YYYY.MM", "YY.MM"), ElementsAre(HasSubstr("YY.MM")));
  EXPECT_THAT(told_with("YYYY.MM", "YYYYMD"), ElementsAre(HasSubstr("YYYYMD")));
  EXPECT_THAT(told_with("<heading>健康状况</heading>", "<heading>健康状况</heading><format>YYYY</format>"),
              ElementsAre(HasSubstr("不是日期")));
}

TEST(ImportMapping, TellsAListWithoutItsPerson) {
  EXPECT_THAT(told_with("of=\"id\"", "of=\"card\""), ElementsAre(HasSubstr("card")));
  EXPECT_THAT(told_with("<sheet>学历</sheet>", "<sheet>人员</sheet>"), ElementsAre(HasSubstr("人员")));
}

}  // namespace
}  // namespace hefu
