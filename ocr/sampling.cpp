#include "ocr/sampling.h"

#include <cstring>

#include "ocr/vectorised.h"

namespace hefu {
namespace {

constexpr int chunk = 32;

/// Pixels are fetched one by one; what is before and after that goes into vectors.
HEFU_VECTORISED void grey_chunk(const std::uint8_t* pixels, int stride, float x, float y, float step_x,
                                float step_y, int first, int count, float* values) {
  std::int32_t offset[chunk];
  float right[chunk], down[chunk];
  for (int i = 0; i < chunk; ++i) {
    const float at_x = x + step_x * static_cast<float>(first + i);
    const float at_y = y + step_y * static_cast<float>(first + i);
    const auto column = static_cast<std::int32_t>(at_x), row = static_cast<std::int32_t>(at_y);
    offset[i] = row * stride + column;
    right[i] = at_x - static_cast<float>(column);
    down[i] = at_y - static_cast<float>(row);
  }
  // Two pixels that lie side by side are one load.
  std::uint16_t upper[chunk] = {}, lower[chunk] = {};
  for (int i = 0; i < count; ++i) {
    std::memcpy(&upper[i], pixels + offset[i], 2);
    std::memcpy(&lower[i], pixels + offset[i] + stride, 2);
  }
  float out[chunk];
  for (int i = 0; i < chunk; ++i) {
    const auto up_left = static_cast<float>(upper[i] & 255), up_right = static_cast<float>(upper[i] >> 8);
    const auto low_left = static_cast<float>(lower[i] & 255), low_right = static_cast<float>(lower[i] >> 8);
    const float above = up_left + (up_right - up_left) * right[i];
    const float below = low_left + (low_right - low_left) * right[i];
    out[i] = above + (below - above) * down[i];
  }
  std::copy_n(out, count, values);
}

}  // namespace

void grey_row(const Image& grey, float x, float y, float step_x, float step_y, int count, float* values) {
  for (int first = 0; first < count; first += chunk)
    grey_chunk(grey.pixels.data(), grey.width, x, y, step_x, step_y, first, std::min(chunk, count - first),
               values + first);
}

}  // namespace hefu
