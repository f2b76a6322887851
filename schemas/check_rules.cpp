#include "schemas/check_rules.h"

#include "schemas/case_schema.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

template <typename... Args>
std::string say(const char* message, const Args&... args) {
  return fmt::format(fmt::runtime(tr(message)), args...);
}

/// Holds one rule's expressions against the schemas.
class RuleCheck {
 public:
  RuleCheck(const Rule& rule, Diagnostics& diagnostics) : rule_(rule), diagnostics_(diagnostics) {}

  void run() {
    context_ = CaseSchema::root();
    if (rule_.each) {
      context_ = read(rule_.each).places;
      variables_["it"] = context_;
    }
    for (const auto& [name, select] : rule_.lets) variables_[name] = read(select).places;
    for (const RuleExpression* part : {&rule_.when, &rule_.must, &rule_.at})
      if (*part) read(*part);
    for (const Rule::Need& need : rule_.needs) read(need.path);
    for (const RuleExpression& value : rule_.message.values) read(value);
  }

 private:
  CaseSchema::Reading read(const RuleExpression& expression) {
    const CaseSchema::Reading reading =
        CaseSchema::read(parse_xpath(expression.text).tree, expression.text, context_, variables_);
    for (const UnknownPath& path : reading.unknown)
      report(say("路径 {} 在数据规范里没有：{} 之下没有 {}", path.path, path.at, path.name),
             tr("能用的元素见 schemas/case.xsd 和 schemas/application.xsd"));
    for (const ImpossibleValue& value : reading.impossible)
      report(say("{} 不会是“{}”，可取的值是：{}", value.path, value.value, fmt::join(value.allowed, "、")),
             tr("请按数据规范写值，否则这个条件永远不成立"));
    for (const std::string& path : reading.wrongly_counted)
      report(say("{} 的结果靠不住：libxml2 对并集直接取序号会出错", path),
             tr("请写成 [position() = 1]，或先用 <let> 给出并集"));
    for (const std::string& name : reading.unknown_variables)
      report(say("变量 ${} 没有定义", name), tr("请先用 <let> 给出它的值；each 里的当前项是 $it"));
    for (const std::string& name : reading.unknown_functions)
      report(say("没有这个函数，或参数个数不对：{}", name), tr("函数见 schemas/RULES.md"));
    return reading;
  }

  void report(std::string message, std::string hint) {
    Diagnostic& d = diagnostics_.emplace_back();
    d.file = rule_.file;
    d.line = rule_.line;
    d.message = say("规则 {}：{}", rule_.id, message);
    d.hint = std::move(hint);
  }

  const Rule& rule_;
  Diagnostics& diagnostics_;
  std::vector<CasePlace> context_;
  CaseSchema::Variables variables_;
};

void check_reach(const Rule& rule, const RuleSet& rules, const Notice& notice, Diagnostics& diagnostics) {
  const RuleReach reach = search_reach(rule, rules, notice);
  if (reach.fails && reach.holds) return;
  Diagnostic& d = diagnostics.emplace_back();
  d.file = rule.file;
  d.line = rule.line;
  d.message = reach.fails ? say("规则 {} 永远不成立：试了 {} 种情况，没有一种符合", rule.id, reach.tried)
                          : say("规则 {} 永远不会触发：试了 {} 种情况，没有一种不符合", rule.id, reach.tried);
  d.hint = tr("请检查 <when> 和 <must> 是否互相矛盾，或条件是否恒真");
}

void check_clauses(const Notice& notice, Diagnostics& diagnostics) {
  if (const Element* clauses = notice.root.child("clauses"))
    for (const Element& clause : clauses->children)
      if (clause.text.empty()) {
        Diagnostic& d = diagnostics.emplace_back();
        d.line = clause.line;
        d.message = say("条款 {} 没有原文", clause.attribute("id"));
        d.hint = tr("请摘录通知的原文；通知没有说的，标明 source=\"design\"");
      }
}

}  // namespace

Diagnostics check_rules(const Notice& notice) {
  Diagnostics diagnostics;
  check_clauses(notice, diagnostics);
  const RuleSet rules(notice, diagnostics);
  for (const Rule& rule : rules.rules()) RuleCheck(rule, diagnostics).run();
  if (has_errors(diagnostics)) return diagnostics;
  for (const Rule& rule : rules.rules()) check_reach(rule, rules, notice, diagnostics);
  return diagnostics;
}

}  // namespace hefu
