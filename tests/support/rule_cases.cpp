#include "tests/support/rule_cases.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "schemas/application_values.h"
#include "schemas/case_schema.h"
#include "schemas/data_files.h"
#include "schemas/xml.h"

namespace hefu {
namespace {

namespace fs = std::filesystem;

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '"') {
      out += "&quot;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string to_xml(const Element& element, const std::string& more = {}) {
  std::string xml = "<" + element.name + more;
  for (const auto& [name, value] : element.attributes) xml += fmt::format(" {}=\"{}\"", name, escaped(value));
  xml += ">" + escaped(element.text);
  for (const Element& child : element.children) xml += to_xml(child);
  return xml + "</" + element.name + ">";
}

struct Step {
  std::string name;
  int index = 1;
};

std::vector<Step> steps_of(const std::string& path) {
  std::vector<Step> steps;
  for (std::size_t from = 0; from <= path.size();) {
    const std::size_t to = std::min(path.find('/', from), path.size());
    Step step{path.substr(from, to - from), 1};
    if (const std::size_t open = step.name.find('['); open != std::string::npos) {
      step.index = std::stoi(step.name.substr(open + 1));
      step.name.resize(open);
    }
    steps.push_back(std::move(step));
    from = to + 1;
  }
  return steps;
}

/// The element at a step, made where it is the next one; null: it is further away than that.
Element* taken(Element& parent, const Step& step, bool make) {
  int seen = 0;
  for (Element& child : parent.children)
    if (child.name == step.name && ++seen == step.index) return &child;
  if (!make || step.index != seen + 1) return nullptr;
  Element child;
  child.name = step.name;
  parent.children.push_back(std::move(child));
  return &parent.children.back();
}

class Changer {
 public:
  Changer(Element& root, std::vector<std::string>& faults, std::string where)
      : root_(root), faults_(faults), where_(std::move(where)) {}

  void apply(const Element& change) {
    const std::vector<Step> steps = steps_of(change.attribute("path"));
    if (change.name == "set") {
      set(steps, change.text);
    } else if (change.name == "remove") {
      remove(steps);
    } else if (change.name == "add") {
      if (Element* at = walk(steps, steps.size(), true))
        at->children.insert(at->children.end(), change.children.begin(), change.children.end());
    }
  }

  void set(const std::vector<Step>& steps, const std::string& text) {
    const bool attribute = steps.back().name.starts_with("@");
    Element* at = walk(steps, steps.size() - (attribute ? 1 : 0), true);
    if (!at) return;
    if (!attribute) {
      at->text = text;
      return;
    }
    const std::string name = steps.back().name.substr(1);
    std::erase_if(at->attributes, [&](const auto& a) { return a.first == name; });
    at->attributes.emplace_back(name, text);
  }

 private:
  Element* walk(const std::vector<Step>& steps, std::size_t count, bool make) {
    Element* at = &root_;
    for (std::size_t i = 0; at && i < count; ++i) at = taken(*at, steps[i], make);
    if (!at) faults_.push_back(where_ + "：没有这个位置 " + steps[count - 1].name);
    return at;
  }

  void remove(const std::vector<Step>& steps) {
    Element* parent = walk(steps, steps.size() - 1, false);
    if (!parent) return;
    if (steps.back().name.starts_with("@")) {
      std::erase_if(parent->attributes,
                    [&](const auto& a) { return a.first == steps.back().name.substr(1); });
      return;
    }
    const Element* gone = taken(*parent, steps.back(), false);
    if (!gone) {
      faults_.push_back(where_ + "：没有可删的 " + steps.back().name);
      return;
    }
    parent->children.erase(parent->children.begin() + (gone - parent->children.data()));
  }

