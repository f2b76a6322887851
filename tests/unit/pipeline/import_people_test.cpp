#include "pipeline/import_people.h"

#include <gmock/gmock.h>

#include "schemas/application.h"
#include "schemas/data_files.h"
#include "schemas/headings.h"
#include "schemas/write_xml.h"
#include "tests/support/import_tables.h"
#include "tests/support/people.h"

namespace hefu {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* small_mapping = R"(<?xml version="1.0" encoding="UTF-8"?>
<import-mapping xmlns="urn:hefu:import-mapping:1" schema="hefu-import-mapping/1" notice="2025-green-channel">
  <number prefix="YB-2025-" first="501"/>
  <blank>无</blank>
  <translations name="levels"><word from="正高" to="正高级"/></translations>
  <people>
    <sheet>people</sheet>
    <key name="id" type="id-number"><heading>身份证号</heading></key>
    <column path="applicant/name"><heading>姓名</heading></column>
    <column path="applicant/id-number"><heading>身份证号</heading></column>
    <column path="applicant/work-start"><heading>工作时间</heading></column>
    <column path="employment/unit"><heading>单位</heading></column>
    <column path="applied-for/title"><heading>职称</heading></column>
    <column path="applied-for/level" translations="levels"><heading>层级</heading></column>
    <value path="applicant/birth-date" from="id-number"/>
    <value path="applicant/sex" from="id-number"/>
    <value path="applied-for/series">工程技术人才</value>
  </people>
  <list path="publications/publication">
    <sheet>works</sheet>
    <key of="id"><heading>身份证号</heading></key>
    <same path="applicant/name"><heading>姓名</heading></same>
    <column path="date" precision="month">
      <heading>时间</heading><format>YYYY-MM</format><format>DD/MM/YYYY</format><format>MM/DD/YYYY</format>
    </column>
    <column path="title"><heading>题目</heading></column>
    <column path="rank"><heading>排名</heading></column>
    <column path="evidence/@file"><heading>佐证文件</heading></column>
    <value path="kind">论文</value>
    <value path="evidence/@item">7</value>
  </list>
</import-mapping>
)";

const std::string first_id = support::made_up_id_number(1985, 3, 12, 2);     // a woman
const std::string second_id = support::made_up_id_number(1979, 11, 30, 13);  // a man

std::string people_row(const std::string& name, const std::string& id, const std::string& start = "2008-07") {
  return name + "," + id + "," + start + ",样本设计院,正高级工程师,正高\n";
}

/// One run over separated values: what was imported, and what was told.
struct Imported {
  ImportedPeople result;
  std::vector<ImportProblem> told_of_sheets;
  bool understood = false;

  std::vector<std::string> written() const {
    std::vector<std::string> names;
    for (const ImportedPerson& person : result.people)
      if (person.ok) names.push_back(person.name);
    return names;
  }
  std::vector<std::string> told(Severity severity = Severity::error) const {
    std::vector<std::string> texts;
    for (const ImportProblem& problem : told_of_sheets)
      if (problem.severity == severity) texts.push_back(to_text(problem));
    for (const ImportProblem& problem : result.problems)
      if (problem.severity == severity) texts.push_back(to_text(problem));
    return texts;
  }
};

Imported import_of(const ImportMapping& mapping, const std::vector<Table>& tables) {
  const ImportSheets sheets = recognise_sheets(mapping, tables);
  Imported imported{{}, sheets.problems, sheets.ok};
  if (sheets.ok) imported.result = import_people(mapping, sheets);
  return imported;
}

Imported import_of(const std::string& people, const std::string& works = {}) {
  const ReadImportMapping read = parse_import_mapping(small_mapping, "mapping.xml");
  EXPECT_TRUE(read.ok) << to_text(read.diagnostics.front());
  std::vector<Table> tables = {
      parse_csv("姓名,身份证号,工作时间,单位,职称,层级\n" + people, "people.csv").tables.at(0)};
  if (!works.empty())
    tables.push_back(parse_csv("身份证号,姓名,时间,题目,排名,佐证文件\n" + works, "works.csv").tables.at(0));
  return import_of(read.mapping, tables);
}

TEST(ImportPeople, MakesARecordOfARow) {
  const Imported imported =
      import_of(people_row("样本甲", first_id),
                first_id + ",样本甲,2021-06,一题,1,a.pdf\n" + first_id + ",,2022-01,二题,,\n");
  EXPECT_THAT(imported.told(), IsEmpty());
  ASSERT_THAT(imported.written(), ElementsAre("样本甲"));
  const Element& record = imported.result.people.front().record;
  EXPECT_EQ(record.attribute("number"), "YB-2025-0501");
  EXPECT_EQ(record.text_at("applicant/sex"), "女");
  EXPECT_EQ(record.text_at("applicant/birth-date"), "1985-03-12");
  EXPECT_EQ(record.text_at("applied-for/level"), "正高级");
  const auto works = record.child("publications")->all("publication");
  ASSERT_THAT(works, SizeIs(2));
  EXPECT_EQ(works[0]->text_at("date"), "2021-06");
  EXPECT_EQ(works[0]->text_at("evidence/@file"), "a.pdf");
  EXPECT_EQ(works[0]->text_at("evidence/@item"), "7");
  EXPECT_EQ(works[1]->text_at("kind"), "论文");
  EXPECT_EQ(works[1]->child("evidence"), nullptr);
  EXPECT_TRUE(parse_application(to_xml(record), "application.xml").ok);
}

