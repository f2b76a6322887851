#include "schemas/ask.h"
#include "schemas/xpath_syntax.h"

namespace hefu {
namespace {

using Kind = XPathTree::Kind;

// A list of many entries is told by its first ones.
constexpr std::size_t kMostTold = 5;

class Explainer {
 public:
  Explainer(const Rule& rule, XPathScope& scope, std::vector<RuleExplanation>& lines)
      : scope_(scope), asker_(rule, scope), lines_(lines) {}

  void condition(const std::string& what, const RuleExpression& expression, int depth) {
    if (!expression) return;
    add(what, in_words(asker_.ask(expression)), depth);
    tree(parse_xpath(expression.text).tree, expression.text, depth + 1);
  }

  void value(const std::string& what, const RuleExpression& expression, int depth) {
    add(what, in_words(asker_.value(expression)), depth);
  }

  void add(std::string what, std::string value, int depth) {
    lines_.push_back({std::move(what), std::move(value), depth});
  }

 private:
  std::string in_words(std::optional<bool> answer) const {
    if (!answer) return "无法判定：" + asker_.reason();
    return *answer ? "是" : "否";
  }

  std::string in_words(const XPathValue& value) const {
    if (value.kind == XPathValue::Kind::boolean) return value.boolean ? "是" : "否";
    if (value.kind != XPathValue::Kind::nodes) return fmt::format("“{}”", value.text);
    if (value.nodes.empty()) return "（无）";
    std::vector<std::string> texts;
    for (const XPathNode& node : value.nodes)
      if (texts.size() < kMostTold) texts.push_back(fmt::format("“{}”", scope_.text_of(node)));
    const std::string more =
        value.nodes.size() > kMostTold ? fmt::format(" 等 {} 项", value.nodes.size()) : "";
    return fmt::format("{}{}", fmt::join(texts, "、"), more);
  }

  static std::string source(const XPathTree& part, const std::string& text) {
    return text.substr(part.from, part.to - part.from);
  }

  void tree(const XPathTree& part, const std::string& text, int depth) {
    const bool joins = (part.kind == Kind::operation && (part.name == "and" || part.name == "or")) ||
                       (part.kind == Kind::function && part.name == "not");
    if (!joins) return values(part, text, depth);
    for (const XPathTree& child : part.children) {
      const std::string words = source(child, text);
      if (child.kind == Kind::path) {
        path(words, depth);
        continue;
      }
      add(words, truth(words), depth);
      tree(child, text, depth + 1);
    }
  }

  /// The paths and calls that a comparison is made of.
  void values(const XPathTree& part, const std::string& text, int depth) {
    for (const XPathTree& child : part.children) {
      if (child.kind == Kind::literal || child.kind == Kind::number) continue;
      const std::string words = source(child, text);
      path(words, depth);
      if (child.kind != Kind::path) values(child, text, depth + 1);
    }
  }

  void path(const std::string& words, int depth) {
    if (RuleExpression expression = compiled(words)) add(words, in_words(asker_.value(expression)), depth);
  }

  std::string truth(const std::string& words) {
    const RuleExpression expression = compiled(words);
    return expression ? in_words(asker_.ask(expression)) : std::string();
  }

  static RuleExpression compiled(const std::string& text) { return {text, XPath::compile(text)}; }

  XPathScope& scope_;
  Asker asker_;
  std::vector<RuleExplanation>& lines_;
};

void explain_once(const Rule& rule, XPathScope& scope, int depth, std::vector<RuleExplanation>& lines) {
  Explainer explainer(rule, scope, lines);
  for (const auto& [name, select] : rule.lets)
    explainer.value(fmt::format("${} = {}", name, select.text), select, depth);
  for (const Rule::Need& need : rule.needs)
    explainer.value(fmt::format("须有 {}", need.path.text), need.path, depth);
  explainer.condition("适用于：" + rule.when.text, rule.when, depth);
  explainer.condition("应满足：" + rule.must.text, rule.must, depth);
}

}  // namespace

std::vector<RuleExplanation> RuleSet::explain(const Rule& rule, const CaseDocument& document) const {
  std::vector<RuleExplanation> lines;
  XPathScope scope(document);
  if (!rule.each) {
    explain_once(rule, scope, 0, lines);
    return lines;
  }
  const XPathValue nodes = scope.evaluate(*rule.each.compiled);
  lines.push_back({"逐项：" + rule.each.text, fmt::format("{} 项", nodes.nodes.size()), 0});
  for (const XPathNode& node : nodes.nodes) {
    scope.start_at(node);
    scope.set_variable("it", only(node));
    lines.push_back({fmt::format("— {}", scope.record_path(node)), "", 0});
    explain_once(rule, scope, 1, lines);
  }
  return lines;
}

}  // namespace hefu
