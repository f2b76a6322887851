#pragma once
#include <map>
#include <string>
#include <vector>

#include "schemas/xpath_syntax.h"
#include "schemas/xsd.h"

namespace hefu {

/// A place that a path of a rule may name: an element or attribute of <case>, by schemas/case.xsd and the
/// schemas that it takes in.
struct CasePlace {
  const Xsd* schema = nullptr;
  Xsd::Declaration declaration;
  std::vector<std::string> names;  // from "case" down; an attribute is "@name"
  std::vector<CasePlace>
      owner;  // the element above; empty for <case>: a vector only because the type is not complete

  std::string path() const;  // case/application/jobs/job
  bool operator<(const CasePlace& other) const { return names < other.names; }
  bool operator==(const CasePlace& other) const { return names == other.names; }
};

/// A path of a rule that no case can have, and why.
struct UnknownPath {
  std::string path;  // as written
  std::string at;    // where it leads astray
  std::string name;  // what is not there
};

/// A comparison of a path with a value that it can never have.
struct ImpossibleValue {
  std::string path, value;
  std::vector<std::string> allowed;
};

/// What the paths of a rule mean by the schemas.
class CaseSchema {
 public:
  using Variables = std::map<std::string, std::vector<CasePlace>>;
  struct Reading {
    std::vector<CasePlace> places;    // of the expression itself when it is a path
    std::vector<CasePlace> mentions;  // of every path in it, predicates included
    std::vector<UnknownPath> unknown;
    std::vector<ImpossibleValue> impossible;
    std::vector<std::string> wrongly_counted;  // (a | b)[1]: libxml2 2.9.14 takes now one and now the other
    std::vector<std::string> unknown_variables, unknown_functions;
    std::vector<std::string> literals;  // texts and numbers that stand in it
    std::map<std::string, std::vector<std::string>>
        beside;  // of those, the ones held against a place's value, by path
  };

  static std::vector<CasePlace> root();
  /// `context`: where the paths start.
  static Reading read(const XPathTree& tree, const std::string& text, const std::vector<CasePlace>& context,
                      const Variables& variables);
  static std::vector<CasePlace> children(const CasePlace& place);
};

}  // namespace hefu
