#pragma once
#include <vector>

#include "ocr/ink_map.h"
#include "ocr/verify.h"

namespace hefu {

/// Adds what stands in the boxes that nobody fills by hand to what judge_boxes says of the others. Parallel
/// to Page::boxes.
std::vector<BoxReading> read_boxes(const InkMap& ink, const Page& page, std::vector<BoxReading> readings);

/// Large dark areas where nothing is printed and nobody writes. Conservative: a shadow or a smear is none.
std::vector<ForeignInk> find_foreign_ink(const InkMap& ink, const Page& page);

}  // namespace hefu
