#include <gmock/gmock.h>

#include "schemas/data_files.h"
#include "schemas/normalise.h"
#include "tests/e2e/program.h"
#include "tests/support/workbook.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const std::size_t start = text.find(before) + before.size();
  return text.substr(start, text.find(after, start) - start);
}

/// Two people whose records alone are checked: a case that was named may have no uploads.
struct TwoPeople : testing::Test {
  void SetUp() override {
    for (const char* name : {"a", "b"}) {
      const fs::path folder = desk.person(name, name[0] == 'a' ? 61 : 62, {});
      fs::create_directories(folder / "uploads");
      records.push_back(read_file(folder / "application.xml"));
      numbers.push_back(between(records.back(), "number=\"", "\""));
    }
  }
  std::string report(int person) const {
    return read_file(desk.path() / "out" / numbers[person] / "report.json");
  }
  std::string field(int person, const std::string& element) const {
    return between(records[person], "<" + element + ">", "</" + element + ">");
  }
  Desk desk;
  std::vector<std::string> records, numbers;
};

TEST_F(TwoPeople, SharedFilesAndPhonesAreToldInBothReportsByNumberAlone) {
  desk.write(desk.path() / "a/uploads/证书.pdf", "%PDF-1.4 the same");
  desk.write(desk.path() / "b/uploads/cert.pdf", "%PDF-1.4 the same");
  desk.edit(desk.path() / "b/application.xml", "<phone>" + field(1, "phone"), "<phone>" + field(0, "phone"));
  desk.hefu("check -q -o out a b");
  EXPECT_THAT(report(0),
              AllOf(HasSubstr("\"file-shared\""), HasSubstr("\"phone-shared\""), HasSubstr(numbers[1])));
  EXPECT_THAT(report(1), AllOf(HasSubstr("\"file-shared\""), HasSubstr(numbers[0])));
  EXPECT_THAT(report(0), Not(HasSubstr("cert.pdf")));
  EXPECT_THAT(report(1), Not(HasSubstr(field(0, "name"))));
}

TEST_F(TwoPeople, TheRosterIsComparedCellByCell) {
  const std::vector<std::string> headings = {"序号", "姓名", "身份证号", "性别"};
  const auto id = [&](int person) {
    return between(records[person].substr(records[person].find("<id-number")), ">", "</");
  };
  desk.write(
      desk.path() / "花名册.xlsx",
      support::make_plain_workbook({headings,
                                    {"1", field(0, "name"), id(0), field(0, "sex") == "男" ? "女" : "男"},
                                    {"3", "样本某某", "", "女"}}));
  const Finished ran = desk.hefu("check -o out --roster 花名册.xlsx a b");
  EXPECT_EQ(ran.exit_code, 10);
  EXPECT_THAT(report(0), AllOf(HasSubstr("\"roster-cell\""), HasSubstr("D2")));
  EXPECT_THAT(report(1), HasSubstr("\"roster-missing\""));
  EXPECT_THAT(ran.messages, HasSubstr("A3"));
}

TEST_F(TwoPeople, AListThatIsNoneStopsTheRunAndSaysWhy) {
  desk.write(desk.path() / "x.csv", "爱好\n下棋\n");
  Finished ran = desk.hefu("check -o out --register x.csv a");
  EXPECT_EQ(ran.exit_code, 4);
  EXPECT_THAT(ran.messages, HasSubstr("x.csv"));
  desk.write(desk.path() / "y.csv", "身份证号,记录日期\n" + std::string("150000198503120020,2024-01-01\n"));
  ran = desk.hefu("check -o out a", "HEFU_REGISTER=y.csv:y.csv");
  EXPECT_THAT(ran.messages, HasSubstr("诚信档案"));
}

}  // namespace
}  // namespace hefu::e2e
