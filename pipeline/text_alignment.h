#pragma once
#include <string>
#include <vector>

namespace hefu {

/// A stretch of one text in whose place another stands.
struct Exchange {
  std::size_t from = 0, to = 0;              // of the first text
  std::size_t other_from = 0, other_to = 0;  // of the second
};

struct Alignment {
  std::size_t same = 0;             // characters that both have in one place
  std::vector<Exchange> exchanges;  // neither side empty
};

/// Lays two texts over each other with the fewest edits. Source: Levenshtein, 1966.
Alignment align(const std::u32string& a, const std::u32string& b);

}  // namespace hefu
