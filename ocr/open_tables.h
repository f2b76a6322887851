#pragma once
#include "ocr/page_layout.h"

namespace hefu {

/// Draws the rulings that tables of level rules alone leave out: where several rows between like rules leave
/// the same white from top to bottom, a column ends. Rows of one text and paragraphs stay as they are.
/// Shapes: `mask` as mask_of makes it; its rulings get more, its ink stays.
void rule_open_tables(PageMask& mask);

}  // namespace hefu
