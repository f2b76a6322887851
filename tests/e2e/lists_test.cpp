#include <fmt/format.h>
#include <gmock/gmock.h>

#include "pipeline/roster_workbook.h"
#include "schemas/data_files.h"
#include "schemas/table.h"
#include "schemas/write_csv.h"
#include "tests/e2e/program.h"
#include "tests/support/hostile_cells.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

/// What LibreOffice makes of a spreadsheet, asked to take for dates and numbers what looks like them:
/// separated values in which every cell that it holds for text stands in quotes, and nothing else does.
std::string through_office(const Desk& desk, const fs::path& file) {
  const fs::path out = desk.path() / "office";
  const support::Ran ran = support::run_command(
      "cd '" + desk.path().string() + "' && timeout 300 soffice --headless '-env:UserInstallation=file://" +
      (desk.path() / "profile").string() + "' " +
      (file.extension() == ".csv" ? "--infilter='Text - txt - csv (StarCalc):44,34,76,1,,0,false,true' "
                                  : "") +
      "--convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true' --outdir '" + out.string() +
      "' '" + file.string() + "' 2>&1");
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  return read_file(out / (file.stem().string() + ".csv"));
}

/// A line end in a cell is one, however it is coded.
std::string one_line_end(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') {
      plain += '\n';
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

struct OfficeCell {
  std::string text;
  bool is_text = false;  // not a number, a date, a formula's value
};

/// The cells of a file that through_office() wrote, with nothing taken off them.
std::vector<std::vector<OfficeCell>> office_cells(const std::string& csv) {
  std::vector<std::vector<OfficeCell>> rows(1);
  for (std::size_t at = 0; at < csv.size();) {
    OfficeCell cell;
    if (csv[at] == '"') {
      cell.is_text = true;
      for (++at; at < csv.size() && (csv[at] != '"' || (at + 1 < csv.size() && csv[at + 1] == '"')); ++at) {
        if (csv[at] == '"') ++at;
        cell.text += csv[at];
      }
      ++at;
    } else {
      while (at < csv.size() && csv[at] != ',' && csv[at] != '\n') cell.text += csv[at++];
    }
    rows.back().push_back(std::move(cell));
    if (at < csv.size() && csv[at++] == '\n') rows.emplace_back();
  }
  return rows;
}

RosterSheet hostile_sheet() {
  RosterSheet sheet{"n", "roster", "roster", "=1+1", {}, {}, {}, {{"=A1", 20}, {"样本", 30}}, {}};
  const std::vector<std::string> cells = support::hostile_cells();
  for (std::size_t i = 0; i + 1 < cells.size(); i += 2) sheet.rows.push_back({cells[i], cells[i + 1]});
  return sheet;
}

TEST(Lists, LibreOfficeTakesNoHostileCellOfAWorkbookForAnythingButText) {
  const Desk desk;
  const RosterSheet sheet = hostile_sheet();
  desk.write(desk.path() / "hostile.xlsx", to_workbook(sheet, "2025-07-01"));
  const auto rows = office_cells(through_office(desk, desk.path() / "hostile.xlsx"));
  ASSERT_GE(rows.size(), sheet.rows.size() + 2);
  EXPECT_EQ(rows[0].at(0).text, "=1+1");
  for (std::size_t i = 0; i < sheet.rows.size(); ++i)
    for (std::size_t at = 0; at < 2; ++at) {
      const OfficeCell& cell = rows[i + 2].at(at);
      EXPECT_TRUE(cell.is_text) << sheet.rows[i][at];
      EXPECT_EQ(one_line_end(cell.text), one_line_end(sheet.rows[i][at]));
    }
}

TEST(Lists, LibreOfficeTakesNoHostileCellOfSeparatedValuesForAnythingButText) {
  const Desk desk;
  const RosterSheet sheet = hostile_sheet();
  desk.write(desk.path() / "hostile.csv", to_csv(headed_rows(sheet)));
  const auto rows = office_cells(through_office(desk, desk.path() / "hostile.csv"));
  ASSERT_GE(rows.size(), sheet.rows.size() + 1);
  for (std::size_t i = 0; i < sheet.rows.size(); ++i)
    for (std::size_t at = 0; at < 2; ++at) {
      const std::string written = guarded_cell(sheet.rows[i][at]);
      const OfficeCell& cell = rows[i + 1].at(at);
      EXPECT_EQ(one_line_end(cell.text), one_line_end(written));
      // The plain numbers of up to five digits may be numbers: they look the same.
      EXPECT_EQ(cell.is_text, written[0] < '0' || written[0] > '9') << written;
    }
}

TEST(Lists, LibreOfficeShowsTheRosterAsWritten) {
  const Desk desk;
  for (std::uint64_t seed : {71, 72, 73}) desk.person("p" + std::to_string(seed), seed);
  ASSERT_EQ(desk.hefu("roster -q -o out --format xlsx,csv p71 p72 p73").exit_code, 0);
  const std::string stem = (desk.path() / "out/2025-green-channel/roster").string();
  const Table own = parse_csv(read_file(stem + ".csv"), "roster.csv").tables.at(0);
  const auto shown = office_cells(through_office(desk, stem + ".xlsx"));
  ASSERT_EQ(own.rows.size(), 4u);
  for (std::size_t i = 0; i < own.rows.size(); ++i)
    for (std::size_t at = 0; at < 16; ++at) {
      EXPECT_EQ(shown.at(i + 3).at(at).text, own.rows[i].at(at).text);
      EXPECT_TRUE(shown[i + 3][at].is_text || shown[i + 3][at].text.empty());
    }
}

TEST(Lists, TheProgramFindsItsOwnRosterInOrder) {
  const Desk desk;
  for (std::uint64_t seed : {71, 72, 73})
    fs::create_directories(desk.person("p" + std::to_string(seed), seed) / "uploads");
  ASSERT_EQ(desk.hefu("roster -q -o out p71 p72 p73").exit_code, 0);
  for (const char* extension : {"xlsx", "csv"}) {
    desk.hefu(std::string("check -q -o report-") + extension + " --roster out/2025-green-channel/roster." +
              extension + " p71 p72 p73");
    for (const std::string& file : files_in(desk.path() / (std::string("report-") + extension))) {
      if (!file.ends_with("report.json")) continue;
      EXPECT_THAT(read_file(desk.path() / (std::string("report-") + extension) / file),
                  AllOf(Not(HasSubstr("roster-cell")), Not(HasSubstr("roster-missing")),
                        Not(HasSubstr("roster-format"))));
    }
  }
}

/// The windows of a private number: nothing posted may hold one of them. Those that begin with a zero are
/// left out: the offsets in a PDF's table of objects, 0000019791, look so.
std::vector<std::string> pieces_of(const std::string& number) {
  constexpr std::size_t length = 8;
  std::vector<std::string> pieces;
  for (std::size_t i = 0; i + length <= number.size(); ++i)
    if (number[i] != '0') pieces.push_back(number.substr(i, length));
  return pieces;
}

std::string utf16_hex(const std::string& ascii) {
  std::string hex;
  for (const char c : ascii) hex += fmt::format("00{:02x}", static_cast<unsigned char>(c));
  return hex;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

/// Everything that the bytes of a file say, with every stream and archive opened.
std::string opened(const fs::path& file) {
  const std::string name = "'" + file.string() + "'", extension = file.extension().string();
  std::string all = read_file(file);
  if (extension == ".xlsx") all += support::run_command("unzip -p " + name).output;
  if (extension == ".pdf") {
    all += support::run_command("qpdf --qdf --object-streams=disable " + name + " -").output;
    for (const char* tool : {"pdftotext %s -", "pdftotext -raw %s -", "pdfinfo -meta %s", "pdfinfo %s"}) {
      std::string command = tool;
      all += support::run_command(command.replace(command.find("%s"), 2, name)).output;
    }
  }
  return all;
}

std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const std::size_t start = text.find(before) + before.size();
  return text.substr(start, text.find(after, start) - start);
}

TEST(Lists, NothingPostedHoldsAPrivateNumber) {
  const Desk desk;
  std::vector<std::string> numbers;
  for (std::uint64_t seed : {74, 75}) {
    const fs::path folder = desk.person("p" + std::to_string(seed), seed);
    const std::string record = read_file(folder / "application.xml");
    numbers.push_back(between(record.substr(record.find("<id-number")), ">", "<"));
    numbers.push_back(between(record, "<phone>", "<"));
    desk.edit(folder / "application.xml", "</unit>\n", "（联系" + numbers.back() + "）</unit>\n");
  }
  ASSERT_EQ(desk.hefu("roster -q -o list p74 p75").exit_code, 0);
  ASSERT_EQ(desk.hefu("roster -q --publicity -o out p74 p75").exit_code, 0);
  ASSERT_EQ(desk.hefu("render -q --only publicity-form -o out p74 p75").exit_code, 0);
  const std::vector<std::string> files = files_in(desk.path() / "out");
  EXPECT_EQ(files.size(), 5u);
  for (const std::string& file : files) {
    const std::string all = opened(desk.path() / "out" / file), low = lower(all);
    EXPECT_THAT(all, HasSubstr("****")) << file;
    for (const std::string& number : numbers)
      for (const std::string& piece : pieces_of(number)) {
        EXPECT_EQ(all.find(piece), std::string::npos) << file;
        EXPECT_EQ(low.find(utf16_hex(piece)), std::string::npos) << file;
      }
  }
  // The same search finds them where they are not masked.
  for (const char* extension : {"xlsx", "csv", "pdf"})
    EXPECT_THAT(opened(desk.path() / "list/2025-green-channel" / (std::string("roster.") + extension)),
                HasSubstr(numbers[0]));
}

TEST(Lists, ThePublicityFormIsPrintedOnlyWhenAskedFor) {
  const Desk desk;
  desk.person("p", 76);
  ASSERT_EQ(desk.hefu("render -q -o all p").exit_code, 0);
  EXPECT_THAT(files_in(desk.path() / "all"), Not(Contains(HasSubstr("publicity"))));
  ASSERT_EQ(desk.hefu("render -q --only publicity-form -o posted p").exit_code, 0);
  const std::vector<std::string> files = files_in(desk.path() / "posted");
  ASSERT_EQ(files.size(), 1u);
  const std::string text =
      support::run_command("pdftotext '" + (desk.path() / "posted" / files[0]).string() + "' -").output;
  EXPECT_THAT(text, AllOf(HasSubstr("（公示）"), Not(HasSubstr("版次"))));
  for (const Image& page : rasterise(desk.path() / "posted" / files[0], 100)) EXPECT_FALSE(page.empty());
  EXPECT_THAT(support::run_command("cd '" + desk.path().string() + "' && pdftoppm -r 100 -png 'posted/" +
                                   files[0] + "' page && zbarimg -q page*.png")
                  .output,
              IsEmpty());
}

TEST(Lists, NoticesWithoutColumnsSaySo) {
  const Desk desk;
  const fs::path folder = desk.person("p", 77);
  desk.edit(folder / "application.xml", "notice=\"2025-green-channel\"", "notice=\"2026-without-roster\"");
  desk.write(desk.path() / "packs/2026-without-roster.xml",
             "<notice xmlns=\"urn:hefu:notice:1\" schema=\"hefu-notice/1\" id=\"2026-without-roster\" "
             "extends=\"common\"><name>样本通知</name></notice>");
  const Finished finished = desk.hefu("roster --notices packs -o out p");
  EXPECT_EQ(finished.exit_code, 4);
  EXPECT_THAT(finished.messages, HasSubstr("2026-without-roster"));
}

}  // namespace
}  // namespace hefu::e2e
