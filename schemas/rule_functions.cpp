#include "schemas/rule_functions.h"

#include <algorithm>

#include "schemas/rule_function_parts.h"

namespace hefu {

bool OpenQuestions::answer(const std::string& question, const std::string& reason) {
  reasons_.emplace(question, reason);
  const auto known = assumed_.find(question);
  if (known != assumed_.end()) return known->second;
  if (first_open_.empty()) first_open_ = question;
  return false;
}

const std::vector<RuleFunction>& rule_functions() {
  static const std::vector<RuleFunction> all = [] {
    std::vector<RuleFunction> functions = date_functions();
    for (const RuleFunction& f : word_functions()) functions.push_back(f);
    return functions;
  }();
  return all;
}

const RuleFunction* find_rule_function(std::string_view name) {
  const auto& all = rule_functions();
  const auto found = std::find_if(all.begin(), all.end(), [&](const auto& f) { return f.name == name; });
  return found == all.end() ? nullptr : &*found;
}

}  // namespace hefu
