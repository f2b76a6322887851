#pragma once
#include <vector>

#include "ocr/mark_map.h"
#include "ocr/seal_marks.h"

namespace hefu {

/// Connected ink of a pen (or of print that nobody expected). Units: mm on the sheet.
struct PenMark {
  RectMm box;
  double x = 0, y = 0;      // middle of its ink
  double ink_mm2 = 0;       // of full ink
  std::vector<int> pixels;  // indexes into the map
};

/// Finds what was written on a map. Left out: specks, streaks of a feeder, remnants of the form's own print
/// at the edge of its place, the smear of a red seal, a copy's seal.
std::vector<PenMark> find_pen_marks(const MarkMap& marks, const std::vector<SealMark>& seals);

}  // namespace hefu
