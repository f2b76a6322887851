#pragma once
#include "ocr/image.h"

namespace hefu {

/// How lines of text lie in a picture.
struct TextSkew {
  bool sideways = false;  // lines run from top to bottom: the picture is to be turned by a quarter
  double degrees = 0;     // clockwise, by which the lines are turned from there; up to 8 either way
  double clearness = 1;   // how much more the lines stand out this way than across; 1: no telling
};

/// Finds it by the ink's profile across the lines: it is sharpest where the profile runs along them.
/// Shapes: `mask` w x h, not 0 where there is ink; about 4 px a mm.
/// Source: Postl, Detection of linear oblique structures and skew scan in digitized documents, 1986.
TextSkew find_text_skew(const std::vector<std::uint8_t>& mask, int w, int h);

}  // namespace hefu
