#include "schemas/case_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "schemas/rule_functions.h"

namespace hefu {
namespace {

using Places = std::vector<CasePlace>;
using Axis = XPathStep::Axis;

constexpr const char* kCaseSchema = "schemas/case.xsd";

/// XPath's own functions that rules may use, with how many arguments they take at least and at most.
const std::map<std::string, std::pair<int, int>>& core_functions() {
  static const std::map<std::string, std::pair<int, int>> functions = {{"last", {0, 0}},
                                                                       {"position", {0, 0}},
                                                                       {"count", {1, 1}},
                                                                       {"name", {0, 1}},
                                                                       {"local-name", {0, 1}},
                                                                       {"string", {0, 1}},
                                                                       {"concat", {2, 99}},
                                                                       {"starts-with", {2, 2}},
                                                                       {"contains", {2, 2}},
                                                                       {"substring", {2, 3}},
                                                                       {"substring-before", {2, 2}},
                                                                       {"substring-after", {2, 2}},
                                                                       {"string-length", {0, 1}},
                                                                       {"normalize-space", {0, 1}},
                                                                       {"translate", {3, 3}},
                                                                       {"boolean", {1, 1}},
                                                                       {"not", {1, 1}},
                                                                       {"true", {0, 0}},
                                                                       {"false", {0, 0}},
                                                                       {"number", {0, 1}},
                                                                       {"sum", {1, 1}},
                                                                       {"floor", {1, 1}},
                                                                       {"ceiling", {1, 1}},
                                                                       {"round", {1, 1}}};
  return functions;
}

/// An element whose content another schema describes: schema FILE in its xs:appinfo.
CasePlace followed(CasePlace place) {
  constexpr std::string_view mark = "schema ";
  const std::string info = place.schema->appinfo(place.declaration);
  if (!info.starts_with(mark)) return place;
  place.schema = &xsd(info.substr(mark.size()));
  place.declaration = place.schema->root(place.names.back());
  return place;
}

CasePlace below(const CasePlace& parent, const Xsd::Declaration& declaration, std::string name) {
  CasePlace place{parent.schema, declaration, parent.names, {parent}};
  place.names.push_back(std::move(name));
  return followed(std::move(place));
}

void add_unique(Places& places, CasePlace place) {
  if (std::find(places.begin(), places.end(), place) == places.end()) places.push_back(std::move(place));
}

void add_descendants(const CasePlace& place, Places& found) {
  add_unique(found, place);
  for (const CasePlace& child : CaseSchema::children(place)) add_descendants(child, found);
}

class Reader {
 public:
  Reader(const std::string& text, const CaseSchema::Variables& variables)
      : text_(text), variables_(variables) {}

  Places expression(const XPathTree& tree, const Places& context) {
    switch (tree.kind) {
      case XPathTree::Kind::path:
        return path(tree, context);
      case XPathTree::Kind::variable:
        return variable(tree, context);
      case XPathTree::Kind::literal:
      case XPathTree::Kind::number:
        reading.literals.push_back(tree.name);
        return {};
      case XPathTree::Kind::function:
        check_function(tree);
        [[fallthrough]];
      case XPathTree::Kind::negation:
      case XPathTree::Kind::operation:
        break;
    }
    return operands(tree, context);
  }

  CaseSchema::Reading reading;

  /// A function of periods reads `start` and `end` of its nodes, which no path of the rule names.
  void mention_periods(const Places& places) {
    for (const CasePlace& place : places)
      for (CasePlace& child : CaseSchema::children(place))
        if (child.names.back() == "start" || child.names.back() == "end")
          add_unique(reading.mentions, std::move(child));
  }

 private:
  std::string source(const XPathTree& tree) const { return text_.substr(tree.from, tree.to - tree.from); }

  Places operands(const XPathTree& tree, const Places& context) {
    std::vector<Places> sides;
    for (const XPathTree& child : tree.children) sides.push_back(expression(child, context));
    for (const XPathTree& child : tree.children)
      if (child.kind == XPathTree::Kind::literal || child.kind == XPathTree::Kind::number)
        for (const Places& side : sides)
          for (const CasePlace& place : side) reading.beside[place.path()].push_back(child.name);
    if (tree.kind == XPathTree::Kind::function && tree.name.starts_with("h:total-") && !sides.empty())
      mention_periods(sides.front());
    if (tree.kind == XPathTree::Kind::operation && (tree.name == "=" || tree.name == "!="))
      for (const std::size_t side : {0u, 1u})
        check_value(tree.children[side], sides[side], tree.children[1 - side]);
    if (tree.name != "|") return {};
    Places both;
    for (const Places& side : sides)
      for (const CasePlace& place : side) add_unique(both, place);
    if (!tree.predicates.empty() && tree.predicates.front().kind == XPathTree::Kind::number)
      reading.wrongly_counted.push_back(source(tree));
    return filtered(both, tree.predicates);
  }

