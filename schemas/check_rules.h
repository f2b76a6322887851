#pragma once
#include "schemas/diagnostic.h"
#include "schemas/rules.h"

namespace hefu {

/// What a person who writes a pack should know of its rules: paths that no case can have, values that a path
/// can never take, unknown functions and variables, clauses without words, and rules that never fail or never
/// hold. The last is found by trying: cases are made of the values that the rule itself speaks of until it
/// came out both ways. Errors each name file, line and rule.
Diagnostics check_rules(const Notice& notice);

/// Whether a rule can come out both ways, tried on made-up cases of the values that it speaks of
/// (repeatable).
struct RuleReach {
  bool fails = false, holds = false;
  int tried = 0;
};
RuleReach search_reach(const Rule& rule, const RuleSet& rules, const Notice& notice);

}  // namespace hefu
