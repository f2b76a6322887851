#include "pipeline/registers.h"

#include <gmock/gmock.h>

#include "schemas/error.h"
#include "schemas/xml.h"
#include "schemas/xsd.h"
#include "tests/support/people.h"
#include "tests/support/shell.h"
#include "tests/support/workbook.h"

namespace hefu {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Table csv(const std::string& text, const std::string& file = "名单.csv") {
  return parse_csv(text, file).tables.at(0);
}

/// A made-up applicant with the given particulars.
Application person(const std::string& id_number, const std::string& name, const std::string& unit,
                   const std::string& level = "副高级", const std::string& route = "正常") {
  Application application;
  application.applicant.id_number = id_number;
  application.applicant.name = name;
  application.applied_for.level = level;
  application.root = {"application", "", 0, {}, {}};
  application.root.children.push_back({"employment", "", 0, {}, {{"unit", unit, 0, {}, {}}}});
  application.root.children.push_back({"applied-for", "", 0, {}, {{"route", route, 0, {}, {}}}});
  return application;
}

const std::string id_a = support::made_up_id_number(1985, 3, 12, 2);
const std::string id_b = support::made_up_id_number(1979, 11, 30, 5);

TEST(Registers, OnlyTheRowsOfThisPersonAreSeen) {
  Registers registers;
  EXPECT_THAT(registers.add(csv("身份证号,姓名,年度,渠道,层级,结果,日期,人才类别\n" + id_a +
                                ",样本甲,2024年,绿色通道,副高,未通过,2024/12/5,2\n" + id_b +
                                ",样本乙,2024,社会化,中级,通过,,\n" + id_a +
                                ",样本甲,2023,社会化,副高级,不通过,,\n")),
              IsEmpty());
  const Element seen = registers.registers_for(person(id_a, "样本甲", "样本单位"));
  ASSERT_THAT(seen.children, SizeIs(1));
  const Element& list = seen.children[0];
  EXPECT_EQ(list.name, "earlier-applications");
  EXPECT_EQ(list.attribute("file"), "名单.csv");
  ASSERT_THAT(list.all("entry"), SizeIs(2));
  const Element& entry = *list.all("entry")[0];
  EXPECT_EQ(entry.text_at("year"), "2024");
  EXPECT_EQ(entry.text_at("route"), "绿色通道");
  EXPECT_EQ(entry.text_at("level"), "副高级");
  EXPECT_EQ(entry.text_at("result"), "未通过");
  EXPECT_EQ(entry.text_at("date"), "2024-12-05");
  EXPECT_EQ(entry.text_at("policy"), "人才类别2");
  EXPECT_EQ(entry.child("id-number"), nullptr);
  EXPECT_EQ(entry.child("name"), nullptr);
}

TEST(Registers, AListThatWasNotGivenIsAbsentAndOneWithoutThePersonIsEmpty) {
  Registers registers;
  registers.add(csv("身份证号,记录日期,事由\n" + id_b + ",2023-05-01,学术造假\n"));
  const Element seen = registers.registers_for(person(id_a, "样本甲", "样本单位"));
  ASSERT_NE(seen.child("integrity"), nullptr);
  EXPECT_THAT(seen.child("integrity")->children, IsEmpty());
  EXPECT_EQ(seen.child("earlier-applications"), nullptr);
}

TEST(Registers, OldIdNumbersOfFifteenDigitsAreTheSamePerson) {
  Registers registers;
  const std::string old = id_a.substr(0, 6) + id_a.substr(8, 9);
  EXPECT_EQ(id_key(old), id_a);
  registers.add(csv("身份证号,记录日期\n" + old + ",2023-05-01\n"));
  EXPECT_THAT(registers.registers_for(person(id_a, "样本甲", "")).children[0].children, SizeIs(1));
}

TEST(Registers, ANameAloneIsNeverMoreThanANamesake) {
  Registers registers;
  registers.add(csv("姓名,记录日期,事由\n样本甲,2023-05-01,学术造假\n"));
  const Element seen = registers.registers_for(person(id_a, "样本甲", ""));
  EXPECT_THAT(seen.child("integrity")->all("entry"), IsEmpty());
  EXPECT_THAT(seen.child("integrity")->all("namesake"), SizeIs(1));
}

TEST(Registers, BadRowsAreNamedByTheirCellAndTheRestIsUsed) {
  Registers registers;
  Table table = csv("身份证号,记录日期,事由\n" + id_a + ",去年,甲\n1.50000198503120E+17,2023-05-01,乙\n" +
                    id_b.substr(0, 17) + "x,2023-05-01,丙\n" + id_b + ",2023-05-01,丁\n");
  table.sheet = "Sheet1";
  const Diagnostics found = registers.add(table);
  ASSERT_GE(found.size(), 3u);
  EXPECT_THAT(found[0].file, HasSubstr("Sheet1"));
  EXPECT_THAT(found[0].file, HasSubstr("B2"));
  EXPECT_THAT(found[1].file, HasSubstr("A3"));
  EXPECT_THAT(found[1].message, HasSubstr("丢失"));
  for (const Diagnostic& diagnostic : found) {
    EXPECT_EQ(diagnostic.severity, Severity::warning);
    EXPECT_THAT(to_text(diagnostic), Not(HasSubstr(id_b.substr(0, 17))));
  }
  EXPECT_THAT(registers.registers_for(person(id_b, "样本乙", "")).child("integrity")->all("entry"),
              SizeIs(1));
  EXPECT_THAT(registers.registers_for(person(id_a, "样本甲", "")).child("integrity")->all("entry"),
              IsEmpty());
}

TEST(Registers, TheCommitteeAppliedToIsSeenOneEntryALevel) {
  Registers registers;
  registers.add(csv(
      "评审委员会名称,系列,层级,备案有效期起,备案有效期止\n样本工程高评委,工程,高级,2024-01-01,2026-12-31\n"
      "样本卫生高评委,卫生,高级,2024-01-01,2026-12-31\n"));
  Application applicant = person(id_a, "样本甲", "");
  applicant.root.children.back().children.push_back({"committee", "样本工程高评委", 0, {}, {}});
  const Element seen = registers.registers_for(applicant);
  const auto entries = seen.child("committees")->all("entry");
  ASSERT_THAT(entries, SizeIs(2));
  EXPECT_EQ(entries[0]->text_at("level"), "正高级");
  EXPECT_EQ(entries[1]->text_at("level"), "副高级");
  EXPECT_EQ(entries[1]->text_at("valid-until"), "2026-12-31");
  // Without a name: those of the series.
  applicant.root.children.back().children.pop_back();
  applicant.applied_for.series = "卫生技术人才";
  const Element of_series = registers.registers_for(applicant);
  ASSERT_THAT(of_series.child("committees")->children, SizeIs(2));
  EXPECT_EQ(of_series.child("committees")->children[0].text_at("name"), "样本卫生高评委");
}

TEST(Registers, AWithdrawnApplicationIsNone) {
  Registers registers;
  EXPECT_THAT(
      registers.add(csv("身份证号,年度,结果,倾斜政策\n" + id_a + ",2024,撤回,\n" + id_a + ",2024,通过,8\n")),
      IsEmpty());
  const Element seen = registers.registers_for(person(id_a, "样本甲", ""));
  ASSERT_THAT(seen.children[0].children, SizeIs(1));
  EXPECT_EQ(seen.children[0].children[0].text_at("result"), "通过");
  EXPECT_EQ(seen.children[0].children[0].text_at("policy"), "8");
}

TEST(Registers, PostsAreWeighedOverTheBannerAndExceptionalRoutesNeedNone) {
  Registers registers;
  registers.add(
      csv("单位,旗县,已设高级岗位数,空岗数\n样本一中,样本旗,30,1\n样本二中,样本旗,10,0\n样本所,,5,5\n"));
  for (int i = 0; i < 3; ++i) registers.count_application(person(id_a, "样本甲", "样本一中"));
  registers.count_application(person(id_a, "样本甲", "样本二中", "副高级", "破格"));
  registers.count_application(person(id_a, "样本甲", "样本二中", "中级"));
  const Element seen = registers.registers_for(person(id_b, "样本乙", "样本二中"));
  const Element* entry = seen.at("posts/entry");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->text_at("unit"), "样本旗");
  EXPECT_EQ(entry->text_at("senior-posts"), "40");
  EXPECT_EQ(entry->text_at("senior-vacancies"), "1");
  EXPECT_EQ(entry->text_at("over-quota"), "2");
  EXPECT_THAT(registers.registers_for(person(id_b, "样本乙", "别的单位")).child("posts")->children,
              IsEmpty());
}

