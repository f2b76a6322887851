#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/report.h"
#include "schemas/rules.h"

namespace hefu {

/// The compiled rules of the notices that one worker has met. Not for two threads at a time.
class RuleBook {
 public:
  /// Bad rules of the pack are told once.
  const RuleSet& rules_of(const Notice& notice, Diagnostics& diagnostics);

 private:
  std::map<std::string, std::unique_ptr<RuleSet>> known_;
};

/// What a notice's rules find in a case, each with its clause. A rule that fails is a finding of its own
/// severity; what is undecided is a warning to the reviewer; what is not checked is told too, never passed
/// over.
std::vector<Finding> apply_rules(const RuleSet& rules, const Notice& notice, const CaseDocument& document);

/// Why a rule came out as it did in a case, for a person (`check --explain`).
std::string explain_rule(const RuleSet& rules, const Notice& notice, const std::string& id,
                         const CaseDocument& document);

}  // namespace hefu
