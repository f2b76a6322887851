#include "pipeline/roster.h"

#include <gmock/gmock.h>

#include "schemas/error.h"
#include "tests/support/shell.h"
#include "tests/support/workbook.h"

namespace hefu {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string head =
    "2025年绿色通道职称评审申报人员花名册\n单位：样本单位,,联系人：样本丁\n"
    "序号,工作单位,姓名,\"身份\n证号\",性别,\"出生\n年月\",民族,学历,\"毕业院校\n及时间\",职称系列,"
    "现职称及取得时间,申报职称名称,申报资格"
    "等级,现从事专业,\"人才\n类别\",备注\n";
// What tests/data/person/application.xml says.
const std::string row =
    "1,内蒙古自治区样本水利水电勘测设计院有限公司,样本甲,150000198503120020,女,1985/"
    "03,蒙古,本科,样本农业大学2008/"
    "07,水利工程,高级工程师2018/12,正高级工程师,正高级,水工结构设计,2,\n";

const Application& person() {
  static const Application read =
      read_application(std::string(HEFU_SOURCE_DIR) + "/tests/data/person/application.xml").application;
  return read;
}

const Notice& notice(const std::string& id = "2025-green-channel") {
  static std::map<std::string, Notice> read;
  if (!read.count(id)) read[id] = find_notice(id).notice;
  return read[id];
}

Table csv(const std::string& text) { return parse_csv(text, "花名册.csv").tables.at(0); }

/// The roster matched with one application, and with others that are only known by their facts.
Rosters matched(Table table, const std::vector<CaseFacts>& more = {},
                const std::string& id = "2025-green-channel") {
  Rosters rosters;
  EXPECT_TRUE(rosters.add(std::move(table)));
  std::vector<std::optional<CaseFacts>> facts{read_case_facts({}, person())};
  facts[0]->notice = id;
  facts.insert(facts.end(), more.begin(), more.end());
  rosters.match(facts, {{id, notice(id)}});
  return rosters;
}

std::vector<Finding> errors(const Rosters& rosters) {
  std::vector<Finding> found = rosters.findings_for(person(), notice());
  std::erase_if(found, [](const Finding& finding) { return finding.severity != Severity::error; });
  return found;
}

std::string changed(const std::string& from, const std::string& to) {
  std::string text = head + row;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Roster, ARowThatSaysTheSameIsQuiet) {
  const Rosters rosters = matched(csv(head + row));
  EXPECT_THAT(rosters.findings_for(person(), notice()), IsEmpty());
  EXPECT_THAT(rosters.problems(), IsEmpty());
}

TEST(Roster, EachCellThatDiffersIsNamedWithBothValues) {
  const std::vector<std::array<std::string, 3>> changes = {{"样本水利水电勘测", "样本水利勘测", "B4"},
                                                           {",女,", ",男,", "E4"},
                                                           {"1985/03", "1985/04", "F4"},
                                                           {",蒙古,", ",汉,", "G4"},
                                                           {"本科", "专科", "H4"},
                                                           {"样本农业大学2008", "样本大学2008", "I4"},
                                                           {"2008/07", "2008/06", "I4"},
                                                           {"水利工程,高级", "卫生,高级", "J4"},
                                                           {"高级工程师2018/12", "高级工程师2019/12", "K4"},
                                                           {"高级工程师2018", "工程师2018", "K4"},
                                                           {"正高级工程师", "高级工程师", "L4"},
                                                           {"正高级,水", "副高级,水", "M4"},
                                                           {"水工结构设计", "水工结构", "N4"},
                                                           {",2,\n", ",3,\n", "O4"},
                                                           {",2,\n", ",,\n", "O4"}};
  for (const auto& [from, to, cell] : changes) {
    const std::vector<Finding> found = errors(matched(csv(changed(from, to))));
    ASSERT_THAT(found, SizeIs(1)) << from << " -> " << to;
    EXPECT_EQ(found[0].rule, "roster-cell");
    EXPECT_EQ(found[0].audience, Audience::reviewer);
    EXPECT_THAT(found[0].message, HasSubstr(cell));
    EXPECT_EQ(found[0].clause.number, "三、3");
    EXPECT_THAT(found[0].path, HasSubstr("/application/"));
  }
}

TEST(Roster, MovedColumnsAndOtherSpellingsAreUnderstood) {
  const Rosters rosters =
      matched(csv("姓名,序号,身份证号码,民族,学历,毕业院校及时间,单位名称,性别,出生年月,申报系列,"
                  "现任职称及取得时间,申报职称,"
                  "申报层级,从事专业,人才类别\n样本甲,1,150000198503120020,蒙古族,大学本科,样本农业大学 "
                  "2008年7月,内蒙古自治区样本水利水电勘测设计院 有限公司,女,1985.03,工程,高级工程师 "
                  "2018/12,正高级工程师,正高,水工结构设计,2\n"));
  EXPECT_THAT(errors(rosters), IsEmpty());
  const auto found = rosters.findings_for(person(), notice());
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].rule, "roster-format");
}

