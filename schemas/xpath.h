#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "schemas/element.h"
#include "schemas/rule_functions.h"

namespace hefu {

/// The document that rules look at, held so that XPath can be evaluated on it. The elements have no
/// namespace.
class CaseDocument {
 public:
  explicit CaseDocument(const Element& root);
  ~CaseDocument();
  CaseDocument(CaseDocument&&) noexcept;
  /// Adds an element at the end of the root element.
  void append(const Element& element);

 private:
  friend class XPathScope;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A compiled XPath 1.0 expression. Not for two threads at a time: evaluating keeps what it found of
/// functions.
class XPath {
 public:
  /// None, and `fault` says why in libxml2's words, when the expression is none. Throws only std::bad_alloc.
  static std::optional<XPath> compile(const std::string& text, std::string* fault = nullptr);
  ~XPath();
  XPath(XPath&&) noexcept;
  XPath& operator=(XPath&&) noexcept;

 private:
  friend class XPathScope;
  struct Impl;
  explicit XPath(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// A node of the document; lives as long as the document.
struct XPathNode {
  const void* node = nullptr;
};

struct XPathValue {
  enum class Kind { boolean, number, text, nodes } kind = Kind::text;
  bool boolean = false;          // XPath's boolean() of the value, whatever its kind
  std::string text;              // XPath's string() of it
  std::vector<XPathNode> nodes;  // of a node-set, in document order
};

/// A node-set of one node.
inline XPathValue only(XPathNode node) {
  XPathValue value;
  value.kind = XPathValue::Kind::nodes;
  value.nodes = {node};
  return value;
}

/// Evaluates expressions on one document: the context node, variables, the functions of schemas/RULES.md
/// under `h:`. Bad expression at run time (unknown variable, wrong type): `fault` is set and the value is
/// empty.
class XPathScope {
 public:
  explicit XPathScope(const CaseDocument& document);
  ~XPathScope();

  void start_at(XPathNode node);  // the context node; the document's root element at first
  void set_variable(const std::string& name, const XPathValue& value);
  void forget_variables();
  XPathValue evaluate(const XPath& expression);
  /// What went wrong since the last call; empty: nothing.
  std::string take_fault();
  OpenQuestions& questions();

  std::string text_of(XPathNode node) const;
  /// Whether something is there: an element of the record counts when it has a text or elements inside, since
  /// an empty one means the same as none; an element of any other part of the case counts as it stands.
  bool is_given(XPathNode node) const;
  /// /application/jobs/job[2]/end: below <application>, with an index on what can repeat; empty elsewhere.
  std::string record_path(XPathNode node) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hefu
