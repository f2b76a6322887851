#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::HasSubstr;

/// A print file as a reader of PDF sees it: each page's paper and text.
struct ReadPage {
  std::string paper, text;
  int turned = 0;
};

std::vector<ReadPage> read_pages(const fs::path& pdf) {
  EXPECT_EQ(support::run_command("qpdf --check " + pdf.string() + " >/dev/null 2>&1").exit_code, 0);
  std::vector<ReadPage> pages;
  std::istringstream info(support::run_command("pdfinfo -l 100000 " + pdf.string()).output);
  for (std::string line; std::getline(info, line);) {
    if (!line.starts_with("Page ")) continue;
    if (line.find(" size: ") != std::string::npos)
      pages.push_back({line.find("(A3)") != std::string::npos   ? "A3"
                       : line.find("(A4)") != std::string::npos ? "A4"
                                                                : line});
    if (line.find(" rot: ") != std::string::npos)
      pages.back().turned = std::stoi(line.substr(line.find(':') + 1));
  }
  const std::string text = support::run_command("pdftotext -raw " + pdf.string() + " -").output;
  std::size_t from = 0;
  for (ReadPage& page : pages) {
    const std::size_t end = text.find('\f', from);
    page.text = text.substr(from, end - from);
    from = end + 1;
  }
  return pages;
}

json job_of(const Desk& desk, const std::string& name = "print-job") {
  return json::parse(read_file(desk.path() / "out" / (name + ".json")));
}

class Print : public testing::Test {
 protected:
  Print() {
    for (int i = 1; i <= 3; ++i)
      desk.person(fmt::format("people/p{}", i), static_cast<std::uint64_t>(60 + i));
  }
  Desk desk;
};

TEST_F(Print, PutsPeopleOneAfterAnotherWithAllCopiesOnTheRightPaper) {
  const Finished ran = desk.hefu("print -q -o out people");
  ASSERT_EQ(ran.exit_code, 0) << ran.messages;
  const json job = job_of(desk);
  ASSERT_EQ(job["people"].size(), 3u);
  EXPECT_EQ(job["people_asked"], 3);
  const std::vector<ReadPage> pages = read_pages(desk.path() / "out/print-job.pdf");
  ASSERT_EQ(pages.size(), job["pages"].get<std::size_t>());

  std::size_t at = 0;
  int a3 = 0, a4 = 0;
  for (const json& person : job["people"]) {
    EXPECT_THAT(pages[at].text, HasSubstr("分 隔 页"));
    EXPECT_THAT(pages[at].text, HasSubstr(person["name"].get<std::string>()));
    EXPECT_EQ(pages[at + 1].text, "");
    at += 2;
    EXPECT_EQ(person["pages"][0], at + 1);
    const std::string number = person["application"];
    std::vector<std::string> titles;  // of the pages that show one, in order
    for (const std::size_t end = person["pages"][1]; at < end; ++at) {
      const bool back = at % 2 == 1;
      EXPECT_EQ(pages[at].turned, back && pages[at].paper == "A3" ? 180 : 0) << at;
      if (!pages[at].text.empty()) EXPECT_THAT(pages[at].text, HasSubstr(number)) << at;
      if (back || pages[at].text.find("第 1 页") == std::string::npos) continue;
      for (const char* title : {"目录单", "评审表", "送审表"})
        if (pages[at].text.find(title) != std::string::npos) {
          titles.push_back(title);
          break;  // the checklist names the others
        }
    }
    EXPECT_THAT(titles, testing::ElementsAre("目录单", "评审表", "评审表", "送审表"));
  }
  EXPECT_EQ(at, pages.size());
  for (std::size_t i = 0; i < pages.size(); i += 2) {
    EXPECT_EQ(pages[i].paper, pages[i + 1].paper);
    (pages[i].paper == "A3" ? a3 : a4) += 1;
  }
  EXPECT_EQ(job["sheets"]["A3"], a3);
  EXPECT_EQ(job["sheets"]["A4"], a4);
  const std::string list = read_file(desk.path() / "out/print-job.txt");
  EXPECT_THAT(list, HasSubstr(fmt::format("A3 纸 {} 张", a3)));
  EXPECT_THAT(list, HasSubstr("长边翻转"));
}

