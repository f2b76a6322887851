#include "pipeline/import_cells.h"

#include <gmock/gmock.h>

#include "pipeline/import_problems.h"
#include "pipeline/read_table.h"

namespace hefu {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using Kind = TableCell::Kind;

/// A column of a small mapping, by its attributes and what stands in it.
ImportColumn column(const std::string& attributes, const std::string& inside = {}) {
  const std::string xml =
      R"(<import-mapping xmlns="urn:hefu:import-mapping:1" schema="hefu-import-mapping/1" notice="n">
  <number prefix="YB-2025-"/>
  <translations name="words"><word from="党员" to="中共党员"/></translations>
  <people>
    <sheet>s</sheet> <key name="id"><heading>证号</heading></key>
    <column path="applicant/name"><heading>姓名</heading></column>
    <column path="applicant/id-number"><heading>证号</heading></column>
    <column path="employment/unit"><heading>单位</heading></column>
    <column path="applied-for/title"><heading>职称</heading></column>
    <column path="applied-for/level"><heading>层级</heading></column>
    <column )" +
      attributes + "><heading>此栏</heading>" + inside + R"(</column>
    <value path="applicant/birth-date" from="id-number"/> <value path="applicant/sex" from="id-number"/>
  </people>
</import-mapping>)";
  const ReadImportMapping read = parse_import_mapping(xml, "mapping.xml");
  EXPECT_TRUE(read.ok) << to_text(read.diagnostics.front());
  return read.mapping.people.columns.back();
}

TEST(ImportCell, TakesADateInTheStatedFormatsOnly) {
  const ImportColumn stated =
      column("path='filled-on'", "<format>DD/MM/YYYY</format><format>YYYY年M月D日</format>");
  EXPECT_EQ(import_cell({Kind::text, "03/04/2025"}, stated, {}).value, "2025-04-03");
  EXPECT_EQ(import_cell({Kind::text, "２０２５年4月3日"}, stated, {}).value, "2025-04-03");
  for (const char* other : {"2025-04-03", "3/4/2025", "31/04/2025", "03/04/25"})
    EXPECT_THAT(import_cell({Kind::text, other}, stated, {}).message, HasSubstr(other));
  EXPECT_EQ(import_cell({Kind::date, "2025-04-03"}, stated, {}).value, "2025-04-03");
}

TEST(ImportCell, DoesNotGuessAMonthOrACentury) {
  const ImportColumn any = column("path='filled-on'");
  EXPECT_EQ(import_cell({Kind::number, "198709"}, any, {}).value, "1987-09");
  for (const TableCell& cell : {TableCell{Kind::text, "1987.1"}, TableCell{Kind::number, "1987.1"},
                                TableCell{Kind::number, "31121"}, TableCell{Kind::text, "85-3-12"}})
    EXPECT_THAT(import_cell(cell, any, {}).message, Not(IsEmpty())) << cell.text;
}

TEST(ImportCell, CutsADateToItsPrecisionAndAsksForWhatItLacks) {
  const ImportColumn month = column("path='filled-on' precision='month'");
  const ImportColumn day = column("path='filled-on' precision='day'");
  EXPECT_EQ(import_cell({Kind::date, "2008-07-01"}, month, {}).value, "2008-07");
  EXPECT_THAT(import_cell({Kind::text, "2008"}, month, {}).message, HasSubstr("没有月份"));
  EXPECT_THAT(import_cell({Kind::text, "2008-07"}, day, {}).message, HasSubstr("没有日"));
}

TEST(ImportCell, KnowsAWordByTheMappingTheCodeTableOrTheSchema) {
  const ImportColumn party = column("path='applicant/political-status' translations='words'");
  EXPECT_EQ(import_cell({Kind::text, "党员"}, party, {}).value, "中共党员");
  EXPECT_EQ(import_cell({Kind::text, "群众"}, party, {}).value, "群众");
  const ImportedCell unknown = import_cell({Kind::text, "团干"}, party, {});
  EXPECT_THAT(unknown.message, HasSubstr("团干"));
  EXPECT_THAT(unknown.expected, HasSubstr("共青团员"));
  const ImportColumn ethnicity = column("path='applicant/ethnicity' codes='ethnicity'");
  EXPECT_EQ(import_cell({Kind::text, "蒙古"}, ethnicity, {}).value, "蒙古族");
}

TEST(ImportCell, TellsWhatASpreadsheetHasChanged) {
  const ImportColumn text = column("path='employment/division'");
  EXPECT_THAT(import_cell({Kind::date, "2025-03-05"}, text, {}).message, HasSubstr("存成了日期"));
  EXPECT_THAT(import_cell({Kind::text, "#N/A"}, text, {}).message, HasSubstr("公式"));
  EXPECT_EQ(import_cell({Kind::text, "12E456"}, text, {}).value, "12E456");
  const ImportColumn identifier = column("path='titles/current/certificate-number' type='identifier'");
  EXPECT_THAT(import_cell({Kind::number, "12345"}, identifier, {}).message, HasSubstr("前面的 0"));
  EXPECT_EQ(import_cell({Kind::text, "0012345"}, identifier, {}).value, "0012345");
}

TEST(ImportCell, SaysNothingPrivate) {
  const ImportColumn born = column("path='applicant/work-start'");
  EXPECT_THAT(import_cell({Kind::text, "八五年三月"}, born, {}).message, Not(HasSubstr("八五")));
}

TEST(ImportCell, TakesStatedBlanksForEmptyOnes) {
  const ImportColumn end = column("path='filled-on'", "<blank>至今</blank>");
  EXPECT_TRUE(import_cell({Kind::text, "至今"}, end, {"无"}).message.empty());
  EXPECT_TRUE(import_cell({Kind::text, " 无 "}, end, {"无"}).value.empty());
  EXPECT_FALSE(import_cell({Kind::text, "今"}, end, {"无"}).message.empty());
}

TEST(ImportProblems, StayTextInASpreadsheet) {
  for (const std::string hostile :
       {"=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\t=1", "＝1+1", "=\"a\",b", "'=1"}) {
    const std::string csv = problems_csv(
        {{Severity::error, {hostile, hostile, hostile, hostile}, hostile, hostile, hostile, hostile}});
    for (const char* start : {",=", ",+", ",-", ",@", ",\t", ",＝", ",\"=", ",\"\t", "\n="})
      EXPECT_THAT(csv, Not(HasSubstr(start)));
    const Table table = parse_csv(csv, "import-problems.csv").tables.at(0);
    ASSERT_EQ(table.rows.size(), 2u);
    for (std::size_t column = 1; column < 9; ++column) EXPECT_EQ(table.rows[1].at(column).text, hostile);
  }
}

}  // namespace
}  // namespace hefu
