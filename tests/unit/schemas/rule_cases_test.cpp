#include "tests/support/rule_cases.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "schemas/check_rules.h"

namespace hefu {
namespace {

std::string name_of(const testing::TestParamInfo<std::filesystem::path>& info) {
  std::string name = "of_" + info.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
}

class RuleCasesOf : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(RuleCasesOf, GiveTheFindingsThatWereExpected) {
  const RuleCases suite = read_rule_cases(GetParam());
  for (const std::string& fault : suite.faults) ADD_FAILURE() << fault;
  const ReadNotice read = find_notice(suite.notice);
  ASSERT_TRUE(read.ok) << suite.notice;
  Diagnostics diagnostics;
  const RuleSet rules(read.notice, diagnostics);
  for (const Diagnostic& d : diagnostics) ADD_FAILURE() << to_text(d);
  for (const RuleCase& given : suite.cases)
    for (const std::string& fault : run_rule_case(given, read.notice, rules))
      ADD_FAILURE() << suite.file.filename().string() << " " << fault;
}

INSTANTIATE_TEST_SUITE_P(Suite, RuleCasesOf, testing::ValuesIn(rule_case_files()), name_of);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(RuleCasesOf);

TEST(NoticePacks, HaveNoFaultThatValidatingFinds) {
  for (const std::string& id : notice_ids()) {
    const ReadNotice read = find_notice(id);
    for (const Diagnostic& d : read.diagnostics) ADD_FAILURE() << to_text(d);
    if (!read.ok) continue;
    for (const Diagnostic& d : check_rules(read.notice)) ADD_FAILURE() << to_text(d);
  }
}

}  // namespace
}  // namespace hefu
