#include "pipeline/apply_rules.h"

#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

using State = RuleOutcome::State;

Finding about(const RuleOutcome& outcome, const Notice& notice) {
  const Rule& rule = *outcome.rule;
  Finding finding;
  finding.rule = rule.id;
  finding.check = rule.check;
  finding.outcome = to_word(outcome.state);
  finding.title = rule.title;
  finding.reason = outcome.reason;
  finding.severity = rule.severity;
  finding.audience = rule.audience == "applicant" ? Audience::applicant : Audience::reviewer;
  finding.message = outcome.message;
  finding.remedy = rule.remedy;
  finding.clause_notice = notice.id;
  finding.clause = notice.clause(rule.clause);
  finding.path = outcome.path;
  return finding;
}

/// Also called by reports, which is why it is no tr(): a report speaks the notice's language.
std::string spoken_state(State state) {
  switch (state) {
    case State::holds:
      return "符合";
    case State::fails:
      return "不符合";
    case State::not_applicable:
      return "不适用";
    case State::not_checked:
      return "未核对";
    case State::undecided:
      break;
  }
  return "无法判定";
}

}  // namespace

const RuleSet& RuleBook::rules_of(const Notice& notice, Diagnostics& diagnostics) {
  std::unique_ptr<RuleSet>& rules = known_[notice.id];
  if (!rules) rules = std::make_unique<RuleSet>(notice, diagnostics);
  return *rules;
}

std::vector<Finding> apply_rules(const RuleSet& rules, const Notice& notice, const CaseDocument& document) {
  std::vector<Finding> findings;
  for (const RuleOutcome& outcome : rules.evaluate(document)) {
    if (outcome.state == State::holds || outcome.state == State::not_applicable) continue;
    Finding finding = about(outcome, notice);
    if (outcome.state == State::undecided) {
      finding.severity = Severity::warning;
      finding.audience = Audience::reviewer;
      finding.message = fmt::format("无法判定“{}”：{}", outcome.rule->title, outcome.reason);
      finding.remedy = "请对照证书或原件判定";
    }
    if (outcome.state == State::not_checked) {
      finding.severity = Severity::info;
      finding.audience = Audience::reviewer;
      finding.message = fmt::format("未核对“{}”：{}", outcome.rule->title, outcome.reason);
      finding.remedy.clear();
    }
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::string explain_rule(const RuleSet& rules, const Notice& notice, const std::string& id,
                         const CaseDocument& document) {
  const Rule* rule = rules.find(id);
  if (!rule)
    throw Error(ErrorKind::usage, fmt::format(fmt::runtime(tr("通知 {} 没有规则 {}")), notice.id, id),
                tr("用 hefu notice show 查看这份通知的全部规则"));
  const Clause clause = notice.clause(rule->clause);
  std::string text = fmt::format("{}  {}（{}）\n  {} {}：{}\n", rule->id, rule->title, rule->check, notice.id,
                                 clause.number, clause.quote);
  XPathScope scope(document);
  for (const RuleOutcome& outcome : rules.evaluate(*rule, scope)) {
    text += fmt::format("  {}", spoken_state(outcome.state));
    for (const std::string* words : {&outcome.message, &outcome.reason})
      if (!words->empty()) text += "：" + *words;
    text += "\n";
  }
  for (const RuleExplanation& line : rules.explain(*rule, document))
    text += fmt::format("    {:{}}{}{}{}\n", "", 2 * line.depth, line.what, line.value.empty() ? "" : " → ",
                        line.value);
  return text;
}

}  // namespace hefu
