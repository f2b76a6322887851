#include "schemas/xpath.h"

#include <gtest/gtest.h>

#include "schemas/check_rules.h"
#include "schemas/xpath_syntax.h"

namespace hefu {
namespace {

Element leaf(std::string name, std::string text) {
  Element element;
  element.name = std::move(name);
  element.text = std::move(text);
  return element;
}

/// <case><filed>2025-07-15</filed><application><titles><current/></titles></application></case>
Element small_case(const std::string& appointed) {
  Element root = leaf("case", ""), application = leaf("application", ""), titles = leaf("titles", ""),
          current = leaf("current", "");
  current.children.push_back(leaf("appointed-on", appointed));
  titles.children.push_back(current);
  application.children.push_back(titles);
  root.children = {leaf("filed", "2025-07-15"), application};
  return root;
}

XPathValue evaluate(const Element& root, const std::string& text) {
  const CaseDocument document(root);
  XPathScope scope(document);
  return scope.evaluate(*XPath::compile(text));
}

Notice notice_with(const std::string& must) {
  Notice notice;
  Element rule = leaf("rule", "");
  rule.attributes = {
      {"id", "r"}, {"title", "t"}, {"check", "C9"}, {"severity", "error"}, {"for", "applicant"}};
  rule.children = {leaf("must", must), leaf("message", "m"), leaf("remedy", "r")};
  notice.rules.push_back({rule, "pack.xml"});
  return notice;
}

RuleOutcome outcome_of(const std::string& must, const std::string& appointed) {
  const Notice notice = notice_with(must);
  Diagnostics diagnostics;
  static std::vector<std::unique_ptr<RuleSet>> kept;  // outcomes point into their rules
  kept.push_back(std::make_unique<RuleSet>(notice, diagnostics));
  EXPECT_TRUE(diagnostics.empty());
  return kept.back()->evaluate(CaseDocument(small_case(appointed))).at(0);
}

std::string first_fault(const std::string& must) {
  const Diagnostics found = check_rules(notice_with(must));
  return found.empty() ? "" : found.front().message;
}

const char* const kTwoYears = "h:at-least-years(application/titles/current/appointed-on, filed, 2)";

TEST(XPath, CallsTheRulesFunctions) {
  EXPECT_EQ(
      evaluate(small_case("2023-07-15"), "h:years(application/titles/current/appointed-on, filed)").text,
      "2");
  EXPECT_TRUE(evaluate(small_case("2023-07-15"), kTwoYears).boolean);
  EXPECT_FALSE(evaluate(small_case("2023-07-16"), kTwoYears).boolean);
}

TEST(XPath, CountsFilteredUnionsTheSameEveryTime) {
  Element root = leaf("case", "");
  for (const char* day : {"1", "2"}) root.children.push_back(leaf("window", day));
  const CaseDocument document(root);
  XPathScope scope(document);
  const XPath first = *XPath::compile("(window[. > 1] | window[last()])[position() = 1]");
  for (int i = 0; i < 3; ++i) EXPECT_EQ(scope.evaluate(first).text, "2");
}

TEST(Rules, AreUndecidedWhereAMissingDayMatters) {
  EXPECT_EQ(outcome_of(kTwoYears, "2023-07").state, RuleOutcome::State::undecided);
  EXPECT_EQ(outcome_of(kTwoYears, "2023-06").state, RuleOutcome::State::holds);
  EXPECT_EQ(outcome_of(kTwoYears, "2023-08").state, RuleOutcome::State::fails);
  EXPECT_EQ(outcome_of(std::string("not(") + kTwoYears + ") or true()", "2023-07").state,
            RuleOutcome::State::holds);
}

TEST(CheckRules, FindPathsThatNoCaseHas) {
  EXPECT_NE(first_fault("application/titles/curent/level = '中级'").find("curent"), std::string::npos);
}

TEST(CheckRules, FindValuesThatAPathNeverHas) {
  EXPECT_NE(first_fault("application/applied-for/level = '高级'").find("高级"), std::string::npos);
}

TEST(CheckRules, FindRulesThatCanNeverFire) {
  const char* const always =
      "application/applied-for/level = '中级' or not(application/applied-for/level = '中级')";
  EXPECT_NE(first_fault(always).find("r"), std::string::npos);
  EXPECT_EQ(first_fault("application/applied-for/level = '中级'"), "");
}

TEST(CheckRules, RefuseIndexedUnionsThatLibxml2Miscounts) {
  EXPECT_NE(first_fault("(application/titles/current | application/titles/previous)[1]/level = '中级'")
                .find("libxml2"),
            std::string::npos);
}

TEST(XPathSyntax, NamesThePlaceOfAFault) {
  const ParsedXPath parsed = parse_xpath("a = 'b");
  EXPECT_FALSE(parsed.ok);
  EXPECT_EQ(parsed.fault_at, 4u);
  EXPECT_FALSE(parse_xpath("count(a").ok);
  EXPECT_TRUE(parse_xpath("a[@b = $c]/d | //e[last()]").ok);
}

}  // namespace
}  // namespace hefu
