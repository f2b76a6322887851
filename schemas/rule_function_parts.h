#pragma once
#include "schemas/rule_functions.h"

namespace hefu {

/// Private to the rule functions: the two halves of the table.
std::vector<RuleFunction> date_functions();
std::vector<RuleFunction> word_functions();

inline FunctionResult says(bool value) { return {FunctionResult::Kind::boolean, value, 0, {}}; }
inline FunctionResult says(double value) { return {FunctionResult::Kind::number, false, value, {}}; }
inline FunctionResult says(std::string value) {
  return {FunctionResult::Kind::text, false, 0, std::move(value)};
}

}  // namespace hefu
