#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "pipeline/report.h"
#include "schemas/data_files.h"
#include "tests/unit/pipeline/report_sample.h"

namespace hefu {
namespace {

using nlohmann::json;

/// What the schema says against a report; empty when it is valid.
std::string faults_of(const json& report) {
  const json schema_json = json::parse(read_file(data_file("schemas/report.schema.json")));
  valijson::Schema schema;
  valijson::SchemaParser(valijson::SchemaParser::kDraft7)
      .populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json), schema);
  valijson::ValidationResults results;
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(report), &results)) return {};
  std::string faults;
  for (const valijson::ValidationResults::Error& error : results) {
    for (const std::string& step : error.context) faults += step;
    faults += ": " + error.description + "\n";
  }
  return faults.empty() ? "invalid" : faults;
}

std::vector<std::string> keys_of(const std::string& text) {
  std::vector<std::string> keys;
  const auto ordered = nlohmann::ordered_json::parse(text);
  for (const auto& [key, value] : ordered.items()) keys.push_back(key);
  return keys;
}

TEST(ReportJson, IsValidAgainstItsSchema) {
  EXPECT_EQ(faults_of(json::parse(report_json(sample_report()))), "");
  EXPECT_EQ(faults_of(json::parse(report_json(consistent_report()))), "");
  Report bare;
  bare.number = "YB-2025-0002";
  EXPECT_EQ(faults_of(json::parse(report_json(bare))), "");
}

TEST(ReportJson, SchemaRefusesWhatTheInterfaceDoesNotAllow) {
  const json good = json::parse(report_json(sample_report()));
  const auto broken = [&](const char* pointer, const json& value) {
    json copy = good;
    copy[json::json_pointer(pointer)] = value;
    return faults_of(copy);
  };
  EXPECT_NE(broken("/verdict", "ok"), "");
  EXPECT_NE(broken("/fields/0/confidence", 1.5), "");
  EXPECT_NE(broken("/fields/0/where/box_mm", {1, 2, 3}), "");
  EXPECT_NE(broken("/fields/0/where/box_px", {1, 2, 3, 4}), "") << "a place has one box, not two";
  EXPECT_NE(broken("/fields/0/surprise", 1), "");
  EXPECT_NE(broken("/pages/0/fault", "none"), "");
  json without_key = good;
  without_key["pages"][0].erase("owner");
  EXPECT_NE(faults_of(without_key), "");
}

TEST(ReportJson, WindowsStandInItWhereTheyAreKnown) {
  Report report = sample_report();
  report.windows = {"second-half"};
  EXPECT_EQ(json::parse(report_json(report))["windows"], json::array({"second-half"}));
  EXPECT_EQ(faults_of(json::parse(report_json(report))), "");
}

TEST(ReportJson, KeepsTheOrderOfTheInterface) {
  EXPECT_EQ(keys_of(report_json(sample_report())),
            (std::vector<std::string>{"schema", "application", "verdict", "uploads", "pages", "fields",
                                      "findings", "timing_ms"}));
}

TEST(ReportJson, SaysNullWhereNothingIsKnown) {
  const json report = json::parse(report_json(sample_report()));
  const json& name = report["fields"][0];
  EXPECT_EQ(name["online"], "样本甲");
  EXPECT_EQ(name["paper"], "样本申");
  EXPECT_EQ(name["verdict"], "mismatch");
  EXPECT_EQ(name["confidence"], 0.988);
  EXPECT_EQ(name["where"]["box_mm"], json({46.0, 31.0, 58.0, 10.0}));
  EXPECT_TRUE(report["fields"][1]["paper"].is_null());
  EXPECT_TRUE(report["fields"][1]["where"]["crop"].is_null());
  const json& missing_page = report["pages"][6];
  EXPECT_EQ(missing_page["fault"], "missing");
  EXPECT_TRUE(missing_page["file"].is_null());
  EXPECT_TRUE(missing_page["page"].is_null());
  const json& missing_field = report["fields"][12];
  EXPECT_EQ(missing_field["verdict"], "missing");
  EXPECT_TRUE(missing_field["method"].is_null());
  EXPECT_TRUE(missing_field["where"].is_null());
  EXPECT_TRUE(report["findings"][5]["clause"].is_null());
}

TEST(ReportJson, PlacesEvidenceInPixels) {
  const json report = json::parse(report_json(sample_report()));
  const json& where = report["fields"].back()["where"];
  EXPECT_FALSE(where.contains("box_mm"));
  EXPECT_EQ(where["box_px"], json({400, 300, 900, 120}));
}

TEST(ReportJson, WritesNoNumberThatIsNone) {
  Report report = consistent_report();
  report.fields[0].confidence = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(json::parse(report_json(report))["fields"][0]["confidence"].is_null());
}

TEST(ReportJson, SurvivesFileNamesThatAreNoUtf8) {
  Report report = consistent_report();
  report.uploads[0].file = "\xC4\xE3\xBA\xC3.pdf";  // GBK
  EXPECT_EQ(faults_of(json::parse(report_json(report))), "");
}

TEST(SummaryLine, CountsInOneLine) {
  const std::string line = summary_line(sample_report());
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  EXPECT_EQ(line.back(), '\n');
  const json summary = json::parse(line);
  EXPECT_EQ(summary["number"], "YB-2025-0001");
  EXPECT_EQ(summary["verdict"], "inconsistent");
  EXPECT_EQ(summary["mismatch"], 5);
  EXPECT_EQ(summary["unreadable"], 1);
  EXPECT_EQ(summary["missing"], 3);
  EXPECT_EQ(summary["page_faults"], 5);
  EXPECT_EQ(summary["findings"], 6);
  EXPECT_EQ(summary["report"], "YB-2025-0001/report.json");
}

}  // namespace
}  // namespace hefu
