#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "ocr/page_reading.h"
#include "pipeline/claim_neighbours.h"

namespace hefu {

/// One line, or two of which the second goes on where the first ends.
struct LineChain {
  std::size_t first = 0;
  std::optional<std::size_t> second;
  std::u32string text;
  std::size_t break_at = 0;  // of the text: where the second line begins
  bool running = false;      // the two are set as running text, and no label begins the second
};

/// Every line of a page that is not vertical, then every two of which the second goes on: below, as high, in
/// the same cell. Without blanks; what engines make of the naughts and tens of Chinese dates is put right.
std::vector<LineChain> chains_of(const PaperReading& paper);

/// The line that a chain goes on from, or goes on to; it touches where the two are set as running text.
/// Empty: none.
Beside line_above(const LineChain& line, const std::vector<LineChain>& chains);
Beside line_below(const LineChain& line, const std::vector<LineChain>& chains);

}  // namespace hefu
