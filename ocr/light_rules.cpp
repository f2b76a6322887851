#include "ocr/light_rules.h"

#include <algorithm>

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

/// Means along each row.
template <int half>
std::vector<std::uint8_t> along_rows(const Image& image) {
  const int w = image.width;
  std::vector<std::uint8_t> mean(image.pixels.size(), lightest_paper);
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* const row = &image.pixels[static_cast<std::size_t>(y) * w];
    std::uint8_t* const out = &mean[static_cast<std::size_t>(y) * w];
    unsigned sum = 0;
    for (int x = 0; x < window<half>; ++x) sum += row[x];
    for (int x = window<half>; x < w; ++x) {
      out[x - half - 1] = mean_of<half>(sum);
      sum += row[x] - row[x - window<half>];
    }
  }
  return mean;
}

/// Means along each column.
template <int half>
std::vector<std::uint8_t> along_columns(const Image& image) {
  const std::size_t w = static_cast<std::size_t>(image.width);
  std::vector<std::uint8_t> mean(image.pixels.size(), lightest_paper);
  std::vector<unsigned> sums(w, 0);
  for (int y = 0; y < image.height; ++y) {
    const std::uint8_t* const row = &image.pixels[y * w];
    for (std::size_t x = 0; x < w; ++x) sums[x] += row[x];
    if (y < window<half>) continue;
    const std::uint8_t* const gone = row - window<half> * w;
    std::uint8_t* const out = &mean[(y - half) * w];
    for (std::size_t x = 0; x < w; ++x) {
      sums[x] -= gone[x];
      out[x] = mean_of<half>(sums[x]);
    }
  }
  return mean;
}

}  // namespace

std::vector<std::uint8_t> find_light_rules(const Image& even, Direction direction) {
  std::vector<std::uint8_t> found(even.pixels.size(), 0);
  if (std::min(even.width, even.height) <= window<half_window>) return found;
  const bool level = direction == Direction::level;
  const std::vector<std::uint8_t> longer =
      level ? along_rows<half_window>(even) : along_columns<half_window>(even);
  const std::vector<std::uint8_t> shorter =
      level ? along_rows<half_short_window>(even) : along_columns<half_short_window>(even);
  const std::size_t reach = beside * static_cast<std::size_t>(level ? even.width : 1);
  for (std::size_t i = reach; i + reach < found.size(); ++i) {
    const int paper = std::min(longer[i - reach], longer[i + reach]);
    const int near = std::min(shorter[i - reach], shorter[i + reach]);
    found[i] = static_cast<int>(paper >= least_paper) & static_cast<int>(paper - longer[i] >= least_depth) &
               static_cast<int>(near - shorter[i] >= least_short_depth);
  }
  return found;
}

}  // namespace hefu
