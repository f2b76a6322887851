#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hefu {

/// A node that a rule hands to a function: its text, and its period where it has one.
struct FunctionNode {
  std::string text, start, end;  // of child elements `start` and `end`; empty when absent
};

/// What a rule hands to a function. Everything has a text; node-sets have their nodes too.
struct FunctionArgument {
  std::string text;
  double number = 0;  // NaN when the text is none
  std::vector<FunctionNode> nodes;
};
using FunctionArguments = std::vector<FunctionArgument>;

/// Questions that what is known leaves open (a date without its day, a year without a holiday table): each
/// has an assumed answer, so that a rule can be tried both ways.
class OpenQuestions {
 public:
  /// The assumed answer; a question that was not asked before is assumed false.
  bool answer(const std::string& question, const std::string& reason);
  void assume(const std::string& question, bool answer) { assumed_[question] = answer; }
  void forget(const std::string& question) { assumed_.erase(question); }
  /// The first question of the last evaluation that nothing was assumed for; empty: none.
  const std::string& first_open() const { return first_open_; }
  void start_evaluation() { first_open_.clear(); }
  const std::string& reason_of(const std::string& question) { return reasons_[question]; }

 private:
  std::map<std::string, bool> assumed_;
  std::map<std::string, std::string> reasons_;
  std::string first_open_;
};

struct FunctionResult {
  enum class Kind { boolean, number, text } kind = Kind::text;
  bool boolean = false;
  double number = 0;
  std::string text;
};

/// One function that rules may call, `h:` left out.
struct RuleFunction {
  std::string_view name;
  int arguments = 0;
  FunctionResult::Kind result = FunctionResult::Kind::text;
  FunctionResult (*call)(const FunctionArguments& arguments, OpenQuestions& questions) = nullptr;
};

/// Every function of schemas/RULES.md. Null: there is none of that name.
const RuleFunction* find_rule_function(std::string_view name);
const std::vector<RuleFunction>& rule_functions();

}  // namespace hefu
