#include "pipeline/decide.h"

namespace hefu {
namespace {

Report report_with(Verdict verdict) {
  Report report;
  FieldReport field;
  field.verdict = verdict;
  report.fields.push_back(field);
  return report;
}

TEST(Decide, MatchAndNotOnlineAreConsistent) {
  EXPECT_EQ(decide(report_with(Verdict::match)), CaseVerdict::consistent);
  EXPECT_EQ(decide(report_with(Verdict::not_online)), CaseVerdict::consistent);
}

TEST(Decide, OneMismatchOrMissingFieldIsInconsistent) {
  EXPECT_EQ(decide(report_with(Verdict::mismatch)), CaseVerdict::inconsistent);
  EXPECT_EQ(decide(report_with(Verdict::missing)), CaseVerdict::inconsistent);
}

TEST(Decide, UnreadableFieldNeedsReview) {
  EXPECT_EQ(decide(report_with(Verdict::unreadable)), CaseVerdict::needs_review);
}

TEST(Decide, FaultyPageIsInconsistentThoughAllFieldsMatch) {
  Report report = report_with(Verdict::match);
  report.pages.resize(1);
  report.pages[0].fault = PageFault::doubled;
  EXPECT_EQ(decide(report), CaseVerdict::inconsistent);
}

TEST(Decide, CoveredCodeAloneIsNoReason) {
  Report report = report_with(Verdict::match);
  report.findings.push_back({"code-absent", Severity::warning});
  EXPECT_EQ(decide(report), CaseVerdict::consistent);
  report.findings.push_back({"owner-unknown", Severity::warning});
  EXPECT_EQ(decide(report), CaseVerdict::needs_review);
  report.findings.push_back({"code-forged", Severity::error});
  EXPECT_EQ(decide(report), CaseVerdict::inconsistent);
}

}  // namespace
}  // namespace hefu
