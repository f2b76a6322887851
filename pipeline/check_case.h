#pragma once
#include <functional>
#include <span>

#include "pipeline/check_parts.h"

namespace hefu {

/// One case after checking. Bad data in the record itself: ok == false and diagnostics; nothing was compared.
struct CheckedCase {
  Report report;
  Diagnostics diagnostics;
  std::vector<std::pair<std::string, std::string>>
      codes;                // text of each page code seen, and this application's number
  std::string explanation;  // of the rule that CheckRun asks about
  bool ok = false;
};

using CheckWorkers = std::span<const std::unique_ptr<CheckWorker>>;

/// Checks what was uploaded for one application against its online record. `workers`: read the uploads, each
/// one at a time; what is found does not depend on how many they are. `on_upload`: called after each.
/// Fails: throws Error when a file cannot be read or the machine is broken.
CheckedCase check_case(const Case& given, CheckRun& run, CheckWorkers workers,
                       const std::function<void()>& on_upload = {});

/// One for each case, or each upload of an only case, that is read at a time.
std::vector<std::unique_ptr<CheckWorker>> make_workers(int count, const Machine& machine);

}  // namespace hefu
