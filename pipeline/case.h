#pragma once
#include <filesystem>
#include <vector>

namespace hefu {

/// One application and what was uploaded for it.
struct Case {
  std::filesystem::path record;
  std::vector<std::filesystem::path> uploads;
  std::filesystem::path folder;  // file names in reports are relative to it; empty: their own names
  bool whole = true;             // a CASE: every form that the notice wants back should be here
};

}  // namespace hefu