  void check_value(const XPathTree& path, const Places& places, const XPathTree& other) {
    if (other.kind != XPathTree::Kind::literal || places.empty()) return;
    std::vector<std::string> allowed;
    for (const CasePlace& place : places) {
      const std::vector<std::string> values = place.schema->allowed(place.declaration);
      if (values.empty()) return;  // anything goes
      allowed.insert(allowed.end(), values.begin(), values.end());
    }
    if (!other.name.empty() && std::find(allowed.begin(), allowed.end(), other.name) == allowed.end())
      reading.impossible.push_back({source(path), other.name, allowed});
  }

  void check_function(const XPathTree& tree) {
    constexpr std::string_view prefix = "h:";
    const int given = static_cast<int>(tree.children.size());
    bool known = false;
    if (tree.name.starts_with(prefix)) {
      const RuleFunction* function = find_rule_function(std::string_view(tree.name).substr(prefix.size()));
      known = function && function->arguments == given;
    } else if (const auto core = core_functions().find(tree.name); core != core_functions().end()) {
      known = given >= core->second.first && given <= core->second.second;
    }
    if (!known) reading.unknown_functions.push_back(fmt::format("{}（{} 个参数）", tree.name, given));
  }

  Places variable(const XPathTree& tree, const Places&) {
    const auto known = variables_.find(tree.name);
    if (known == variables_.end()) {
      reading.unknown_variables.push_back(tree.name);
      return {};
    }
    return filtered(known->second, tree.predicates);
  }

  const Places& filtered(const Places& places, const std::vector<XPathTree>& predicates) {
    for (const XPathTree& predicate : predicates) expression(predicate, places);
    return places;
  }

  Places path(const XPathTree& tree, const Places& context) {
    Places places = tree.absolute ? Places{document()} : context;
    if (!tree.children.empty()) {
      places = expression(tree.children.front(), context);
      // A variable that holds no nodes, or a value: nothing can be said of what follows.
      if (places.empty()) return {};
    }
    for (const XPathStep& step : tree.steps) {
      const Places before = places;
      places = taken(step, before);
      if (places.empty() && !before.empty()) {
        reading.unknown.push_back({source(tree), before.front().path(), step.test});
        return {};
      }
      filtered(places, step.predicates);
    }
    for (const CasePlace& place : places) add_unique(reading.mentions, place);
    return places;
  }

  /// The document itself, above <case>.
  static CasePlace document() { return CasePlace{&xsd(kCaseSchema), {}, {}, {}}; }

  static bool matches(const std::string& test, const std::string& name) {
    return test == "*" || test == "node()" || test == name;
  }

  Places taken(const XPathStep& step, const Places& from) {
    Places found;
    for (const CasePlace& place : from) {
      switch (step.axis) {
        case Axis::self:
          add_unique(found, place);
          break;
        case Axis::parent:
          for (const CasePlace& owner : place.owner) add_unique(found, owner);
          break;
        case Axis::attribute:
          if (const auto attribute = place.schema->attribute(place.declaration, step.test))
            add_unique(found, below(place, attribute, "@" + step.test));
          break;
        case Axis::descendant_or_self:
          add_descendants(place, found);
          break;
        case Axis::child:
          if (step.test == "text()") add_unique(found, place);
          if (place.names.empty()) {
            if (matches(step.test, "case")) found = CaseSchema::root();
            break;
          }
          for (const CasePlace& child : CaseSchema::children(place))
            if (matches(step.test, child.names.back())) add_unique(found, child);
          break;
        case Axis::other:  // along siblings and ancestors: not followed
          break;
      }
    }
    return found;
  }

  const std::string& text_;
  const CaseSchema::Variables& variables_;
};

}  // namespace

std::string CasePlace::path() const { return fmt::format("{}", fmt::join(names, "/")); }

std::vector<CasePlace> CaseSchema::root() {
  const Xsd& schema = xsd(kCaseSchema);
  return {CasePlace{&schema, schema.root("case"), {"case"}, {}}};
}

std::vector<CasePlace> CaseSchema::children(const CasePlace& place) {
  std::vector<CasePlace> found;
  for (const Xsd::Declaration& child : place.schema->children(place.declaration))
    found.push_back(below(place, child, child.element->attribute("name")));
  return found;
}

CaseSchema::Reading CaseSchema::read(const XPathTree& tree, const std::string& text,
                                     const std::vector<CasePlace>& context, const Variables& variables) {
  Reader reader(text, variables);
  Places places = reader.expression(tree, context);
  reader.reading.places = std::move(places);
  return std::move(reader.reading);
}

}  // namespace hefu
