#pragma once
#include <string>
#include <vector>

namespace hefu {

struct XPathTree;

/// One step of a location path.
struct XPathStep {
  enum class Axis { child, attribute, self, parent, descendant_or_self, other } axis = Axis::child;
  std::string test;  // a name, "*", "node()", "text()"
  std::vector<XPathTree> predicates;
};

/// An XPath 1.0 expression taken apart, so that its paths can be held against a schema and its parts be told
/// to a person. Source: XML Path Language (XPath) Version 1.0, W3C 1999.
struct XPathTree {
  enum class Kind { operation, negation, function, literal, number, variable, path } kind = Kind::path;
  std::string name;  // operator (and or = != < <= > >= + - * div mod |), function, value, variable
  std::vector<XPathTree>
      children;           // operands, arguments; of a path: the expression that it starts from, if any
  bool absolute = false;  // the path starts with '/'
  std::vector<XPathStep> steps;
  std::vector<XPathTree> predicates;  // of a filter expression without steps
  std::size_t from = 0, to = 0;       // bytes of the source text
};

struct ParsedXPath {
  XPathTree tree;
  bool ok = false;
  std::size_t fault_at = 0;  // byte
  std::string fault;         // what was expected there
};

ParsedXPath parse_xpath(const std::string& text);

}  // namespace hefu
