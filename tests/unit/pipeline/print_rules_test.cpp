#include "pipeline/print_rules.h"

#include <gtest/gtest.h>

namespace hefu {
namespace {

PrintRule rule_of(const std::string& notice, const std::string& kind, const std::string& level) {
  const ReadNotice read = find_notice(notice);
  EXPECT_TRUE(read.ok);
  Form form;
  form.kind = kind;
  return print_rule(read.notice, form, level);
}

TEST(PrintRules, PrintOneSubmissionFormToCopyWhereTheNoticeAsksForOneOriginal) {
  const PrintRule rule = rule_of("2025-green-channel", "submission-form", "正高级");
  EXPECT_EQ(rule.copies, 1);
  EXPECT_EQ(rule.photocopies, 14);
  EXPECT_EQ(rule.sides, Sides::both);
}

TEST(PrintRules, CountCopiesByLevelInTongliao) {
  for (const char* level : {"正高级", "副高级"})
    EXPECT_EQ(rule_of("2024-tongliao", "submission-form", level).copies, 15) << level;
  for (const char* level : {"中级", "助理级", "员级", "初级"})
    EXPECT_EQ(rule_of("2024-tongliao", "submission-form", level).copies, 5) << level;
  EXPECT_EQ(rule_of("2024-tongliao", "submission-form", "中级").photocopies, 0);
}

TEST(PrintRules, PrintFifteenSubmissionFormsIn2020) {
  for (const char* notice : {"2020-green-channel", "2020-region"})
    EXPECT_EQ(rule_of(notice, "submission-form", "副高级").copies, 15) << notice;
}

TEST(PrintRules, PrintTwoEvaluationForms) {
  for (const char* notice : {"2020-green-channel", "2025-green-channel", "2024-tongliao", "2020-region"})
    EXPECT_EQ(rule_of(notice, "evaluation-form", "副高级").copies, 2) << notice;
}

TEST(PrintRules, PrintOnceWhatIsNoItemOfTheList) {
  const PrintRule rule = rule_of("2025-green-channel", "checklist", "中级");
  EXPECT_EQ(rule.copies, 1);
  EXPECT_EQ(rule.photocopies, 0);
  EXPECT_EQ(rule.sides, Sides::one);
}

}  // namespace
}  // namespace hefu
