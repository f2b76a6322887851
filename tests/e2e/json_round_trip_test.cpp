#include <fmt/format.h>
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"
#include "tests/support/scan.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

json check_case(const Desk& desk, const fs::path& folder, int expected_exit_code) {
  const Finished ran = desk.hefu(fmt::format("check -q --format json -o reports '{}'", folder.string()));
  EXPECT_EQ(ran.exit_code, expected_exit_code) << ran.messages;
  return json::parse(ran.output);
}

int fields_of(const json& report, const std::string& verdict) {
  int count = 0;
  for (const json& field : report["fields"]) count += field["verdict"] == verdict;
  return count;
}

bool has_fault(const json& report, const std::string& fault, int form_page) {
  for (const json& page : report["pages"])
    if (page["fault"] == fault && page["form_page"] == form_page) return true;
  return false;
}

std::string image_of(const fs::path& folder, const std::string& kind, int page) {
  for (const std::string& file : files_in(folder / "uploads"))
    if (file.starts_with(kind) && file.find(fmt::format("-{:02}.", page)) != std::string::npos) return file;
  ADD_FAILURE() << "no scan of page " << page;
  return {};
}

TEST(RoundTrip, TwoRendersAreTheSameToTheByte) {
  const Desk desk;
  desk.person("case", 51);
  ASSERT_EQ(desk.hefu("render -q -o one case").exit_code, 0);
  ASSERT_EQ(desk.hefu("render -q -j 1 -o two case").exit_code, 0);
  const auto files = files_in(desk.path() / "one");
  ASSERT_EQ(files.size(), 3u);
  ASSERT_EQ(files_in(desk.path() / "two"), files);
  for (const std::string& file : files)
    EXPECT_EQ(read_file(desk.path() / "one" / file), read_file(desk.path() / "two" / file)) << file;
}

TEST(RoundTrip, WhatWasPrintedIsConsistentAndInputsStayAsTheyAre) {
  const Desk desk;
  desk.write(desk.path() / "case/application.xml",
             read_file(HEFU_SOURCE_DIR "/tests/data/person/application.xml"));
  desk.write(desk.path() / "case/photo.jpg", read_file(HEFU_SOURCE_DIR "/tests/data/photo.jpg"));
  const fs::path folder = desk.scanned(desk.path() / "case");
  const auto before = files_in(folder);
  const json report = check_case(desk, folder, 0);
  EXPECT_EQ(report["verdict"], "consistent") << report["findings"].dump(1);
  EXPECT_GT(fields_of(report, "match"), 200);
  EXPECT_EQ(fields_of(report, "mismatch"), 0);
  for (const json& page : report["pages"]) {
    EXPECT_EQ(page["code"], "genuine");
    EXPECT_EQ(page["owner"], "this");
    EXPECT_EQ(page["print"], "current");
  }
  EXPECT_EQ(files_in(folder), before);
  EXPECT_TRUE(fs::exists(desk.path() / "reports/summary.jsonl"));
}

TEST(RoundTrip, OlderPrintIsVerifiedAgainstWhatWasPrintedThen) {
  const Desk desk;
  const fs::path folder = desk.scanned(desk.person("case", 53), "evaluation-form");
  desk.edit(folder / "application.xml", "<health>", "<health>基本");
  const json report = check_case(desk, folder, 10);
  EXPECT_EQ(report["verdict"], "inconsistent");
  std::vector<json> changed;
  for (const json& field : report["fields"])
    if (field["verdict"] == "mismatch") changed.push_back(field);
  ASSERT_FALSE(changed.empty());
  for (const json& field : changed) {
    EXPECT_EQ(field["path"], "/application/applicant/health");
    EXPECT_EQ(field["method"], "expected_print") << "the register knows it without OCR";
    EXPECT_EQ(field["online"].get<std::string>(), "基本" + field["paper"].get<std::string>());
  }
}

TEST(RoundTrip, MissingForeignAndDoubledPagesAreNamed) {
  const Desk desk;
  const fs::path mine = desk.scanned(desk.person("mine", 54), "evaluation-form"),
                 other = desk.scanned(desk.person("other", 55), "evaluation-form");
  const fs::path uploads = mine / "uploads";
  fs::remove(uploads / image_of(mine, "evaluation-form", 2));
  fs::copy_file(other / "uploads" / image_of(other, "evaluation-form", 5),
                uploads / image_of(mine, "evaluation-form", 5), fs::copy_options::overwrite_existing);
  fs::copy_file(uploads / image_of(mine, "evaluation-form", 7), uploads / "evaluation-form-zz.jpg");
  const json report = check_case(desk, mine, 10);
  EXPECT_TRUE(has_fault(report, "missing", 2));
  EXPECT_TRUE(has_fault(report, "foreign", 5));
  EXPECT_TRUE(has_fault(report, "doubled", 7));
  EXPECT_EQ(fields_of(report, "mismatch"), 0) << "another person's values are no mismatch";
  EXPECT_GT(fields_of(report, "missing"), 10);
}

TEST(RoundTrip, PageIsKnownByItselfWhenItsCodesAreCovered) {
  const Desk desk;
  desk.person("case", 56);
  ASSERT_EQ(desk.hefu("render -q --only evaluation-form -o printed case").exit_code, 0);
  Image page = rasterise(desk.path() / "printed" / files_in(desk.path() / "printed").front(), 200).at(4);
  const int corner = page.width / 5;  // top right and bottom left
  for (int y = 0; y < page.height; ++y)
    for (int x = 0; x < page.width; ++x)
      if ((y < corner && x > page.width - corner) || (y > page.height - corner && x < corner))
        std::fill_n(&page.pixels[(static_cast<std::size_t>(y) * page.width + x) * page.channels],
                    page.channels, 255);
  desk.write(desk.path() / "page.jpg", encode_jpeg(turned(page, 2), 85));
  const Finished ran = desk.hefu("check -q --format json -o reports --record case/application.xml page.jpg");
  const json report = json::parse(ran.output);
  const json shown = report["pages"][0];
  EXPECT_EQ(shown["code"], "absent");
  EXPECT_EQ(shown["kind"], "evaluation-form");
  EXPECT_EQ(shown["form_page"], 5);
  EXPECT_EQ(shown["owner"], "this");
  EXPECT_EQ(shown["fault"], nullptr);
  EXPECT_GT(fields_of(report, "match"), 15);
  EXPECT_EQ(fields_of(report, "mismatch"), 0);
}

}  // namespace
}  // namespace hefu::e2e