TEST(Registers, HeadingsOfNoListAreAnError) {
  Registers registers;
  const Diagnostics found = registers.add(csv("姓名,爱好\n样本甲,下棋\n"));
  EXPECT_TRUE(has_errors(found));
  EXPECT_TRUE(registers.empty());
}

TEST(Registers, AFileThatIsNoListStopsTheRun) {
  const support::ScratchFolder folder;
  const std::shared_ptr<Sandbox> sandbox = Sandbox::start();
  EXPECT_THROW(read_registers({folder.write("a.csv", "姓名,爱好\n样本甲,下棋\n")}, *sandbox), Error);
  EXPECT_THROW(read_registers({folder.write("b.xlsx", "PK\x03\x04 nothing")}, *sandbox), Error);
  EXPECT_THROW(read_registers({folder.path() / "none.csv"}, *sandbox), Error);
  const Registers registers = read_registers(
      {folder.write("c.xlsx",
                    support::make_plain_workbook({{"身份证号", "记录日期"}, {id_a, "2023-05-01"}}))},
      *sandbox);
  EXPECT_THAT(registers.summary(), SizeIs(1));
}

TEST(Registers, WhatTheyGiveIsWhatTheCaseSchemaKnows) {
  const Xsd& schema = xsd("schemas/case.xsd");
  const Xsd::Declaration registers = schema.child(schema.root("case"), "registers");
  for (const RegisterKind& kind : register_kinds()) {
    const Xsd::Declaration list = schema.child(registers, kind.name);
    ASSERT_TRUE(list) << kind.name;
    EXPECT_EQ(static_cast<bool>(schema.child(list, "namesake")), kind.by == RegisterKind::By::person)
        << kind.name;
    const Xsd::Declaration entry = schema.child(list, "entry");
    ASSERT_TRUE(entry) << kind.name;
    for (const RegisterColumn& column : kind.columns) {
      const bool says_whose =
          column.type == RegisterColumn::Type::id_number || column.type == RegisterColumn::Type::name;
      const bool group = kind.name == "posts" &&
                         (column.name == "banner" || column.name == "authority" || column.name == "series");
      const bool known = static_cast<bool>(schema.child(entry, column.name));
      EXPECT_TRUE(known || says_whose || group) << kind.name << "/" << column.name;
    }
  }
}

}  // namespace
}  // namespace hefu