TEST_F(Print, PutsFormsOneAfterAnother) {
  ASSERT_EQ(
      desk.hefu("print -q -o out --order form --no-separators --copies evaluation-form=0 people").exit_code,
      0);
  const json job = job_of(desk);
  std::vector<std::string> order;
  for (const ReadPage& page : read_pages(desk.path() / "out/print-job.pdf"))
    for (const json& person : job["people"])
      if (page.text.find(person["application"].get<std::string>()) != std::string::npos)
        order.push_back(page.paper + " " + person["application"].get<std::string>());
  order.erase(std::unique(order.begin(), order.end()), order.end());
  std::vector<std::string> expected;
  for (const char* paper : {"A4 ", "A3 "})
    for (const json& person : job["people"])
      expected.push_back(paper + person["application"].get<std::string>());
  EXPECT_EQ(order, expected);
  EXPECT_EQ(job["forms"].size(), 2u);
  EXPECT_EQ(job["forms"][0]["people"], 3);
}

TEST_F(Print, OfOnePaperIsTurnedAboutItsOwnEdge) {
  ASSERT_EQ(desk.hefu("print -q -o out --paper A3 people").exit_code, 0);
  EXPECT_EQ(job_of(desk)["duplex"], "short_edge");
  for (const ReadPage& page : read_pages(desk.path() / "out/print-job.pdf")) {
    EXPECT_EQ(page.paper, "A3");
    EXPECT_EQ(page.turned, 0);
  }
}

TEST_F(Print, GoesOnAfterAJam) {
  ASSERT_EQ(desk.hefu("print -q -o out people").exit_code, 0);
  const std::string second = job_of(desk)["people"][1]["application"];
  ASSERT_EQ(desk.hefu("print -q -o out --from 2 people").exit_code, 0);
  const json rest = job_of(desk, "print-job-2");
  ASSERT_EQ(rest["people"].size(), 2u);
  EXPECT_EQ(rest["people"][0]["position"], 2);
  ASSERT_EQ(desk.hefu("print -q -o out --from " + second + " --to " + second + " people").exit_code, 0);
  const json one = job_of(desk, "print-job-3");
  ASSERT_EQ(one["people"].size(), 1u);
  EXPECT_EQ(one["people"][0]["application"], second);
  const Finished wrong = desk.hefu("print -o out --from 4 people");
  EXPECT_EQ(wrong.exit_code, 2);
  EXPECT_THAT(wrong.messages, HasSubstr("1 到 3"));
}

TEST_F(Print, PrintsThoseWhoFailedOnceTheyAreMended) {
  const fs::path record = desk.path() / "people/p2/application.xml";
  const std::string good = read_file(record);
  desk.edit(record, "<id-number>", "<id-number>9");
  for (const std::string order : {"person", "form"}) {
    fs::remove_all(desk.path() / "out");
    const Finished ran = desk.hefu("print -o out --order " + order + " people");
    EXPECT_EQ(ran.exit_code, 11) << ran.messages;
    const json job = job_of(desk);
    EXPECT_EQ(job["people"].size(), 2u);
    ASSERT_EQ(job["failed"].size(), 1u);
    EXPECT_EQ(job["failed"][0]["position"], 2);
    EXPECT_THAT(read_file(desk.path() / "out/print-job.txt"), HasSubstr("未能打印 1 人"));
  }
  desk.write(record, good);
  ASSERT_EQ(desk.hefu("print -q -o out --only-failed people").exit_code, 0);
  const json mended = job_of(desk, "print-job-2");
  ASSERT_EQ(mended["people"].size(), 1u);
  EXPECT_EQ(mended["people"][0]["position"], 2);
  EXPECT_EQ(desk.hefu("print -q -o out --only-failed people").exit_code, 4);  // nobody is left
}

TEST_F(Print, LeavesNoFileWhenNobodyCanBePrinted) {
  for (int i = 1; i <= 3; ++i)
    desk.edit(desk.path() / fmt::format("people/p{}/application.xml", i), "<id-number>", "<id-number>9");
  const Finished ran = desk.hefu("print -q -o out people");
  EXPECT_EQ(ran.exit_code, 4) << ran.messages;
  EXPECT_FALSE(fs::exists(desk.path() / "out/print-job.pdf"));
}

TEST_F(Print, RefusesCopiesThatItDoesNotUnderstand) {
  for (const char* wrong : {"submission-form", "submission-form=x", "nothing=2", "submission-form=-1"})
    EXPECT_EQ(desk.hefu(std::string("print -o out people --copies ") + wrong).exit_code, 2) << wrong;
}

}  // namespace
}  // namespace hefu::e2e
