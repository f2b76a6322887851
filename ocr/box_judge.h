#pragma once
#include <vector>

#include "ocr/mark_map.h"
#include "ocr/verify.h"

namespace hefu {

/// Whether somebody fills this box by hand: writes, signs, dates or seals it.
bool is_filled_by_hand(const Box& box);

/// Whether each box of a page that is filled by hand is filled: what is in the picture without having been
/// printed, by colour, told by where the middle of each mark lies, so that a neighbour's seal or signature
/// that reaches in counts for the neighbour. Parallel to Page::boxes; the other boxes stay unclear.
std::vector<BoxReading> judge_boxes(const StraightPage& straight, const Page& page);

}  // namespace hefu
