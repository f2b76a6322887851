#pragma once
#include "ocr/page_layout.h"

namespace hefu {

/// Makes one strip of characters that stand below each other: the label of a narrow cell that has nothing
/// else, or three and more of them close together outside of cells.
void join_below_each_other(std::vector<TextStrip>& strips);

/// The layout of a page whose text runs in columns from the right, each from its top.
/// Shapes: as find_layout. Cells count rows and columns as they are seen.
PageLayout find_vertical_layout(const Image& even);

}  // namespace hefu
