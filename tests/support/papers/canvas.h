#pragma once
#include <string>

#include "ocr/image.h"
#include "templates/sheet.h"
#include "tests/support/papers/faces.h"

namespace hefu::support {

struct PaperInk {
  int red = 25, green = 25, blue = 28;
};
/// "#rrggbb", or one of the layouts' words: black, red, blue, gold. Fails: throws Error(bad_input).
PaperInk paper_ink(const std::string& colour);

/// A sheet that is being printed, sRGB8 at 300 dpi. Units: mm, origin top left.
class Canvas {
 public:
  Canvas(double width_mm, double height_mm, const PaperInk& paper);

  /// Ink takes light away: what is printed over other print shows both.
  void fill(const RectMm& box, const PaperInk& ink, double strength = 1);
  void rule(double x0, double y0, double x1, double y1, double width_mm, const PaperInk& ink);
  void frame(const RectMm& box, double width_mm, const PaperInk& ink);
  /// `x`, `y`: the baseline's left end.
  void glyph(const PaperFaces& faces, const FoundGlyph& glyph, double x, double y, double size_mm,
             const PaperInk& ink, double bold = 0, double turn = 0);
  void picture(const Image& picture, const RectMm& box);

  Image take() { return std::move(image_); }
  Image& image() { return image_; }
  double px_per_mm() const { return px_per_mm_; }

 private:
  void put(int x, int y, const PaperInk& ink, double amount);
  Image image_;
  double px_per_mm_;
};

}  // namespace hefu::support
