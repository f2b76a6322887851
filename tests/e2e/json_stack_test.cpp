#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"
#include "tests/support/scanned_pages.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

/// One scanned page, 200 dpi, as a page of a stack.
support::JpegPage page_of(const Image& scan) {
  return {encode_jpeg(scan, 85),     scan.width, scan.height, scan.channels, scan.width / 200.0 * 25.4,
          scan.height / 200.0 * 25.4};
}

/// The printed pages of a person's form.
std::vector<Image> printed(const Desk& desk, const std::string& person, const std::string& kind) {
  const std::string folder = "printed-" + person;
  EXPECT_EQ(desk.hefu(fmt::format("render -q --only {} -o {} {}", kind, folder, person)).exit_code, 0);
  return rasterise(desk.path() / folder / files_in(desk.path() / folder).front(), 200);
}

Image blank_like(const Image& page) {
  Image blank = page;
  std::fill(blank.pixels.begin(), blank.pixels.end(), std::uint8_t{252});
  return blank;
}

void cover_codes(Image& page) {
  const int corner = page.width / 6;
  for (int y = 0; y < page.height; ++y)
    for (int x = 0; x < page.width; ++x)
      if ((y < corner && x > page.width - corner) || (y > page.height - corner && x < corner))
        std::fill_n(&page.pixels[(static_cast<std::size_t>(y) * page.width + x) * page.channels],
                    page.channels, 255);
}

std::vector<json> stack_lines_of(const Desk& desk) {
  std::istringstream lines(read_file(desk.path() / "reports/stacks.jsonl"));
  std::vector<json> all;
  for (std::string line; std::getline(lines, line);) all.push_back(json::parse(line));
  return all;
}

json report_of(const Desk& desk, const std::string& number) {
  return json::parse(read_file(desk.path() / "reports" / number / "report.json"));
}

std::string number_of(const Desk& desk, const std::string& person) {
  const std::string record = read_file(desk.path() / person / "application.xml");
  const std::size_t at = record.find(" number=\"") + 9;
  return record.substr(at, record.find('"', at) - at);
}

TEST(Stack, SortsPagesToTheirCasesAndListsWhatIsNobodys) {
  const Desk desk;
  for (const auto& [person, seed] : {std::pair{"first", 61}, {"second", 62}, {"stranger", 63}})
    desk.person(person, static_cast<std::uint64_t>(seed));
  const std::vector<Image> first = printed(desk, "first", "submission-form"),
                           second = printed(desk, "second", "submission-form"),
                           stranger = printed(desk, "stranger", "submission-form");
  ASSERT_GE(first.size(), 2u);
  Image covered = second[1];
  cover_codes(covered);
  desk.write(desk.path() / "stack.pdf",
             support::pdf_of_jpegs({page_of(second[0]), page_of(covered), page_of(first[1]),
                                    page_of(blank_like(first[0])), page_of(first[0]), page_of(stranger[0])}));
  const Finished ran = desk.hefu("check --no-progress --stack stack.pdf -o reports first second");
  const std::string first_number = number_of(desk, "first"), second_number = number_of(desk, "second"),
                    strangers_number = number_of(desk, "stranger");

  const std::vector<json> lines = stack_lines_of(desk);
  ASSERT_EQ(lines.size(), 6u);
  EXPECT_EQ(lines[0]["number"], second_number);
  EXPECT_EQ(lines[1]["number"], second_number) << "its codes are covered: known by its print";
  EXPECT_EQ(lines[2]["number"], first_number);
  EXPECT_EQ(lines[3]["blank"], true);
  EXPECT_EQ(lines[4]["number"], first_number);
  EXPECT_EQ(lines[5]["number"], nullptr);
  EXPECT_THAT(ran.messages, HasSubstr("stack.pdf 第 6 页"));
  EXPECT_THAT(ran.messages, Not(HasSubstr(strangers_number)));

  const json report = report_of(desk, first_number);
  std::vector<std::pair<int, int>> pages;  // in the stack, in the form
  for (const json& page : report["pages"])
    if (page["kind"] == "submission-form") pages.emplace_back(page["page"], page["form_page"]);
  EXPECT_EQ(pages, (std::vector<std::pair<int, int>>{{5, 1}, {3, 2}})) << "in the form's order";
  for (const json& page : report["pages"]) EXPECT_NE(page["owner"], "other");
  for (const json& finding : report["findings"]) EXPECT_NE(finding["rule"], "page-out-of-order");
  const std::string html = read_file(desk.path() / "reports" / first_number / "report.html");
  EXPECT_THAT(html, Not(HasSubstr(second_number)));
  EXPECT_THAT(html, Not(HasSubstr(strangers_number)));
}

}  // namespace
}  // namespace hefu::e2e
