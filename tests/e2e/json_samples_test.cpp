#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

json read_json(const fs::path& file) { return json::parse(std::ifstream(file)); }

std::vector<fs::path> cases() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(fs::path(HEFU_SOURCE_DIR) / "samples/cases"))
    if (fs::exists(entry.path() / "expected.json")) found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

std::string text(const json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? "" : found->get<std::string>();
}

// All cases are checked once, by the program itself, without key, register or configuration.
class Samples : public testing::TestWithParam<fs::path> {
 protected:
  static void SetUpTestSuite() {
    folder_ = fs::temp_directory_path() / ("hefu-samples-" + std::to_string(getpid()));
    fs::create_directories(folder_);
    const std::string command = std::string(HEFU_PROGRAM) + " check -q --fail-on never --state '" +
                                (folder_ / "state").string() + "' -o '" + (folder_ / "reports").string() +
                                "' '" + HEFU_SOURCE_DIR + "/samples/cases' > /dev/null";
    exit_code_ = std::system(command.c_str());
  }
  static void TearDownTestSuite() { fs::remove_all(folder_); }

  void SetUp() override {
    ASSERT_EQ(exit_code_, 0);
    expected_ = read_json(GetParam() / "expected.json");
    for (const auto& entry : fs::directory_iterator(folder_ / "reports")) {
      if (!entry.is_directory()) continue;
      const json report = read_json(entry.path() / "report.json");
      const std::string record = GetParam() / "application.xml";
      std::ifstream stream(record);
      const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
      if (bytes.find("number=\"" + report["application"]["number"].get<std::string>() + "\"") != bytes.npos)
        report_ = report;
    }
    ASSERT_FALSE(report_.is_null()) << "no report";
  }

  inline static fs::path folder_;
  inline static int exit_code_ = -1;
  json expected_, report_;
};

// path, file, page, online, paper
using Difference = std::vector<std::string>;

TEST_P(Samples, EveryPlantedDifferenceIsToldAndNoOther) {
  std::set<Difference> planted, told;
  for (const json& d : expected_["differences"])
    planted.insert({text(d, "path"), text(d, "file"), d["page"].dump(), text(d, "online"), text(d, "paper")});
  for (const json& f : report_["fields"])
    if (f["verdict"] == "mismatch")
      told.insert({text(f, "path"), text(f["where"], "file"), f["where"]["page"].dump(), text(f, "online"),
                   text(f, "paper")});
  EXPECT_EQ(told, planted);
}

TEST_P(Samples, EveryFaultyPageIsNamedAndNoOther) {
  std::set<std::vector<std::string>> planted, told;
  for (const json& p : expected_["pages"])
    planted.insert({text(p, "file"), p["page"].dump(), text(p, "fault")});
  for (const json& p : report_["pages"]) {
    const std::string fault = text(p, "fault");
    if (fault.empty()) continue;
    const bool missing = fault == "missing";
    told.insert({missing ? "" : text(p, "file"), p[missing ? "form_page" : "page"].dump(), fault});
  }
  EXPECT_EQ(told, planted);
}

TEST_P(Samples, VerdictIsThatOfThePlan) { EXPECT_EQ(report_["verdict"], expected_["verdict"]); }

TEST_P(Samples, EveryFieldIsDecidedOrSaidToBeOpen) {
  static const std::set<std::string> verdicts = {"match", "mismatch", "unreadable", "missing", "not_online"};
  std::size_t open = 0;
  for (const json& f : report_["fields"]) {
    EXPECT_TRUE(verdicts.count(f["verdict"]));
    open += f["verdict"] == "unreadable";
  }
  EXPECT_GT(report_["fields"].size(), 60u);
  // The samples are legible: a reader that leaves a tenth of their fields to people is broken.
  EXPECT_LT(open * 10, report_["fields"].size());
}

// Papers that others printed: certificates, letters, cards.
TEST_P(Samples, EachPaperIsKnown) {
  for (const json& paper : expected_.value("papers", json::array()))
    for (const json& upload : report_["uploads"])
      if (upload["file"] == paper["file"]) {
        EXPECT_EQ(upload.value("paper", json::object())["kind"], paper["kind"]) << paper["file"];
        EXPECT_EQ(upload.value("paper", json::object())["year"], paper["year"]) << paper["file"];
      }
}

TEST_P(Samples, WhatPapersProveIsSupportedAndWhatTheyDenyIsTold) {
  if (!expected_.contains("papers")) return;  // forms of ours alone
  const auto proven = expected_["proven"].get<std::set<std::string>>();
  std::set<Difference> planted, told;
  for (const json& c : expected_["contradicted"])
    planted.insert({text(c, "path"), text(c, "file"), text(c, "online"), text(c, "paper")});
  std::size_t asked = 0, supported = 0;
  for (const json& c : report_["claims"]) {
    if (c["verdict"] == "contradicted")
      told.insert({text(c, "path"), text(c["where"], "file"), text(c, "online"), text(c, "paper")});
    if (!proven.count(text(c, "path"))) continue;
    ++asked;
    supported += c["verdict"] == "supported";
  }
  EXPECT_EQ(told, planted);
  EXPECT_GT(asked, 25u);
  EXPECT_GE(supported * 100, asked * 85);  // the rest is for a person
}

TEST_P(Samples, PapersInAWrongPlaceAreToldAndNothingElseIsSaidOfThem) {
  std::set<std::string> planted, told;
  for (const json& file : expected_.value("misplaced", json::array())) planted.insert(file);
  for (const json& finding : report_["findings"]) {
    const std::string rule = finding["rule"];
    if (rule == "evidence-wrong-item")
      told.insert(text(finding["where"], "file"));
    else if (rule != "evidence-contradicts")
      EXPECT_NE(rule.rfind("evidence-", 0), 0u) << rule << " " << finding["message"];
  }
  EXPECT_EQ(told, planted);
}

INSTANTIATE_TEST_SUITE_P(Cases, Samples, testing::ValuesIn(cases()), [](const auto& info) {
  std::string name = info.param.filename().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

// One case's uploads are read by several workers at a time.
TEST(OnlyCase, SaysTheSameHoweverManyReadIt) {
  const fs::path folder = fs::temp_directory_path() / ("hefu-only-case-" + std::to_string(getpid()));
  const fs::path title = fs::path(HEFU_SOURCE_DIR) / "samples/cases/title";
  const auto checked = [&](int jobs) {
    const fs::path reports = folder / std::to_string(jobs);
    const std::string command = std::string(HEFU_PROGRAM) + " check -q --fail-on never -j" +
                                std::to_string(jobs) + " --now 2025-09-01T09:00 --state '" +
                                (folder / "state").string() + "' -o '" + reports.string() + "' '" +
                                title.string() + "' > /dev/null";
    EXPECT_EQ(std::system(command.c_str()), 0);
    for (const auto& entry : fs::recursive_directory_iterator(reports))
      if (entry.path().filename() == "report.json") {
        json report = read_json(entry.path());
        EXPECT_GT(report["timing_ms"]["decode"].get<double>(), 0);
        report.erase("timing_ms");
        return report;
      }
    return json();
  };
  const json one = checked(1), three = checked(3);
  fs::remove_all(folder);
  ASSERT_FALSE(one.is_null());
  EXPECT_EQ(one, three);
}

}  // namespace