TEST(ImportPeople, HoldsBackOnlyWhoseCellDoesNotFit) {
  const Imported imported =
      import_of(people_row("样本甲", first_id, "08.7") + people_row("样本乙", second_id));
  EXPECT_THAT(imported.written(), ElementsAre("样本乙"));
  EXPECT_THAT(imported.told(), ElementsAre(AllOf(HasSubstr("people.csv C2「工作时间」"), HasSubstr("应为"))));
  EXPECT_EQ(imported.result.people[1].number, "YB-2025-0502");  // as it will be once the first is mended
}

TEST(ImportPeople, TellsAnIdNumberThatLostItsDigits) {
  const Imported imported = import_of(people_row("样本甲", "1.50000198503120E+17"));
  EXPECT_THAT(imported.written(), IsEmpty());
  EXPECT_THAT(imported.told(), ElementsAre(AllOf(HasSubstr("B2"), HasSubstr("末几位已丢失"))));
}

TEST(ImportPeople, TellsAMistakeOnceAndNotForEveryRowThatFollowsFromIt) {
  const std::string works = first_id + ",样本甲,2021-06,一题,1,\n" + first_id + ",样本甲,2022-06,二题,1,\n";
  EXPECT_THAT(import_of(people_row("样本甲", "1.50000198503120E+17"), works).told(), SizeIs(1));
  // Two rows of a number that nobody has, under a name that somebody has.
  const Imported imported = import_of(people_row("样本甲", second_id), works);
  EXPECT_THAT(imported.written(), IsEmpty());
  EXPECT_THAT(imported.told(),
              ElementsAre(HasSubstr("works.csv A2"), HasSubstr("people.csv B2"), HasSubstr("works.csv A3")));
}

TEST(ImportPeople, TellsAWrongCheckDigitByItsCellAndWithoutTheNumber) {
  std::string wrong = first_id;
  wrong[14] = wrong[14] == '0' ? '1' : '0';
  const Imported imported = import_of(people_row("样本甲", wrong));
  EXPECT_THAT(imported.written(), IsEmpty());
  EXPECT_THAT(imported.told(), ElementsAre(AllOf(HasSubstr("people.csv B2"), HasSubstr("校验码"))));
  for (const std::string& text : imported.told()) EXPECT_THAT(text, Not(HasSubstr(wrong.substr(0, 10))));
}

TEST(ImportPeople, RefusesBothRowsOfOnePerson) {
  const Imported imported = import_of(people_row("样本甲", first_id) + people_row("样本乙", second_id) +
                                      people_row("样本甲", first_id));
  EXPECT_THAT(imported.written(), ElementsAre("样本乙"));
  EXPECT_THAT(imported.told(), ElementsAre(HasSubstr("people.csv B4"), HasSubstr("people.csv B2")));
}

TEST(ImportPeople, TellsARowOfNobody) {
  const Imported imported =
      import_of(people_row("样本甲", first_id), second_id + ",样本丙,2021-06,一题,1,\n");
  EXPECT_THAT(imported.written(), ElementsAre("样本甲"));
  EXPECT_THAT(imported.told(), ElementsAre(AllOf(HasSubstr("works.csv A2"), HasSubstr("没有这个人"))));
}

TEST(ImportPeople, HoldsBackWhoseRowItMayBe) {
  const Imported imported = import_of(people_row("样本甲", first_id) + people_row("样本乙", second_id),
                                      ",样本甲,2021-06,一题,1,\n");
  EXPECT_THAT(imported.written(), ElementsAre("样本乙"));
  EXPECT_THAT(imported.told(), ElementsAre(HasSubstr("works.csv A2"), HasSubstr("people.csv B2")));
}

TEST(ImportPeople, BelievesNeitherKeyNorNameWhereTheyDisagree) {
  const Imported imported = import_of(people_row("样本甲", first_id) + people_row("样本乙", second_id),
                                      first_id + ",样本乙,2021-06,一题,1,\n");
  EXPECT_THAT(imported.written(), IsEmpty());
  EXPECT_THAT(imported.told(), Contains(HasSubstr("works.csv B2")));
}

TEST(ImportPeople, TellsADateThatCanBeReadTwoWays) {
  const Imported imported =
      import_of(people_row("样本甲", first_id),
                first_id + ",样本甲,03/04/2021,一题,1,\n" + first_id + ",样本甲,25/04/2021,二题,1,\n");
  EXPECT_THAT(imported.written(), IsEmpty());
  EXPECT_THAT(imported.told(), ElementsAre(AllOf(HasSubstr("works.csv C2"), HasSubstr("几种读法"))));
}

