#pragma once
#include <vector>

#include "ocr/image.h"
#include "templates/sheet.h"
#include "tests/support/random.h"

namespace hefu::support {

struct Pen {
  double red = 0, green = 0, blue = 0;  // share of the light that full ink lets through
  double strength = 1;
};

/// A pen's straight line, mm.
struct Segment {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

/// Strokes on an area of the page, mm. Coverage is collected first, so that crossing strokes are no darker
/// than one.
class Ink {
 public:
  Ink(const Image& page, double px_per_mm, const RectMm& area);
  void stroke(const Segment& s, double width_mm);
  void ring(double x_mm, double y_mm, double radius_mm, double width_mm);
  void print(Image& page, const Pen& pen, double patchiness, Random& random) const;

 private:
  double scale_;
  int left_, top_, width_, height_;
  std::vector<float> amount_;
};

}  // namespace hefu::support