  Element& root_;
  std::vector<std::string>& faults_;
  std::string where_;
};

/// The record as the program would read it: in the schema's order, valid, its values normalised.
void normalise_record(Element& root, const std::string& where, std::vector<std::string>& faults) {
  for (Element& part : root.children) {
    if (part.name != "application") continue;
    const std::string xml = to_xml(part, " xmlns=\"urn:hefu:application:1\"");
    ParsedXml parsed = parse_xml(xml, where, "schemas/application.xsd");
    for (const Diagnostic& d : parsed.diagnostics) faults.push_back(to_text(d));
    if (!parsed.ok) return;
    Diagnostics diagnostics;
    part = std::move(parsed.root);
    normalise_values(part, where, diagnostics);
    for (const Diagnostic& d : diagnostics) faults.push_back(to_text(d));
  }
}

/// What the schema of <case> does not know.
void check_known(const Element& element, const CasePlace& place, const std::string& where,
                 std::vector<std::string>& faults) {
  const std::vector<CasePlace> children = CaseSchema::children(place);
  for (const Element& child : element.children) {
    const auto known = std::find_if(children.begin(), children.end(),
                                    [&](const CasePlace& c) { return c.names.back() == child.name; });
    if (known == children.end()) {
      faults.push_back(fmt::format("{}：{} 之下没有 {}", where, place.path(), child.name));
    } else {
      check_known(child, *known, where, faults);
    }
  }
}

Element day(const std::string& name, const std::string& moment) {
  Element element;
  element.name = name;
  element.text = moment.substr(0, 10);
  if (moment.size() > 10) element.attributes.emplace_back("time", moment.substr(11));
  return element;
}

void add_days(Element& root, const std::string& now) {
  const std::string submitted = root.text_at("application/submitted-at");
  Element filed = day("filed", submitted.empty() ? now : submitted);
  filed.attributes.emplace_back("by", submitted.empty() ? "clock" : "record");
  root.children.push_back(day("now", now));
  root.children.push_back(std::move(filed));
}

ExpectedOutcome expectation(const Element& element) {
  return {element.attribute("rule"), element.name, element.attribute("says"), element.line};
}

RuleCase make_case(const Element& given, const Element& all, const Element& base,
                   std::vector<std::string>& faults) {
  RuleCase made;
  made.name = given.attribute("name");
  made.clause = given.attribute("clause");
  made.line = given.line;
  made.now = given.has("now") ? given.attribute("now") : all.attribute("now");
  made.root.name = "case";
  made.root.children = base.children;
  const std::string where = fmt::format("第 {} 行 {}", given.line, made.name);
  Changer changer(made.root, faults, where);
  const std::string filed = given.has("filed") ? given.attribute("filed") : all.attribute("filed");
  if (!filed.empty()) changer.set(steps_of("application/submitted-at"), filed);
  static const std::set<std::string> changes = {"set", "remove", "add"};
  for (const Element& child : given.children)
    changes.count(child.name) ? changer.apply(child) : made.expected.push_back(expectation(child));
  normalise_record(made.root, where, faults);
  add_days(made.root, made.now);
  check_known(made.root, CaseSchema::root().front(), where, faults);
  return made;
}

std::string told(const RuleOutcome& outcome) {
  return fmt::format("{} {}：{}{}", outcome.rule->id, to_word(outcome.state), outcome.message,
                     outcome.reason);
}

}  // namespace

std::vector<fs::path> rule_case_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(data_file("tests/rules")))
    if (entry.path().extension() == ".xml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

RuleCases read_rule_cases(const fs::path& file) {
  RuleCases read;
  read.file = file;
  const ParsedXml parsed = parse_xml(read_file(file), file.string(), "");
  for (const Diagnostic& d : parsed.diagnostics) read.faults.push_back(to_text(d));
  if (!parsed.ok) return read;
  read.notice = parsed.root.attribute("notice");
  const Element* base = parsed.root.child("base");
  if (!base) {
    read.faults.push_back("没有 <base>");
    return read;
  }
  for (const Element* given : parsed.root.all("case"))
    read.cases.push_back(make_case(*given, parsed.root, *base, read.faults));
  return read;
}

std::vector<std::string> run_rule_case(const RuleCase& given, const Notice& notice, const RuleSet& rules) {
  std::vector<std::string> faults;
  const auto fault = [&](const std::string& what) {
    faults.push_back(fmt::format("第 {} 行 {}：{}", given.line, given.name, what));
  };
  Diagnostics diagnostics;
  const CaseDocument document = case_document(given.root, notice, diagnostics);
  for (const Diagnostic& d : diagnostics) fault(to_text(d));
  const std::vector<RuleOutcome> outcomes = rules.evaluate(document);

  for (const RuleOutcome& outcome : outcomes) {
    const bool must_be_named =
        outcome.state == RuleOutcome::State::fails || outcome.state == RuleOutcome::State::undecided;
    const bool named =
        std::any_of(given.expected.begin(), given.expected.end(), [&](const ExpectedOutcome& e) {
          return e.rule == outcome.rule->id && e.state == to_word(outcome.state);
        });
    if (must_be_named && !named) fault("没有料到 " + told(outcome));
    if (outcome.reason.starts_with("规则本身有误")) fault(told(outcome));
  }
  for (const ExpectedOutcome& expected : given.expected) {
    const Rule* rule = rules.find(expected.rule);
    if (!rule) {
      fault("没有规则 " + expected.rule);
      continue;
    }
    const bool found = std::any_of(outcomes.begin(), outcomes.end(), [&](const RuleOutcome& outcome) {
      return outcome.rule == rule && expected.state == to_word(outcome.state) &&
             (outcome.message + outcome.reason).find(expected.says) != std::string::npos;
    });
    if (found) continue;
    std::string was;
    for (const RuleOutcome& outcome : outcomes)
      if (outcome.rule == rule) was += "［" + told(outcome) + "］";
    fault(fmt::format("料想 {} {} {}，实为 {}", expected.rule, expected.state, expected.says, was));
  }
  if (!given.expected.empty())
    if (const Rule* rule = rules.find(given.expected.front().rule))
      if (const std::string number = notice.clause(rule->clause).number; number != given.clause)
        fault(fmt::format("料想条款 {}，规则 {} 的是 {}", given.clause, rule->id, number));
  return faults;
}

}  // namespace hefu
