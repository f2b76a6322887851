#pragma once
#include <vector>

#include "ocr/image.h"
#include "ocr/page_reading.h"

namespace hefu {

// White left and right of what is cut.
constexpr int side_margin_px = 6;

/// How many px a strip has for one of the page, down and across.
struct StripScale {
  double down = 1, across = 1;
  bool operator==(const StripScale&) const = default;
};

/// A part of a page as the network wants it.
struct StripCut {
  Image picture;             // grey8, engine_strip_px high, white around what was cut
  double left = 0;           // px of the page: where the picture begins
  double across = 1;         // px of the picture for one of the page, where nothing was left out
  std::vector<int> columns;  // of the picture as it was cut, those that are left; empty: all

  /// Where on the page a place across the picture lies.
  double page_x(double picture_x) const;
};

/// Cuts a box out of a page. Shapes: `page` grey8, upright, light evened. `bounds`: px of the page, nothing
/// beyond is taken: rulings lie there. What is nearly white becomes white: paper's grain says nothing.
StripCut cut_strip(const Image& page, const BoxPx& box, const BoxPx& bounds, const StripScale& scale);

/// Leaves out most of wide white gaps between characters: the network's time goes with the width.
void narrow_gaps(StripCut& strip);

}  // namespace hefu
