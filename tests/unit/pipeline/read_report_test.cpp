#include "pipeline/read_report.h"

#include <gtest/gtest.h>

#include "schemas/error.h"
#include "tests/unit/pipeline/report_sample.h"

namespace hefu {
namespace {

std::string changed(const std::string& from, const std::string& to) {
  std::string text = report_json(sample_report());
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string complaint(const std::string& bytes) {
  try {
    parse_report(bytes, "某处/report.json");
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::bad_input);
    return error.what();
  }
  return {};
}

TEST(ReadReport, GivesBackWhatWasWritten) {
  Report report = sample_report();
  report.timing_ms = {};  // not read
  EXPECT_EQ(report_json(parse_report(report_json(report), "report.json")), report_json(report));
  report.windows = {"first-half", "second-half"};
  EXPECT_EQ(report_json(parse_report(report_json(report), "report.json")), report_json(report));
}

TEST(ReadReport, FaultsAreNamedWithTheirPlace) {
  EXPECT_NE(complaint("{").find("某处/report.json"), std::string::npos);
  EXPECT_NE(complaint("[]").find("应为对象"), std::string::npos);
  EXPECT_NE(complaint(changed("\"hefu-report/1\"", "\"hefu-report/2\"")).find("hefu-report/2"),
            std::string::npos);
  EXPECT_NE(complaint(changed("\"verdict\": \"mismatch\"", "\"verdict\": \"wrong\"")).find(".fields["),
            std::string::npos);
}

// Both become paths.
TEST(ReadReport, NumberAndPicturesCannotLeadOutOfTheFolder) {
  const std::string number = "\"number\": \"" + sample_report().number + "\"";
  EXPECT_FALSE(complaint(changed(number, "\"number\": \"../../etc\"")).empty());
  EXPECT_FALSE(complaint(changed("\"crops/", "\"crops/../../")).empty());
  EXPECT_FALSE(complaint(changed("\"crops/", "\"/crops/")).empty());
}

}  // namespace
}  // namespace hefu
