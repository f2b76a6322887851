#pragma once
#include <vector>

#include "ocr/mark_map.h"

namespace hefu {

/// A stamp that was found on the paper. Units: mm on the sheet.
struct SealMark {
  double x = 0, y = 0;  // its middle: a ring's centre, else that of what is seen
  double radius = 0;    // of the ring; 0: no ring was found
  RectMm box;           // of what is seen
  double ink_mm2 = 0;   // of full ink
  bool red = false;     // false: a copy's, known by its ring alone
  float level = 0;      // of its ink on the pen's map, 0..255
  bool covers(double x_mm, double y_mm) const;
};

/// Finds the stamps of a map: red ones by their colour, a copy's by their ring. Round seals of 34 to 46 mm
/// have rings; smaller or square ones only count when red.
std::vector<SealMark> find_seals(const MarkMap& marks);

}  // namespace hefu
