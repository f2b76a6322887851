#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "schemas/element.h"
#include "schemas/rules.h"

namespace hefu {

/// One expectation of a made-up case: a rule and how it must come out.
struct ExpectedOutcome {
  std::string rule, state, says;
  int line = 0;
};

/// One made-up case of tests/rules.
struct RuleCase {
  std::string name, clause, now;
  int line = 0;
  Element root;  // <case> without its notice part
  std::vector<ExpectedOutcome> expected;
};

/// A file of tests/rules, its cases made from the base. Faults of the file itself are told in `faults`.
struct RuleCases {
  std::filesystem::path file;
  std::string notice;
  std::vector<RuleCase> cases;
  std::vector<std::string> faults;
};

RuleCases read_rule_cases(const std::filesystem::path& file);
std::vector<std::filesystem::path> rule_case_files();

std::vector<std::string> run_rule_case(const RuleCase& given, const Notice& notice, const RuleSet& rules);

}  // namespace hefu
