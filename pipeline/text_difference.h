#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace hefu {

/// A stretch of text that is in both texts, or in this one alone.
struct TextStretch {
  std::string text;
  bool differs = false;
};

struct TextDifference {
  std::vector<TextStretch> online, paper;
};

/// Marks, character by character, where two texts differ.
/// Source: longest common subsequence of code points; common ends are cut off first.
TextDifference differing(std::string_view online, std::string_view paper);

}  // namespace hefu
