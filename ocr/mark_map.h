#pragma once
#include <cstdint>
#include <vector>

#include "ocr/straight_page.h"
#include "templates/sheet.h"

namespace hefu {

/// Ink by colour on a part of the straightened page, at 100 dpi, each level the share of the light that it
/// takes, 0..255, the paper's own unevenness taken off. Shapes: `width` x `height`, row 0 at the top.
/// Units: `left_mm`, `top_mm` on the sheet; px_per_mm.
struct MarkMap {
  static constexpr double px_per_mm = StraightPage::px_per_mm, mm_per_px = 1 / px_per_mm;
  enum State : std::uint8_t {
    free,     // nothing is printed here
    printed,  // the form's own print, with what registration may be off by: says nothing
    outside   // not in the picture
  };

  int width = 0, height = 0;
  double left_mm = 0, top_mm = 0;
  bool coloured = false;          // false: a grey scan, on which red is not told from black
  std::vector<std::uint8_t> pen;  // ink that is not red; all ink on a grey scan
  std::vector<std::uint8_t> red;  // red ink: green light taken beyond red light
  std::vector<std::uint8_t> state;
  float pen_noise = 1, red_noise = 1;  // standard deviation on blank paper

  std::size_t index(int x, int y) const { return static_cast<std::size_t>(y) * width + x; }
  double x_mm(int x) const { return left_mm + (x + 0.5) * mm_per_px; }
  double y_mm(int y) const { return top_mm + (y + 0.5) * mm_per_px; }
  int column(double mm) const;  // clamped to 0..width
  int row(double mm) const;     // clamped to 0..height
};

/// Maps a part of a page, to whole pixels.
MarkMap map_marks(const StraightPage& straight, const Page& page, const RectMm& part);

}  // namespace hefu
