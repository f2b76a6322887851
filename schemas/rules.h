#pragma once
#include <map>
#include <string>
#include <vector>

#include "schemas/diagnostic.h"
#include "schemas/notice.h"
#include "schemas/xpath.h"

namespace hefu {

/// An expression of a pack, with its source text.
struct RuleExpression {
  std::string text;
  std::optional<XPath> compiled;  // none: the text is empty
  explicit operator bool() const { return compiled.has_value(); }
};

/// Text with values in it: pieces and expressions in turn, a piece first.
struct RuleMessage {
  std::vector<std::string> pieces;
  std::vector<RuleExpression> values;  // one fewer than pieces
};

/// One rule of a notice, compiled. How it is written: schemas/RULES.md.
struct Rule {
  struct Need {
    RuleExpression path;
    std::string reason;
    bool of_everybody = false;  // asked before <when>
  };
  std::string id, title, check, audience, clause;
  Severity severity = Severity::error;
  RuleExpression each, when, must, at;
  std::vector<Need> needs;
  std::vector<std::pair<std::string, RuleExpression>> lets;
  RuleMessage message;
  std::string remedy;
  std::string file;  // of the pack that it stands in
  int line = 0;
};

struct RuleOutcome {
  enum class State { holds, fails, not_applicable, not_checked, undecided } state = State::holds;
  const Rule* rule = nullptr;
  std::string message;  // of a failure, and of what is undecided
  std::string reason;   // why it is not checked or undecided
  std::string path;     // the record's element that it is about, as in report.json; empty: none
};

/// A line of the answer to "why did this rule fire?": an expression and what it was.
struct RuleExplanation {
  std::string what, value;
  int depth = 0;
};

/// The rules of one notice, compiled. Not for two threads at a time.
class RuleSet {
 public:
  /// Bad rules (a wrong expression, no <must>) are told with file and line, and left out.
  RuleSet(const Notice& notice, Diagnostics& diagnostics);

  const std::vector<Rule>& rules() const { return rules_; }
  const Rule* find(const std::string& id) const;
  /// Whether any rule asks about the photo, which takes time to measure.
  bool look_at_photos() const;
  /// Every rule on one case: one outcome a rule, or one a node that fails where it is asked of `each`.
  std::vector<RuleOutcome> evaluate(const CaseDocument& document) const;
  /// `every_node`: one outcome for each node of `each`, whatever it is.
  std::vector<RuleOutcome> evaluate(const Rule& rule, XPathScope& scope, bool every_node = false) const;
  /// Why a rule came out as it did: each of its parts with the value that it had.
  std::vector<RuleExplanation> explain(const Rule& rule, const CaseDocument& document) const;

 private:
  std::vector<Rule> rules_;
};

const char* to_word(RuleOutcome::State state);  // "holds" ...: the words of schemas/RULES.md

/// The document that rules are asked of: `root`, a <case> without its notice part, and what the case says of
/// the pack: the windows and materials whose conditions hold, cut-offs resolved, categories. Bad conditions
/// are told.
CaseDocument case_document(const Element& root, const Notice& notice, Diagnostics& diagnostics);

/// Ids of the notice's windows whose conditions hold in the case.
std::vector<std::string> windows_that_apply(const CaseDocument& document);

}  // namespace hefu
