#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace hefu {

/// Pixels of one value beside each other in a row of a mask.
struct MaskRun {
  int y = 0, begin = 0, end = 0;  // px, `end` one past
  int piece = 0;                  // index of what it belongs to
};

/// The runs of one value and the pieces that they make: what touches by a side.
struct MaskPieces {
  std::vector<MaskRun> runs;       // by rows, from left to right
  std::vector<std::size_t> sizes;  // px of each piece; pieces are in the order of their first runs
};

/// Parts a mask of `w` x `h` px, each 0 or 1, into pieces of the pixels that are `value`.
/// Source: union-find over runs: Rosenfeld and Pfaltz, Sequential operations in digital picture processing,
/// 1966.
MaskPieces find_pieces(const std::vector<std::uint8_t>& mask, int w, int h, std::uint8_t value);

}  // namespace hefu