TEST(Roster, AnIdNumberTypedAsANumberIsSaidPlainly) {
  using support::date, support::number, support::text;
  std::vector<support::WorkbookSheet> book{
      {"高级",
       {{text("序号"), text("姓名"), text("身份证号"), text("性别"), text("出生年月")},
        {number("1"), text("样本甲"), number("150000198503120020"), text("女"), date("31107")}}}};
  const std::shared_ptr<Sandbox> sandbox = Sandbox::start();
  const support::ScratchFolder folder;
  Rosters rosters = read_rosters({folder.write("花名册.xlsx", support::make_workbook(book))}, *sandbox);
  rosters.match({read_case_facts({}, person())}, {{"2025-green-channel", notice()}});
  const std::vector<Finding> found = errors(rosters);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].rule, "roster-id-number");
  EXPECT_THAT(found[0].message, AllOf(HasSubstr("高级"), HasSubstr("C2")));
}

TEST(Roster, PeopleMissingOnEitherSideAreTold) {
  const Rosters rosters = matched(csv(changed("样本甲,150000198503120020", "样本戊,150000197911300051")));
  ASSERT_THAT(errors(rosters), SizeIs(1));
  EXPECT_EQ(errors(rosters)[0].rule, "roster-missing");
  ASSERT_THAT(rosters.problems(), SizeIs(1));
  EXPECT_THAT(rosters.problems()[0].file, HasSubstr("A4"));
  EXPECT_THAT(to_text(rosters.problems()[0]), Not(HasSubstr("样本戊")));
}

TEST(Roster, NumbersRunFromOneWithoutGaps) {
  std::string second = row;
  second.replace(0, 1, "3");
  const Rosters rosters = matched(csv(head + row + second));
  ASSERT_FALSE(rosters.problems().empty());
  EXPECT_THAT(rosters.problems()[0].file, HasSubstr("A5"));
  EXPECT_THAT(rosters.problems()[0].message, HasSubstr("2"));
  ASSERT_THAT(errors(rosters), SizeIs(1));
  EXPECT_EQ(errors(rosters)[0].rule, "roster-twice");
}

TEST(Roster, AnExampleRowThatWasLeftInIsTold) {
  const Rosters rosters = matched(csv(head +
                                      "例,XXX,XXX,......,男,19XX/10,汉,大学本科,XXX大学20XX/"
                                      "07,水利工程,高级工程师20XX/12,正高级工程师,正高级,XX,1,\n" +
                                      row + "填表说明：请务必按照示例规范填写信息\n"));
  ASSERT_THAT(rosters.problems(), SizeIs(1));
  EXPECT_THAT(rosters.problems()[0].file, HasSubstr("A4"));
  EXPECT_THAT(errors(rosters), IsEmpty());
}

TEST(Roster, AMissingColumnIsTold) {
  const Rosters rosters = matched(csv("序号,姓名,身份证号,性别\n1,样本甲,150000198503120020,女\n"));
  EXPECT_FALSE(rosters.problems().empty());
  EXPECT_THAT(rosters.problems()[0].message, HasSubstr("工作单位"));
}

TEST(Roster, TongliaosIsSortedBySeriesAndLevel) {
  const auto colleague = [](const std::string& name, const std::string& series, const std::string& level) {
    CaseFacts facts;
    facts.number = "YB-" + name;
    facts.notice = "2024-tongliao";
    facts.name = digest64(name);
    facts.series = series;
    facts.level = level;
    return facts;
  };
  const std::vector<CaseFacts> colleagues = {
      colleague("样本子", "卫生", "副高级"), colleague("样本丑", "卫生", "中级"),
      colleague("样本寅", "工程", "中级"), colleague("样本卯", "工程系列", "副高级")};
  const auto problems = [&](const std::vector<std::string>& names) {
    std::string text = "序号,姓名,性别,民族\n";
    for (std::size_t i = 0; i < names.size(); ++i)
      text += std::to_string(i + 1) + "," + names[i] + ",女,汉\n";
    std::vector<std::string> order;
    for (const Diagnostic& problem : matched(csv(text), colleagues, "2024-tongliao").problems())
      if (problem.hint.find("分类排序") != std::string::npos) order.push_back(problem.file);
    return order;
  };
  EXPECT_THAT(problems({"样本子", "样本丑", "样本卯", "样本寅"}), IsEmpty());
  EXPECT_THAT(problems({"样本子", "样本寅", "样本卯", "样本丑"}), ElementsAre(HasSubstr("A5")));
}

TEST(Roster, AFileThatIsNoRosterStopsTheRun) {
  const support::ScratchFolder folder;
  const std::shared_ptr<Sandbox> sandbox = Sandbox::start();
  EXPECT_THROW(read_rosters({folder.write("a.csv", "a,b\n1,2\n")}, *sandbox), Error);
}

}  // namespace
}  // namespace hefu
