#include "ocr/light_rules.h"

#include <algorithm>

#include "ocr/vectorised.h"

namespace hefu {
namespace {

// Grey levels are means along so much of it to each side, px: noise goes down with it, and a slope of a
// fortieth stays within a pixel. Strokes below each other in lines of text are dark along that, too, but not
// along the shorter one.
constexpr int half_window = 12, half_short_window = 2;
// How far to both sides the paper is looked at, px, how light it is at least, and how much darker the rule.
constexpr int beside = 3, lightest_paper = 255, least_paper = 205;
constexpr int least_depth = 8, least_short_depth = 4;

template <int half>
constexpr int window = 2 * half + 1;
/// A sum of `window` levels divided by it, to the nearest below but for the last bits.
template <int half>
std::uint8_t mean_of(unsigned sum) {
  return static_cast<std::uint8_t>(sum * (65536 / window<half> + 1) >> 16);
}

/// Means along a row, where `sums` are those of what is left of each place.
template <int half>
HEFU_VECTORISED void means_of(const unsigned* sums, int w, std::uint8_t* out) {
  for (int x = half; x < w - half - 1; ++x) out[x] = mean_of<half>(sums[x + half + 1] - sums[x - half]);
}

/// Means along each row.
template <int half>
std::vector<std::uint8_t> along_rows(const Image& image) {
  const int w = image.width;
  std::vector<std::uint8_t> mean(image.pixels.size(), lightest_paper);
  std::vector<unsigned> sums(static_cast<std::size_t>(w) + 1, 0);
  for (int y = 0; y < image.height; ++y) {
    const std::size_t row = static_cast<std::size_t>(y) * w;
    for (int x = 0; x < w; ++x) sums[x + 1] = sums[x] + image.pixels[row + x];
    means_of<half>(sums.data(), w, &mean[row]);
  }
  return mean;
}

HEFU_VECTORISED void mark_rule(const std::uint8_t* longer, const std::uint8_t* shorter, std::size_t reach,
                               std::size_t count, std::uint8_t* found) {
  for (std::size_t i = reach; i < count - reach; ++i) {
    const int paper = std::min(longer[i - reach], longer[i + reach]);
    const int near = std::min(shorter[i - reach], shorter[i + reach]);
    found[i] = static_cast<int>(paper >= least_paper) & static_cast<int>(paper - longer[i] >= least_depth) &
               static_cast<int>(near - shorter[i] >= least_short_depth);
  }
}

}  // namespace

std::vector<std::uint8_t> find_light_rules(const Image& even) {
  std::vector<std::uint8_t> found(even.pixels.size(), 0);
  if (std::min(even.width, even.height) <= window<half_window>) return found;
  mark_rule(along_rows<half_window>(even).data(), along_rows<half_short_window>(even).data(),
            beside * static_cast<std::size_t>(even.width), found.size(), found.data());
  return found;
}

}  // namespace hefu
