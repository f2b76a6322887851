#include "ocr/line_surface.h"

#include <array>
#include <cstdlib>
#include <utility>

namespace hefu {

void LineSurface::add(const GlyphTemplate& expected, const GlyphPatch& patch) {
  glyphs_.push_back({&expected, &patch, {}});
  sum_boxes(patch, expected.width, expected.height, search_px, glyphs_.back().sums);
}

PointPx LineSurface::peak() {
  constexpr std::array<std::pair<int, int>, 4> steps = {{{1, 0}, {-1, 0}, {0, 1}, {0, -1}}};
  const auto is_within = [](int shift) { return std::abs(shift) <= search_px; };
  int x = 0, y = 0;
  for (bool climbing = true; climbing;) {
    climbing = false;
    for (const auto& [dx, dy] : steps) {
      if (!is_within(x + dx) || !is_within(y + dy) || at(x + dx, y + dy) <= at(x, y)) continue;
      x += dx, y += dy;
      climbing = true;
    }
  }
  float fine_x = 0, fine_y = 0;
  if (std::abs(x) < search_px) parabola_peak(at(x - 1, y), at(x, y), at(x + 1, y), fine_x);
  if (std::abs(y) < search_px) parabola_peak(at(x, y - 1), at(x, y), at(x, y + 1), fine_y);
  return {static_cast<float>(x) + fine_x, static_cast<float>(y) + fine_y};
}

/// Grey is light where ink is not: the correlation is negative.
float LineSurface::at(int x, int y) {
  std::optional<float>& value = values_[y + search_px][x + search_px];
  if (value) return *value;
  value = 0;
  for (const Placed& glyph : glyphs_) *value -= correlation(*glyph.expected, *glyph.patch, glyph.sums, x, y);
  return *value;
}

}  // namespace hefu
