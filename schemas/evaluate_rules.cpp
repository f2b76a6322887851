#include <algorithm>

#include "schemas/ask.h"

namespace hefu {
namespace {

using State = RuleOutcome::State;

// Two to this power evaluations at most; a rule that leaves more questions open is undecided anyway.
constexpr int kMostOpenQuestions = 6;

bool is_given(const XPathValue& value, const XPathScope& scope) {
  if (value.kind != XPathValue::Kind::nodes) return value.boolean;
  return std::any_of(value.nodes.begin(), value.nodes.end(),
                     [&](const XPathNode& node) { return scope.is_given(node); });
}

std::string in_words(const RuleMessage& message, Asker& asker) {
  std::string text = message.pieces.front();
  for (std::size_t i = 0; i < message.values.size(); ++i) {
    const std::string value = asker.value(message.values[i]).text;
    text += value.empty() ? "（未填写）" : value;
    text += message.pieces[i + 1];
  }
  return text;
}

/// One rule asked once: of the case, or of one node of `each`.
class Inquiry {
 public:
  Inquiry(const Rule& rule, XPathScope& scope) : rule_(rule), scope_(scope), asker_(rule, scope) {}

  RuleOutcome outcome() {
    if (const Rule::Need* need = first_missing(true)) return not_checked(*need);
    std::optional<bool> concerned = true;
    if (rule_.when) concerned = asker_.ask(rule_.when);
    std::string why = asker_.reason();
    if (concerned == false) return {State::not_applicable, &rule_, {}, {}, {}};
    if (const Rule::Need* need = first_missing(false)) return not_checked(*need);
    const std::optional<bool> holds = asker_.ask(rule_.must);
    if (!holds) why = asker_.reason();
    if (const std::string fault = scope_.take_fault(); !fault.empty())
      return {State::not_checked, &rule_, {}, "规则本身有误：" + fault, {}};
    if (holds == true) return {State::holds, &rule_, {}, {}, {}};
    const bool sure = concerned && holds;
    return {sure ? State::fails : State::undecided, &rule_, in_words(rule_.message, asker_), sure ? "" : why,
            place()};
  }

 private:
  const Rule::Need* first_missing(bool of_everybody) {
    for (const Rule::Need& need : rule_.needs)
      if (need.of_everybody == of_everybody && !is_given(asker_.value(need.path), scope_)) return &need;
    return nullptr;
  }

  RuleOutcome not_checked(const Rule::Need& need) const {
    return {State::not_checked, &rule_, {}, need.reason, {}};
  }

  std::string place() {
    if (!rule_.at) return {};
    const XPathValue found = asker_.value(rule_.at);
    return found.nodes.empty() ? std::string() : scope_.record_path(found.nodes.front());
  }

  const Rule& rule_;
  XPathScope& scope_;
  Asker asker_;
};

}  // namespace

XPathValue Asker::evaluate_with_lets(const RuleExpression& expression) {
  scope_.questions().start_evaluation();
  if (!lets_set_ || lets_open_) {
    for (const auto& [name, select] : rule_.lets)
      scope_.set_variable(name, scope_.evaluate(*select.compiled));
    lets_set_ = true;
    lets_open_ = lets_open_ || !scope_.questions().first_open().empty();
  }
  return scope_.evaluate(*expression.compiled);
}

XPathValue Asker::value(const RuleExpression& expression) { return evaluate_with_lets(expression); }

std::optional<bool> Asker::ask(const RuleExpression& expression) {
  reason_.clear();
  return ask(expression, 0);
}

std::optional<bool> Asker::ask(const RuleExpression& expression, int open) {
  const bool answer = evaluate_with_lets(expression).boolean;
  OpenQuestions& questions = scope_.questions();
  const std::string question = questions.first_open();
  if (question.empty()) return answer;
  if (open == kMostOpenQuestions) return std::nullopt;
  questions.assume(question, false);
  const std::optional<bool> if_not = ask(expression, open + 1);
  questions.assume(question, true);
  const std::optional<bool> if_so = ask(expression, open + 1);
  questions.forget(question);
  if (if_not && if_so && *if_not == *if_so) return if_so;
  reason_ = questions.reason_of(question);
  return std::nullopt;
}

std::vector<RuleOutcome> RuleSet::evaluate(const Rule& rule, XPathScope& scope, bool every_node) const {
  std::vector<RuleOutcome> outcomes;
  scope.forget_variables();
  scope.start_at({});
  if (!rule.each) return {Inquiry(rule, scope).outcome()};
  const std::vector<XPathNode> nodes = scope.evaluate(*rule.each.compiled).nodes;
  RuleOutcome all_well{State::not_applicable, &rule, {}, {}, {}};
  for (const XPathNode& node : nodes) {
    scope.start_at(node);
    scope.set_variable("it", only(node));
    RuleOutcome outcome = Inquiry(rule, scope).outcome();
    if (every_node || outcome.state == State::fails || outcome.state == State::undecided) {
      outcomes.push_back(std::move(outcome));
    } else if (outcome.state == State::not_checked ||
               (outcome.state == State::holds && all_well.state != State::not_checked)) {
      all_well = std::move(outcome);
    }
  }
  // What could not be checked for one node is told even where another fails.
  if (outcomes.empty() || all_well.state == State::not_checked) outcomes.push_back(std::move(all_well));
  return outcomes;
}

std::vector<RuleOutcome> RuleSet::evaluate(const CaseDocument& document) const {
  XPathScope scope(document);
  std::vector<RuleOutcome> outcomes;
  for (const Rule& rule : rules_)
    for (RuleOutcome& outcome : evaluate(rule, scope)) outcomes.push_back(std::move(outcome));
  return outcomes;
}

}  // namespace hefu
