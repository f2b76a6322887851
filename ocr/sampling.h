#pragma once
#include <algorithm>
#include <cmath>

#include "ocr/image.h"

namespace hefu {

/// One grey value between pixels (centres at whole numbers), bilinear; the nearest pixel outside the picture.
inline float grey_at(const Image& grey, float x, float y) {
  const int width = grey.width;
  if (!(x >= 0 && y >= 0 && x < width - 1 && y < grey.height - 1)) {
    const int column = std::clamp(static_cast<int>(std::lrintf(x)), 0, width - 1);
    const int row = std::clamp(static_cast<int>(std::lrintf(y)), 0, grey.height - 1);
    return grey.pixels[static_cast<std::size_t>(row) * width + column];
  }
  const int column = static_cast<int>(x), row = static_cast<int>(y);
  const float fx = x - column, fy = y - row;
  const std::uint8_t* upper = &grey.pixels[static_cast<std::size_t>(row) * width + column];
  const std::uint8_t* lower = upper + width;
  const float above = upper[0] + (upper[1] - upper[0]) * fx;
  const float below = lower[0] + (lower[1] - lower[0]) * fx;
  return above + (below - above) * fy;
}

inline bool is_inside(const Image& image, double x, double y, double margin_px = 0) {
  return x >= margin_px && y >= margin_px && x <= image.width - 1 - margin_px &&
         y <= image.height - 1 - margin_px;
}

}  // namespace hefu
