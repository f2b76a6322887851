#include "ocr/engine_strip.h"

#include <algorithm>

namespace hefu {

void stretch(Image& line) {
  std::vector<std::uint8_t> sorted = line.pixels;
  std::sort(sorted.begin(), sorted.end());
  const float paper = std::max<float>(20, sorted[sorted.size() * 9 / 10]);
  const float ink = std::min<float>(sorted[sorted.size() / 50], paper * 0.8f);
  for (std::uint8_t& p : line.pixels)
    p = static_cast<std::uint8_t>(std::clamp((p - ink) / (paper - ink) * 255, 0.f, 255.f));
}

Image three_times(const Image& one) {
  Image three{3 * one.width, one.height, 1, 0, {}};
  for (int y = 0; y < one.height; ++y) {
    const auto row = one.pixels.begin() + static_cast<std::ptrdiff_t>(y) * one.width;
    for (int i = 0; i < 3; ++i) three.pixels.insert(three.pixels.end(), row, row + one.width);
  }
  return three;
}

}  // namespace hefu
