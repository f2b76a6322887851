#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/support/rule_cases.h"

namespace hefu {
namespace {

/// What the cases of all files are about: rule -> state -> how many. A rule of a base pack counts once,
/// wherever its cases stand.
std::map<std::string, std::map<std::string, int>> covered() {
  std::map<std::string, std::map<std::string, int>> seen;
  for (const auto& file : rule_case_files()) {
    const RuleCases suite = read_rule_cases(file);
    std::map<std::string, std::string> stands_in;
    const ReadNotice read = find_notice(suite.notice);
    for (const NoticeRule& rule : read.notice.rules)
      stands_in[rule.element.attribute("id")] = rule.file + " " + rule.element.attribute("id");
    for (const RuleCase& given : suite.cases)
      for (const ExpectedOutcome& expected : given.expected) ++seen[stands_in[expected.rule]][expected.state];
  }
  return seen;
}

TEST(RuleCases, HoldAtLeastThreeOfEveryRule) {
  const auto seen = covered();
  std::set<std::string> told;
  for (const std::string& id : notice_ids()) {
    const ReadNotice read = find_notice(id);
    ASSERT_TRUE(read.ok) << id;
    for (const NoticeRule& rule : read.notice.rules) {
      const std::string key = rule.file + " " + rule.element.attribute("id");
      if (!told.insert(key).second) continue;
      int all = 0;
      const auto found = seen.find(key);
      if (found != seen.end())
        for (const auto& [state, count] : found->second) all += count;
      EXPECT_GE(all, 3) << key;
      EXPECT_TRUE(found != seen.end() && found->second.count("holds")) << key << " never holds";
      EXPECT_TRUE(found != seen.end() && found->second.count("fails")) << key << " never fails";
    }
  }
}

TEST(RuleCases, AreTwoHundredAtLeast) {
  std::size_t cases = 0;
  for (const auto& file : rule_case_files()) cases += read_rule_cases(file).cases.size();
  EXPECT_GE(cases, 200u);
}

}  // namespace
}  // namespace hefu
