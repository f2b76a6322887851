#pragma once
#include <optional>
#include <string>

#include "schemas/rules.h"

namespace hefu {

/// Private to the rules. Whether an expression is true, three-valued: it is tried with both answers to every
/// question that the case leaves open, and is decided when all come out the same.
class Asker {
 public:
  Asker(const Rule& rule, XPathScope& scope) : rule_(rule), scope_(scope) {}

  std::optional<bool> ask(const RuleExpression& expression);
  /// A value for a message: what an open question would change in it is taken as 'no'.
  XPathValue value(const RuleExpression& expression);
  /// Why the last answer was none.
  const std::string& reason() const { return reason_; }

 private:
  XPathValue evaluate_with_lets(const RuleExpression& expression);
  std::optional<bool> ask(const RuleExpression& expression, int open);

  const Rule& rule_;
  XPathScope& scope_;
  std::string reason_;
  bool lets_set_ = false;
  bool lets_open_ = false;  // a value among them depends on what is open, and is found anew for each answer
};

}  // namespace hefu
