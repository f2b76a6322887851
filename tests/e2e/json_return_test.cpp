#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::string without_spaces(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (!std::isspace(static_cast<unsigned char>(c))) out += c;
  return out;
}

/// In the order in which cells were written, so that a cell's lines stay together.
std::string words_of(const fs::path& pdf) {
  return without_spaces(support::run_command(fmt::format("pdftotext -raw '{}' -", pdf.string())).output);
}

int pictures_in(const fs::path& pdf) {
  const std::string list = support::run_command(fmt::format("pdfimages -list '{}'", pdf.string())).output;
  return static_cast<int>(std::count(list.begin(), list.end(), '\n')) - 2;
}

std::string text(const json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

// Two sample cases are checked once; each test returns what it found.
class Return : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    desk_ = std::make_unique<Desk>();
    const Finished ran =
        desk_->hefu(fmt::format("check -q --now 2025-07-01 --fail-on never -o reports '{0}/edited-page' "
                                "'{0}/id-number' '{0}/clean-scan'",
                                std::string(HEFU_SOURCE_DIR) + "/samples/cases"));
    ASSERT_EQ(ran.exit_code, 0) << ran.messages;
  }
  static void TearDownTestSuite() { desk_.reset(); }

  static json report_of(const std::string& number) {
    return json::parse(read_file(desk_->path() / "reports" / number / "report.json"));
  }

  inline static std::unique_ptr<Desk> desk_;
};

TEST_F(Return, NoticeTellsEveryDifferenceAndFindingOfTheReport) {
  const Finished ran = desk_->hefu("return --now 2025-07-01 -o returns reports/YB-2025-0108");
  ASSERT_EQ(ran.exit_code, 0) << ran.messages;
  EXPECT_THAT(ran.output, HasSubstr("returns/YB-2025-0108/return-notice.pdf"));
  const fs::path pdf = desk_->path() / "returns/YB-2025-0108/return-notice.pdf";
  const std::string words = words_of(pdf);
  const json report = report_of("YB-2025-0108");
  int differences = 0;
  for (const json& field : report["fields"]) {
    if (field["verdict"] != "mismatch") continue;
    ++differences;
    for (const char* part : {"label", "online", "paper"})
      EXPECT_THAT(words, HasSubstr(without_spaces(text(field[part]))));
  }
  EXPECT_EQ(differences, 2);
  for (const json& finding : report["findings"]) {
    if (finding["for"] != "applicant") continue;
    if (finding["rule"] != "field-mismatch")  // told as what is online and what the paper shows
      EXPECT_THAT(words, HasSubstr(without_spaces(text(finding["message"]))));
    EXPECT_THAT(words, HasSubstr(without_spaces(text(finding["remedy"]))));
    EXPECT_THAT(words, HasSubstr(without_spaces(text(finding["clause"]["number"]))));
    EXPECT_THAT(words, HasSubstr(without_spaces(text(finding["clause"]["quote"]))));
  }
  EXPECT_THAT(words, HasSubstr("2025年7月15日（含当日）"));
  EXPECT_GE(pictures_in(pdf), differences);
  EXPECT_THAT(words, Not(HasSubstr("未核对")));
}

TEST_F(Return, NoticeHidesTheIdNumberEverywhere) {
  ASSERT_EQ(desk_->hefu("return -q --all --now 2025-07-01 -o all reports/YB-2025-0104/report.json").exit_code,
            0);
  const fs::path pdf = desk_->path() / "all/YB-2025-0104/return-notice.pdf";
  const std::string words = words_of(pdf);
  EXPECT_THAT(words, HasSubstr("与线上填写的第10位不同"));
  EXPECT_THAT(words, HasSubstr("未核对"));
  const fs::path plain = desk_->path() / "plain.pdf";
  support::run_command(
      fmt::format("qpdf --qdf --object-streams=disable '{}' '{}'", pdf.string(), plain.string()));
  for (const char* digits : {"19830403", "19880403"}) {
    EXPECT_THAT(words, Not(HasSubstr(digits)));
    EXPECT_THAT(read_file(plain), Not(HasSubstr(digits)));
  }
  EXPECT_EQ(pictures_in(pdf), 0) << "the only picture of this report shows the number";
}

TEST_F(Return, FaultlessCaseGetsNoNoticeAndAReason) {
  // The sample is consistent, but its boxes for opinions are empty; here nothing was found.
  auto report = json::parse(read_file(desk_->path() / "reports/YB-2025-0101/report.json"));
  ASSERT_EQ(report["verdict"], "consistent");
  report["findings"] = json::array();
  desk_->write(desk_->path() / "faultless/YB-2025-0101/report.json", report.dump());
  const Finished ran = desk_->hefu("return --now 2025-07-01 -o none faultless");
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_THAT(ran.messages, HasSubstr("YB-2025-0101"));
  EXPECT_THAT(ran.messages, HasSubstr("没有要退回申报人改正的问题"));
  EXPECT_FALSE(fs::exists(desk_->path() / "none/YB-2025-0101"));
}

TEST_F(Return, AfterTheLastWindowTheNoticeSaysThatItIsOver) {
  ASSERT_EQ(desk_->hefu("return -q --now 2025-11-01 -o late reports/YB-2025-0108").exit_code, 0);
  const std::string words = words_of(desk_->path() / "late/YB-2025-0108/return-notice.pdf");
  EXPECT_THAT(words, HasSubstr("申报时间已经截止，不能再补正提交"));
  EXPECT_THAT(words, HasSubstr("不能补报"));
  EXPECT_THAT(words, Not(HasSubstr("含当日")));
  EXPECT_THAT(words, Not(HasSubstr("不迟于最后补正日期")));
}

TEST_F(Return, WrongInputIsNamedAndTheOthersAreDone) {
  fs::create_directories(desk_->path() / "mixed");
  fs::copy(desk_->path() / "reports/YB-2025-0108", desk_->path() / "mixed/good", fs::copy_options::recursive);
  desk_->write(desk_->path() / "mixed/bad/report.json", "{\"schema\": \"hefu-report/1\"}");
  fs::remove_all(desk_->path() / "mixed/good/crops");
  const Finished ran = desk_->hefu("return --now 2025-07-01 -o made mixed");
  EXPECT_EQ(ran.exit_code, 11);
  EXPECT_THAT(ran.messages, HasSubstr("bad/report.json"));
  EXPECT_THAT(ran.messages, HasSubstr("crops/"));  // a picture that is gone is told
  EXPECT_EQ(files_in(desk_->path() / "made"), std::vector<std::string>{"YB-2025-0108/return-notice.pdf"});
  EXPECT_EQ(desk_->hefu("return -o made mixed/bad").exit_code, 4);
  EXPECT_EQ(desk_->hefu("return -o mixed/out mixed").exit_code, 2);
  EXPECT_EQ(desk_->hefu("return -o made nowhere").exit_code, 5);
}

}  // namespace
}  // namespace hefu::e2e
