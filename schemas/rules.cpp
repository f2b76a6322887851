#include "schemas/rules.h"

#include <algorithm>

#include "schemas/messages.h"
#include "schemas/xpath_syntax.h"

namespace hefu {
namespace {

struct RuleReader {
  const std::string& file;
  const Element& element;
  Diagnostics& diagnostics;
  bool ok = true;

  void report(int line, std::string message, std::string got, std::string hint) {
    Diagnostic& d = diagnostics.emplace_back();
    d.file = file;
    d.line = line;
    d.message = fmt::format(fmt::runtime(tr("规则 {}：{}")), element.attribute("id"), message);
    d.got = std::move(got);
    d.hint = std::move(hint);
    ok = false;
  }

  RuleExpression expression(const std::string& text, int line) {
    RuleExpression read{text, std::nullopt};
    const ParsedXPath parsed = parse_xpath(text);
    if (!parsed.ok) {
      report(line, parsed.fault, fmt::format("…{}", text.substr(std::min(parsed.fault_at, text.size()))),
             tr("表达式是 XPath 1.0，写法见 schemas/RULES.md"));
      return read;
    }
    std::string fault;
    read.compiled = XPath::compile(text, &fault);
    if (!read.compiled) report(line, fault, text, tr("表达式是 XPath 1.0，写法见 schemas/RULES.md"));
    return read;
  }

  RuleExpression part(const char* name) {
    const Element* found = element.child(name);
    return found ? expression(found->text, found->line) : RuleExpression{};
  }

  RuleMessage message(const Element& from) {
    RuleMessage read;
    const std::string& text = from.text;
    for (std::size_t at = 0;;) {
      const std::size_t open = text.find('{', at);
      read.pieces.push_back(text.substr(at, open == std::string::npos ? open : open - at));
      if (open == std::string::npos) return read;
      const std::size_t close = text.find('}', open);
      if (close == std::string::npos) {
        report(from.line, tr("花括号没有成对"), text.substr(open), tr("{ } 之间是 XPath 表达式"));
        return read;
      }
      read.values.push_back(expression(text.substr(open + 1, close - open - 1), from.line));
      at = close + 1;
    }
  }

  void one_of_each() {
    for (const char* name : {"must", "message", "remedy"})
      if (element.all(name).size() != 1)
        report(element.line, fmt::format(fmt::runtime(tr("须有且只有一个 <{}>")), name), "",
               tr("写法见 schemas/RULES.md"));
    for (const char* name : {"when", "at"})
      if (element.all(name).size() > 1)
        report(element.line, fmt::format(fmt::runtime(tr("<{}> 最多一个")), name), "",
               tr("写法见 schemas/RULES.md"));
  }
};

Severity severity_of(const std::string& word) {
  return word == "error" ? Severity::error : word == "warning" ? Severity::warning : Severity::info;
}

Rule read_rule(RuleReader& reader) {
  const Element& element = reader.element;
  reader.one_of_each();
  Rule rule;
  rule.id = element.attribute("id");
  rule.title = element.attribute("title");
  rule.check = element.attribute("check");
  rule.audience = element.attribute("for");
  rule.clause = element.attribute("clause");
  rule.severity = severity_of(element.attribute("severity"));
  rule.file = reader.file;
  rule.line = element.line;
  if (element.has("each")) rule.each = reader.expression(element.attribute("each"), element.line);
  rule.when = reader.part("when");
  rule.must = reader.part("must");
  rule.at = reader.part("at");
  bool before_when = element.child("when") != nullptr;
  for (const Element& child : element.children) {
    if (child.name == "when") before_when = false;
    if (child.name == "needs")
      rule.needs.push_back({reader.expression(child.attribute("path"), child.line), child.text, before_when});
    if (child.name == "let")
      rule.lets.emplace_back(child.attribute("name"),
                             reader.expression(child.attribute("select"), child.line));
  }
  if (const Element* message = element.child("message")) rule.message = reader.message(*message);
  if (const Element* remedy = element.child("remedy")) rule.remedy = remedy->text;
  return rule;
}

}  // namespace

RuleSet::RuleSet(const Notice& notice, Diagnostics& diagnostics) {
  for (const NoticeRule& given : notice.rules) {
    RuleReader reader{given.file, given.element, diagnostics};
    Rule rule = read_rule(reader);
    if (reader.ok) rules_.push_back(std::move(rule));
  }
}

const Rule* RuleSet::find(const std::string& id) const {
  const auto found = std::find_if(rules_.begin(), rules_.end(), [&](const Rule& r) { return r.id == id; });
  return found == rules_.end() ? nullptr : &*found;
}

bool RuleSet::look_at_photos() const {
  return std::any_of(rules_.begin(), rules_.end(), [](const Rule& r) { return r.check == "C11"; });
}

const char* to_word(RuleOutcome::State state) {
  switch (state) {
    case RuleOutcome::State::holds:
      return "holds";
    case RuleOutcome::State::fails:
      return "fails";
    case RuleOutcome::State::not_applicable:
      return "not-applicable";
    case RuleOutcome::State::not_checked:
      return "not-checked";
    case RuleOutcome::State::undecided:
      break;
  }
  return "undecided";
}

}  // namespace hefu
