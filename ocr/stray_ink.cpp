#include "ocr/stray_ink.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "ocr/vectorised.h"

namespace hefu {
namespace {

/// Where a glyph's ink may lie, 0..255: its wide template, each pixel the largest of its 3 x 3.
struct Reach {
  int width = 0, height = 0;
  std::vector<std::uint8_t> ink;
};

HEFU_VECTORISED void merge_three(const std::uint8_t* a, const std::uint8_t* b, const std::uint8_t* c,
                                 int count, std::uint8_t* out) {
  for (int i = 0; i < count; ++i) out[i] = std::max(std::max(a[i], b[i]), c[i]);
}

Reach reach_of(const GlyphTemplate& drawn) {
  const int width = drawn.width + 2 * tail_px, height = drawn.height + 2 * tail_px, count = width * height;
  std::vector<std::uint8_t> rows(drawn.wide.size(), 0);
  Reach reach{width, height, std::vector<std::uint8_t>(drawn.wide.size(), 0)};
  const std::uint8_t* from = drawn.wide.data();
  merge_three(from, from + 1, from + 2, count - 2, rows.data() + 1);
  merge_three(rows.data(), rows.data() + width, rows.data() + 2 * width, count - 2 * width,
              reach.ink.data() + width);
  return reach;
}

HEFU_VECTORISED void take_reach_off(const float* row, const std::uint8_t* reach, float ink, int count,
                                    float* out) {
  const float scale = ink / 255;
  for (int x = 0; x < count; ++x) {
    const float left = row[x] - scale * static_cast<float>(reach[x]);
    out[x] = left > 0 ? left : 0;
  }
}

/// Clears what lies under more than a little of a neighbour's ink.
HEFU_VECTORISED void clear_under(const std::uint8_t* reach, std::uint8_t some_ink, int count, float* values) {
  for (int x = 0; x < count; ++x) values[x] = reach[x] > some_ink ? 0 : values[x];
}

/// A row comes to sums of rows, another goes.
HEFU_VECTORISED void slide_down(const float* come, const float* gone, int count, float* columns) {
  for (int x = 0; x < count; ++x) columns[x] += come[x] - gone[x];
}

/// The darkness of one glyph's box that is left over.
struct Excess {
  int width = 0, height = 0;
  std::vector<float> value, columns;

  void take(const GlyphPatch& patch, const Reach& own, int dx, int dy, float ink) {
    value.resize(static_cast<std::size_t>(width) * height);
    for (int y = 0; y < height; ++y) {
      const float* row = &patch.value[static_cast<std::size_t>(y + search_px) * patch.width + search_px];
      const std::uint8_t* mine =
          &own.ink[static_cast<std::size_t>(y + tail_px - dy) * own.width + tail_px - dx];
      take_reach_off(row, mine, ink, width, &value[static_cast<std::size_t>(y) * width]);
    }
  }

  /// A neighbour's own box shows what is stray there. `left`, `top`: of its reach in this box.
  void leave_out(const Reach& neighbour, int left, int top) {
    constexpr std::uint8_t some_ink = 20;  // under a tenth: the rim of the blur
    const int first = std::max(0, left), count = std::min(width, left + neighbour.width) - first;
    for (int y = std::max(0, top); y < std::min(height, top + neighbour.height) && count > 0; ++y)
      clear_under(&neighbour.ink[static_cast<std::size_t>(y - top) * neighbour.width + first - left],
                  some_ink, count, &value[static_cast<std::size_t>(y) * width + first]);
  }

  void take_off(const FeederStreaks& streaks, const PageMap& map, double left_mm, double top_mm) {
    for (int y = 0; y < height; ++y)
      for (int x = 0; x < width; ++x) {
        const PointPx at = map(left_mm + x / working_px_per_mm, top_mm + y / working_px_per_mm);
        float& left = value[static_cast<std::size_t>(y) * width + x];
        left = std::max(0.f, left - streaks.darkness(at.x));
      }
  }

  float largest_mean() {
    constexpr int side = 5;
    columns.assign(width, 0);
    const std::vector<float> nothing(width, 0);
    float largest = 0;
    for (int y = 0; y < height; ++y) {
      const float* row = &value[static_cast<std::size_t>(y) * width];
      slide_down(row, y >= side ? row - side * width : nothing.data(), width, columns.data());
      if (y < side - 1) continue;
      float sum = 0;
      for (int x = 0; x < width; ++x) {
        sum += columns[x] - (x >= side ? columns[x - side] : 0);
        if (x >= side - 1) largest = std::max(largest, sum);
      }
    }
    return largest / static_cast<float>(side * side);
  }
};

std::vector<float> stray_ink(GlyphJudge& judge, const std::vector<Glyph>& glyphs, const LineReading& line,
                             const PageMap* map, const FeederStreaks* streaks) {
  std::vector<float> most(glyphs.size(), 0);
  std::vector<Reach> reaches(glyphs.size());
  for (std::size_t i = 0; i < glyphs.size(); ++i)
    if (!is_space(glyphs[i].code_point))
      reaches[i] = reach_of(judge.templates().get(glyphs[i], judge.rendering));
  const auto px = [](double mm) { return static_cast<int>(std::lround(mm * working_px_per_mm)); };
  Excess excess;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (is_space(glyphs[i].code_point)) continue;
    const GlyphBox box = glyph_box(glyphs[i]);
    const GlyphStats& stats = line.glyphs[i].stats;
    excess.width = box.width;
    excess.height = box.height;
    excess.take(line.patches[i], reaches[i], static_cast<int>(std::lround(stats.dx)),
                static_cast<int>(std::lround(stats.dy)), std::max(stats.ink, line.ink));
    for (const std::size_t other : {i - 1, i + 1})
      if (other < glyphs.size() && !is_space(glyphs[other].code_point))
        excess.leave_out(reaches[other], px(glyphs[other].x_mm - glyphs[i].x_mm) - tail_px,
                         px(glyphs[other].y_mm - glyphs[i].y_mm) + box.baseline -
                             glyph_box(glyphs[other]).baseline - tail_px);
    if (streaks != nullptr)
      excess.take_off(*streaks, *map, glyphs[i].x_mm + (line.shift_x - 0.5) / working_px_per_mm,
                      glyphs[i].y_mm + (line.shift_y - box.baseline + 0.5) / working_px_per_mm);
    most[i] = excess.largest_mean() / line.ink;
  }
  return most;
}

}  // namespace

std::vector<float> stray_ink(GlyphJudge& judge, const std::vector<Glyph>& glyphs, const LineReading& line) {
  return stray_ink(judge, glyphs, line, nullptr, nullptr);
}

std::vector<float> stray_ink(GlyphJudge& judge, const std::vector<Glyph>& glyphs, const LineReading& line,
                             const PageMap& map, const FeederStreaks& streaks) {
  return stray_ink(judge, glyphs, line, &map, &streaks);
}

}  // namespace hefu
