#include "ocr/sampling.h"

#include <cstring>

#include "ocr/vectorised.h"

namespace hefu {
namespace {

constexpr int chunk = 8;
using Pairs = std::uint16_t __attribute__((vector_size(2 * chunk)));
using Ints = std::int32_t __attribute__((vector_size(4 * chunk)));
using Floats = float __attribute__((vector_size(4 * chunk)));

/// Two pixels that lie side by side are one load.
inline std::uint16_t pair_at(const std::uint8_t* pixels) {
  std::uint16_t pair;
  std::memcpy(&pair, pixels, 2);
  return pair;
}

/// Between the two pixels of each pair.
inline Floats mixed(const Pairs& pairs, const Floats& share) {
  const Ints both = __builtin_convertvector(pairs, Ints);
  const Floats left = __builtin_convertvector(both & 255, Floats),
               right = __builtin_convertvector(both >> 8, Floats);
  return left + (right - left) * share;
}

}  // namespace

/// Pixels are fetched one by one; what is before and after that is done for eight places at once.
HEFU_VECTORISED void grey_row(const Image& grey, float x, float y, float step_x, float step_y, int count,
                              float* values) {
  const int stride = grey.width;
  for (int first = 0; first < count; first += chunk) {
    const Floats step = Floats{0, 1, 2, 3, 4, 5, 6, 7} + static_cast<float>(first);
    const Floats at_x = x + step_x * step, at_y = y + step_y * step;
    const Ints column = __builtin_convertvector(at_x, Ints), row = __builtin_convertvector(at_y, Ints);
    Ints offset = row * stride + column;
    const int there = std::min(chunk, count - first);
    for (int i = there; i < chunk; ++i) offset[i] = offset[0];  // beyond the end may be beyond the picture
    Pairs upper, lower;
    for (int i = 0; i < chunk; ++i) {
      upper[i] = pair_at(grey.pixels.data() + offset[i]);
      lower[i] = pair_at(grey.pixels.data() + offset[i] + stride);
    }
    const Floats share = at_x - __builtin_convertvector(column, Floats);
    const Floats above = mixed(upper, share), below = mixed(lower, share);
    const Floats out = above + (below - above) * (at_y - __builtin_convertvector(row, Floats));
    std::memcpy(values + first, &out, sizeof(float) * there);
  }
}

}  // namespace hefu
