#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "pipeline/case_facts.h"
#include "pipeline/report.h"

namespace hefu {

/// What the cases of a run say of each other: one ID number in two applications, one phone for many, the same
/// file, work or photo under two names. Built before the cases are checked, then only read: from any thread.
class CrossCheck {
 public:
  CrossCheck() = default;
  explicit CrossCheck(const std::vector<std::optional<CaseFacts>>& facts);

  /// The findings of one application, in the notice's words. Other people are named by application number
  /// alone.
  std::vector<Finding> findings_for(const std::string& number, const Notice& notice) const;

 private:
  struct Hit {
    std::string rule;
    Severity severity = Severity::warning;
    std::string message, remedy, path, file;
    int item = 0;
  };
  void compare_ids(const std::vector<const CaseFacts*>& facts);
  void compare_phones(const std::vector<const CaseFacts*>& facts);
  void compare_files(const std::vector<const CaseFacts*>& facts);
  void compare_works(const std::vector<const CaseFacts*>& facts);
  void compare_photos(const std::vector<const CaseFacts*>& facts);

  std::map<std::string, std::vector<Hit>> hits_;  // by application number
};

/// Reads what the cases are compared by, on up to `workers` threads. `on_record` is called for each valid
/// record, never twice at once. One case is compared with nobody.
std::vector<std::optional<CaseFacts>> read_facts(const std::vector<Case>& cases, int workers,
                                                 Sandbox& sandbox,
                                                 const std::function<void(const Application&)>& on_record);

}  // namespace hefu
