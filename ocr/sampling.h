#pragma once
#include <algorithm>
#include <cmath>

#include "ocr/image.h"

namespace hefu {

/// One grey value between pixels (centres at whole numbers), bilinear. The place and the pixel to its right
/// and below must be in the picture.
inline float grey_between(const Image& grey, float x, float y) {
  const int column = static_cast<int>(x), row = static_cast<int>(y);
  const float fx = x - static_cast<float>(column), fy = y - static_cast<float>(row);
  const std::uint8_t* upper = grey.pixels.data() + static_cast<std::ptrdiff_t>(row) * grey.width + column;
  const std::uint8_t* lower = upper + grey.width;
  const float above = upper[0] + (upper[1] - upper[0]) * fx;
  const float below = lower[0] + (lower[1] - lower[0]) * fx;
  return above + (below - above) * fy;
}

/// The same anywhere; the nearest pixel outside the picture.
inline float grey_at(const Image& grey, float x, float y) {
  const int width = grey.width;
  if (x >= 0 && y >= 0 && x < width - 1 && y < grey.height - 1) return grey_between(grey, x, y);
  const int column = std::clamp(static_cast<int>(std::lrintf(x)), 0, width - 1);
  const int row = std::clamp(static_cast<int>(std::lrintf(y)), 0, grey.height - 1);
  return grey.pixels[static_cast<std::size_t>(row) * width + column];
}

/// Grey values between pixels along a line: from a place on, `count` steps. As grey_between, several at once.
void grey_row(const Image& grey, float x, float y, float step_x, float step_y, int count, float* values);

inline bool is_inside(const Image& image, double x, double y, double margin_px = 0) {
  return x >= margin_px && y >= margin_px && x <= image.width - 1 - margin_px &&
         y <= image.height - 1 - margin_px;
}

}  // namespace hefu
