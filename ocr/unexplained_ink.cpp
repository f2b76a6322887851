#include "ocr/unexplained_ink.h"

#include <algorithm>

namespace hefu {
namespace {

/// Largest mean over 5 x 5 px.
float largest_mean(const GlyphPatch& patch) {
  constexpr int side = 5;
  std::vector<float> columns(patch.width, 0);
  float largest = 0;
  for (int y = 0; y < patch.height; ++y) {
    const float* row = &patch.value[static_cast<std::size_t>(y) * patch.width];
    for (int x = 0; x < patch.width; ++x)
      columns[x] += row[x] - (y >= side ? row[x - side * patch.width] : 0);
    if (y < side - 1) continue;
    float sum = 0;
    for (int x = 0; x < patch.width; ++x) {
      sum += columns[x] - (x >= side ? columns[x - side] : 0);
      if (x >= side - 1) largest = std::max(largest, sum);
    }
  }
  return largest / (side * side);
}

/// Clears what lies above and below.
void keep_rows(GlyphPatch& patch, const Glyph& strip, float shift_y, const RectMm& within) {
  const double top_mm =
      strip.y_mm + (shift_y - glyph_box(strip).baseline - search_px + 0.5) / working_px_per_mm;
  for (int y = 0; y < patch.height; ++y) {
    const double at_mm = top_mm + y / working_px_per_mm;
    if (at_mm < within.y || at_mm > within.y + within.h)
      std::fill_n(patch.value.begin() + static_cast<std::ptrdiff_t>(y) * patch.width, patch.width, 0.f);
  }
}

}  // namespace

float unexplained_ink(GlyphJudge& judge, const ScanContext& scan, const std::vector<Glyph>& glyphs,
                      const LineReading& line, const RectMm& within) {
  if (glyphs.empty() || within.w <= 0) return 0;
  Glyph strip = glyphs.front();  // as if one glyph as wide as the stretch stood there
  strip.x_mm = static_cast<float>(within.x);
  strip.advance_mm = static_cast<float>(within.w);
  GlyphPatch patch;
  sample_patch(scan.grey, scan.map, strip, line.shift_x, line.shift_y, patch);
  to_darkness(patch);
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (is_space(glyphs[i].code_point)) continue;
    Glyph placed = glyphs[i];
    placed.x_mm += static_cast<float>(line.glyphs[i].stats.dx / working_px_per_mm);
    placed.y_mm += static_cast<float>(line.glyphs[i].stats.dy / working_px_per_mm);
    subtract_neighbour(patch, strip, placed, judge.templates().get(glyphs[i], judge.rendering),
                       std::max(line.ink, line.glyphs[i].stats.ink));
  }
  keep_rows(patch, strip, line.shift_y, within);
  return largest_mean(patch) / std::max(0.02f, line.ink);
}

}  // namespace hefu
