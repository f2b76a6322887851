#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace hefu {

/// A file of many people's papers, as it lies in memory while it is sorted and read.
struct StackFile {
  std::string name, sha256, bytes;
};
// A scanner's feeder holds a few hundred sheets; no stack that is one file is longer.
constexpr int most_stack_pages = 5000;

/// The pages of a stack that are one application's: one copy of its forms at most.
struct StackShare {
  std::shared_ptr<const StackFile> stack;
  std::vector<int> pages;  // 0-based in the stack, ascending
};

/// One application and what was uploaded for it.
struct Case {
  std::filesystem::path record;
  std::vector<std::filesystem::path> uploads;
  std::filesystem::path folder;  // file names in reports are relative to it; empty: their own names
  std::vector<StackShare> shares;
  bool whole = true;  // a CASE: every form that the notice wants back should be here
};

}  // namespace hefu