TEST(ImportPeople, TellsWhatTheRecordCannotHoldByTheCell) {
  const Imported imported =
      import_of(people_row("样本甲", first_id), first_id + ",样本甲,2021-06,一题,第一,\n");
  EXPECT_THAT(imported.written(), IsEmpty());
  EXPECT_THAT(imported.told(), ElementsAre(AllOf(HasSubstr("works.csv E2「排名」"), HasSubstr("0 至 9999"))));
}

TEST(ImportPeople, TellsAnEmptyCellThatARecordMayNotLack) {
  const Imported imported = import_of("样本甲," + first_id + ",,,正高级工程师,正高\n");
  EXPECT_THAT(imported.told(), ElementsAre(AllOf(HasSubstr("D2「单位」"), HasSubstr("必填"))));
}

TEST(ImportPeople, LeavesOutRepeatedHeadingsAndNotes) {
  const Imported imported =
      import_of(people_row("样本甲", first_id) + "姓名,身份证号,工作时间,单位,职称,层级\n" +
                people_row("样本乙", second_id) + "填表人：\n");
  EXPECT_THAT(imported.written(), ElementsAre("样本甲", "样本乙"));
  EXPECT_THAT(imported.told(), IsEmpty());
  EXPECT_THAT(imported.told(Severity::warning), Contains(HasSubstr("people.csv A5")));
}

TEST(ImportSheets, TellUnknownColumnsAndSheetsOnce) {
  const ReadImportMapping read = parse_import_mapping(small_mapping, "mapping.xml");
  const Table people = parse_csv("姓名,身份证号,工作时间,单位,职称,层级,爱好\n" +
                                     people_row("样本甲", first_id) + people_row("样本乙", second_id),
                                 "people.csv")
                           .tables.at(0);
  const Imported imported =
      import_of(read.mapping, {people, parse_csv("a,b\n1,2\n", "备用.csv").tables.at(0)});
  EXPECT_THAT(imported.written(), SizeIs(2));
  EXPECT_THAT(imported.told(Severity::warning),
              ElementsAre(HasSubstr("G1「爱好」"), HasSubstr("备用.csv"), HasSubstr("没有工作表“works”")));
}

TEST(ImportSheets, AreNotReadWithAColumnTwiceOrWithoutTheKey) {
  const ReadImportMapping read = parse_import_mapping(small_mapping, "mapping.xml");
  const auto told = [&](const std::string& headings) {
    const Imported imported =
        import_of(read.mapping, {parse_csv(headings + "\n1,2,3,4,5,6,7\n", "people.csv").tables.at(0)});
    EXPECT_FALSE(imported.understood);
    return imported.told();
  };
  EXPECT_THAT(told("姓名,身份证号,工作时间,单位,职称,层级,姓 名"), ElementsAre(HasSubstr("A1 和 G1")));
  EXPECT_THAT(told("姓名,工号,工作时间,单位,职称,层级"), Contains(HasSubstr("没有“身份证号”栏")));
}

/// The record without what says nothing: empty elements and their order of attributes.
Element stripped(const Element& element) {
  Element bare{element.name, element.text, 0, element.attributes, {}};
  std::erase_if(bare.attributes, [](const auto& attribute) { return attribute.first == "xmlns"; });
  std::sort(bare.attributes.begin(), bare.attributes.end());
  for (const Element& child : element.children) {
    Element kept = stripped(child);
    const bool says = !kept.text.empty() || !kept.attributes.empty() || !kept.children.empty();
    if (says && kept.name != "photo") bare.children.push_back(std::move(kept));
  }
  return bare;
}

TEST(ImportPeople, MakesTheRecordsAgainFromWhichTablesWereMade) {
  const ReadImportMapping read =
      read_import_mapping(std::string(HEFU_SOURCE_DIR) + "/samples/import/mapping.xml");
  ASSERT_TRUE(read.ok) << to_text(read.diagnostics.front());
  std::vector<Element> records;
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    support::PersonWish wish;
    wish.rare_characters = seed % 5 == 0;
    wish.dotted_name = seed % 7 == 0;
    wish.sparse = seed % 6 == 0;
    records.push_back(support::make_person(seed, wish));
  }
  std::vector<Table> tables;
  for (const support::WorkbookSheet& sheet : support::tables_of(read.mapping, records))
    for (Table& table : parse_csv(support::to_csv(sheet), sheet.name + ".csv").tables)
      tables.push_back(std::move(table));
  const Imported imported = import_of(read.mapping, tables);
  EXPECT_THAT(imported.told(), IsEmpty());
  ASSERT_THAT(imported.result.people, SizeIs(records.size()));
  for (std::size_t i = 0; i < records.size(); ++i) {
    const ReadApplication expected = parse_application(support::to_xml(records[i]), "application.xml");
    const ReadApplication made =
        parse_application(to_xml(imported.result.people[i].record), "application.xml");
    EXPECT_TRUE(imported.result.people[i].ok);
    EXPECT_EQ(to_xml(stripped(made.application.root)), to_xml(stripped(expected.application.root)));
  }
}

}  // namespace
}  // namespace hefu
