#pragma once
#include "ocr/line_judge.h"

namespace hefu {

/// Whether the rules across a column of the page, above and below a place, all have their ink there: a fold
/// down the sheet that took a character would have broken them. False, too, where there are too few to tell.
bool rules_are_whole(const ScanContext& scan, double from_mm, double to_mm, double y_mm);

}  // namespace hefu
