#include <fmt/format.h>
#include <gmock/gmock.h>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

/// A case whose uploads are the printed forms themselves: what is on paper is not in question here.
fs::path case_of_prints(const Desk& desk, std::uint64_t seed) {
  const fs::path folder = desk.person("case", seed);
  desk.edit(folder / "application.xml", "</application>",
            "<submitted-at>2025-11-01T00:00</submitted-at></application>");
  EXPECT_EQ(desk.hefu("render -q -o forms case").exit_code, 0);
  fs::create_directories(folder / "uploads");
  for (const std::string& file : files_in(desk.path() / "forms"))
    fs::copy_file(desk.path() / "forms" / file, folder / "uploads" / fs::path(file).filename());
  return folder;
}

TEST(Rules, FindALateSubmissionUnderItsClause) {
  const Desk desk;
  case_of_prints(desk, 71);
  const Finished ran = desk.hefu("check -q --format json --fail-on review --now 2025-11-02 -o out case");
  EXPECT_EQ(ran.exit_code, 10);
  EXPECT_THAT(ran.output, HasSubstr("\"verdict\": \"needs_review\""));
  EXPECT_THAT(ran.output, HasSubstr("\"rule\": \"window-closed\""));
  EXPECT_THAT(ran.output, HasSubstr("\"number\": \"二、（二）\""));
  // Without the office's lists nobody can know of earlier applications.
  EXPECT_THAT(ran.output, HasSubstr("\"outcome\": \"not-checked\""));
}

TEST(Rules, ExplainTheValuesThatTheySaw) {
  const Desk desk;
  case_of_prints(desk, 72);
  const Finished told = desk.hefu("check -q --explain window-closed --now 2025-11-02 -o out case");
  EXPECT_THAT(told.output, HasSubstr("不符合"));
  EXPECT_THAT(told.output, HasSubstr("filed/@by = 'record'"));
  const Finished unknown = desk.hefu("check -q --explain no-such-rule -o out case");
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.messages, HasSubstr("no-such-rule"));
}

TEST(Rules, OfAnOfficesOwnNoticeNeedNoNewProgram) {
  const Desk desk;
  fs::create_directories(desk.path() / "notices");
  fs::copy_file(data_file("samples/notices/2026-sample-green-channel.xml"),
                desk.path() / "notices/2026-sample-green-channel.xml");
  const fs::path folder = desk.person("case", 73);
  desk.edit(folder / "application.xml", "2025-green-channel", "2026-sample-green-channel");
  EXPECT_EQ(desk.hefu("render -q -o forms case").exit_code, 4);
  EXPECT_EQ(desk.hefu("render -q --notices notices -o forms case").exit_code, 0);
  EXPECT_THAT(desk.hefu("--notices notices notice show 2026-sample-green-channel").output,
              HasSubstr("email-given"));
}

TEST(Rules, AreCheckedWhereANoticeHasNoFormsYet) {
  const Desk desk;
  const fs::path folder = desk.person("case", 74);
  desk.edit(folder / "application.xml", "2025-green-channel", "no-forms");
  desk.write(desk.path() / "notices/no-forms.xml", R"(<notice xmlns="urn:hefu:notice:1" schema="hefu-notice/1"
    id="no-forms" extends="common"><name>样本：没有表格的通知</name><issuer>样本单位</issuer>
    <issued-on>2021-01-04</issued-on>
    <windows><window id="all" name="全年" opens="2021-01-01" closes="2021-12-31" clause="windows"/></windows>
    <titles><title kind="evaluation-form"><name>样本评审表</name></title></titles>
    <materials><material item="1" kind="evaluation-form" required="always" paper="A4">样本评审表</material></materials>
    <clauses><clause id="windows" number="样本一">全年受理</clause></clauses></notice>)");
  const Finished printed = desk.hefu("render --notices notices -o forms case");
  EXPECT_EQ(printed.exit_code, 4) << printed.messages;
  EXPECT_THAT(printed.messages, HasSubstr("no-forms"));
  fs::create_directories(folder / "uploads");
  const Finished checked = desk.hefu("check --notices notices -q --format json --now 2021-06-01 -o out case");
  EXPECT_THAT(checked.output, HasSubstr("\"notice\": \"no-forms\""));
  EXPECT_THAT(checked.output, HasSubstr("\"outcome\": "));
}

TEST(Rules, ThatAreWrongAreToldByFileLineAndRule) {
  const Desk desk;
  desk.write(
      desk.path() / "wrong.xml",
      "<notice xmlns=\"urn:hefu:notice:1\" schema=\"hefu-notice/1\" id=\"wrong\" "
      "extends=\"2025-green-channel\">\n"
      "<rules>\n<rule id=\"typo\" title=\"t\" check=\"C9\" severity=\"error\" for=\"applicant\" "
      "clause=\"windows\">"
      "<must>application/aplicant/name</must><message>m</message><remedy>r</remedy></rule></rules></notice>");
  const Finished told = desk.hefu("notice validate wrong.xml");
  EXPECT_EQ(told.exit_code, 4);
  EXPECT_THAT(told.messages, HasSubstr("wrong.xml:3"));
  EXPECT_THAT(told.messages, HasSubstr("typo"));
  EXPECT_THAT(told.messages, HasSubstr("aplicant"));
}

}  // namespace
}  // namespace hefu::e2e
