#include "ocr/stroke_top.h"

#include <algorithm>
#include <cmath>

namespace hefu {
namespace {

constexpr int least_height_px = 8;
// Shares of the box's width at either side, where neighbours reach in; of its darkest ink what counts as ink
// and what as a row of it.
constexpr int side_share = 8;
constexpr float ink_share = 0.25f, row_share = 0.5f;
// Of the ink's height: the top, and the rows in which strokes begin to part.
constexpr double top_from = 0, top_to = 0.1, parting_from = 0.18, parting_to = 0.26;

}  // namespace

std::optional<float> top_to_the_left(const GlyphPatch& patch) {
  const auto begin = patch.value.begin();
  std::vector<float> values(begin, begin + static_cast<std::ptrdiff_t>(patch.width) * patch.height);
  const auto darkest = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 95 / 100);
  std::nth_element(values.begin(), darkest, values.end());
  const float dark = std::max(0.05f, *darkest);
  const int left = patch.width / side_share, right = patch.width - left;
  const auto ink = [&](int x, int y) {
    const float share = patch.value[static_cast<std::size_t>(y) * patch.width + x] / dark;
    return share < ink_share ? 0 : std::min(share, 1.f);
  };
  int top = -1, bottom = -1;
  for (int y = 0; y < patch.height; ++y)
    for (int x = left; x < right; ++x)
      if (ink(x, y) > row_share) top = top < 0 ? y : top, bottom = y;
  const int height = bottom - top + 1;
  if (top < 0 || height < least_height_px) return std::nullopt;
  // The middle of the ink between two heights; rows count by how much of them lies between.
  const auto middle = [&](double from, double to) -> std::optional<double> {
    const double upper = top + from * height, lower = top + to * height;
    double sum = 0, weight = 0;
    for (int y = top; y < lower; ++y) {
      const double within = std::min(y + 1.0, lower) - std::max<double>(y, upper);
      for (int x = left; within > 0 && x < right; ++x) {
        sum += within * ink(x, y) * x;
        weight += within * ink(x, y);
      }
    }
    if (weight <= 0) return std::nullopt;
    return sum / weight;
  };
  const auto above = middle(top_from, top_to), parting = middle(parting_from, parting_to);
  if (!above || !parting) return std::nullopt;
  return static_cast<float>((*parting - *above) / height);
}

}  // namespace hefu
