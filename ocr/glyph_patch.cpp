#include "ocr/glyph_patch.h"

#include <algorithm>
#include <cmath>

#include "ocr/sampling.h"
#include "ocr/vectorised.h"

namespace hefu {

void sample_patch(const Image& grey, const PageMap& map, const Glyph& glyph, float shift_x, float shift_y,
                  GlyphPatch& patch) {
  const GlyphBox box = glyph_box(glyph);
  const int w = patch.width = box.width + 2 * search_px, h = patch.height = box.height + 2 * search_px;
  // Rows of templates are padded to 16: products read a little past the last row.
  patch.value.resize(static_cast<std::size_t>(w) * h + 64);
  const double left = glyph.x_mm + (-1 - search_px + 0.5 + shift_x) / working_px_per_mm;
  const double top = glyph.y_mm + (-box.baseline - search_px + 0.5 + shift_y) / working_px_per_mm;
  const double right = left + (w - 1) / working_px_per_mm, bottom = top + (h - 1) / working_px_per_mm;
  const PointPx corner[4] = {map(left, top), map(right, top), map(left, bottom), map(right, bottom)};
  patch.inside = true;
  bool unclipped = true;
  for (const PointPx& c : corner) {
    patch.inside = patch.inside && is_inside(grey, c.x, c.y);
    unclipped = unclipped && is_inside(grey, c.x, c.y, 0.1);
  }
  for (int y = 0; y < h; ++y) {
    const double t = static_cast<double>(y) / (h - 1);
    const double x0 = corner[0].x + (corner[2].x - corner[0].x) * t,
                 y0 = corner[0].y + (corner[2].y - corner[0].y) * t;
    const double x1 = corner[1].x + (corner[3].x - corner[1].x) * t,
                 y1 = corner[1].y + (corner[3].y - corner[1].y) * t;
    const auto step_x = static_cast<float>((x1 - x0) / (w - 1)),
               step_y = static_cast<float>((y1 - y0) / (w - 1));
    const auto first_x = static_cast<float>(x0), first_y = static_cast<float>(y0);
    float* row = &patch.value[static_cast<std::size_t>(y) * w];
    if (unclipped)
      grey_row(grey, first_x, first_y, step_x, step_y, w, row);
    else
      for (int x = 0; x < w; ++x) row[x] = grey_at(grey, first_x + step_x * x, first_y + step_y * x);
  }
}

HEFU_VECTORISED void to_darkness(GlyphPatch& patch) {
  const int count = patch.width * patch.height;
  constexpr int block = 64;  // turned into whole numbers at once; the patch is padded by as much
  int histogram[256] = {};
  for (int first = 0; first < count; first += block) {
    int levels[block];
    for (int i = 0; i < block; ++i) levels[i] = static_cast<int>(patch.value[first + i]);
    for (int i = 0; i < std::min(block, count - first); ++i) ++histogram[levels[i]];
  }
  int level = 0;
  for (int seen = histogram[0]; seen <= count * 9 / 10 && level < 255;) seen += histogram[++level];
  const float scale = 1 / std::max(20.f, level + 0.5f);
  for (int i = 0; i < count; ++i) patch.value[i] = 1 - patch.value[i] * scale;
}

void subtract_neighbour(GlyphPatch& patch, const Glyph& glyph, const Glyph& neighbour,
                        const GlyphTemplate& expected, float ink) {
  const GlyphBox own = glyph_box(glyph), other = glyph_box(neighbour);
  const int wide_width = other.width + 2 * tail_px, wide_height = other.height + 2 * tail_px;
  // Column and row of the neighbour's wide template in the patch.
  const int left =
      static_cast<int>(std::lround((neighbour.x_mm - glyph.x_mm) * working_px_per_mm)) + search_px - tail_px;
  const int top = static_cast<int>(std::lround((neighbour.y_mm - glyph.y_mm) * working_px_per_mm)) +
                  own.baseline - other.baseline + search_px - tail_px;
  const int x0 = std::max(0, left), x1 = std::min(patch.width, left + wide_width);
  const int y0 = std::max(0, top), y1 = std::min(patch.height, top + wide_height);
  const float scale = ink / 255;
  for (int y = y0; y < y1; ++y) {
    float* row = &patch.value[static_cast<std::size_t>(y) * patch.width];
    const std::uint8_t* from = &expected.wide[static_cast<std::size_t>(y - top) * wide_width];
    for (int x = x0; x < x1; ++x) row[x] -= scale * from[x - left];
  }
}

namespace {

struct RowSum {
  float values = 0, squares = 0;
};

HEFU_VECTORISED RowSum sum_row(const float* row, int width) {
  constexpr int lanes = 8;
  float values[lanes] = {}, squares[lanes] = {};
  int x = 0;
  for (; x + lanes <= width; x += lanes)
    for (int k = 0; k < lanes; ++k) {
      values[k] += row[x + k];
      squares[k] += row[x + k] * row[x + k];
    }
  RowSum sum;
  for (; x < width; ++x) {
    sum.values += row[x];
    sum.squares += row[x] * row[x];
  }
  for (int k = 0; k < lanes; ++k) {
    sum.values += values[k];
    sum.squares += squares[k];
  }
  return sum;
}

}  // namespace

void sum_boxes(const GlyphPatch& patch, int width, int height, int reach, BoxSums& sums) {
  const int rows = height + 2 * reach, shifts = 2 * reach + 1;
  const double count = static_cast<double>(width) * height;
  // Rows first, each summed once and slid along; then the same down each column of sums.
  std::vector<RowSum> row_sums(static_cast<std::size_t>(rows) * shifts);
  for (int y = 0; y < rows; ++y) {
    const float* row =
        &patch.value[static_cast<std::size_t>(y + search_px - reach) * patch.width + search_px - reach];
    RowSum sum = sum_row(row, width);
    for (int s = 0; s < shifts; ++s) {
      row_sums[static_cast<std::size_t>(s) * rows + y] = sum;
      const float gone = row[s], come = s + 1 < shifts ? row[s + width] : 0;
      sum.values += come - gone;
      sum.squares += come * come - gone * gone;
    }
  }
  for (int s = 0; s < shifts; ++s) {
    const RowSum* column = &row_sums[static_cast<std::size_t>(s) * rows];
    double values = 0, squares = 0;
    for (int y = 0; y < height; ++y) {
      values += column[y].values;
      squares += column[y].squares;
    }
    const int dx = s - reach;
    for (int dy = -reach; dy <= reach; ++dy) {
      sums.sum[dy + search_px][dx + search_px] = static_cast<float>(values);
      sums.variance[dy + search_px][dx + search_px] = static_cast<float>(squares - values * values / count);
      if (dy == reach) break;
      const RowSum &gone = column[dy + reach], &come = column[dy + reach + height];
      values += static_cast<double>(come.values) - gone.values;
      squares += static_cast<double>(come.squares) - gone.squares;
    }
  }
}

void sum_box(const GlyphPatch& patch, int width, int height, int dx, int dy, BoxSums& sums) {
  double values = 0, squares = 0;
  for (int y = 0; y < height; ++y) {
    const RowSum sum = sum_row(
        &patch.value[static_cast<std::size_t>(y + search_px + dy) * patch.width + search_px + dx], width);
    values += sum.values;
    squares += sum.squares;
  }
  sums.sum[dy + search_px][dx + search_px] = static_cast<float>(values);
  sums.variance[dy + search_px][dx + search_px] =
      static_cast<float>(squares - values * values / (static_cast<double>(width) * height));
}

HEFU_VECTORISED float product(const GlyphTemplate& expected, const GlyphPatch& patch, int dx, int dy) {
  const float* ink = expected.ink.data();
  const float* row = &patch.value[static_cast<std::size_t>(search_px + dy) * patch.width + search_px + dx];
  // Two rows at a time: each sum waits for its last addition, so four of them are under way at once.
  float lanes[16] = {}, others[16] = {};
  int y = 0;
  for (; y + 1 < expected.height; y += 2, row += 2 * patch.width, ink += 2 * expected.stride)
    for (int x = 0; x < expected.stride; x += 16)
      for (int k = 0; k < 16; ++k) {
        lanes[k] += row[x + k] * ink[x + k];
        others[k] += row[patch.width + x + k] * ink[expected.stride + x + k];
      }
  if (y < expected.height)
    for (int x = 0; x < expected.stride; x += 16)
      for (int k = 0; k < 16; ++k) lanes[k] += row[x + k] * ink[x + k];
  float sum = 0;
  for (int k = 0; k < 16; ++k) sum += lanes[k] + others[k];
  return sum;
}

float correlation(const GlyphTemplate& expected, const GlyphPatch& patch, const BoxSums& sums, int dx,
                  int dy) {
  return correlation(expected, product(expected, patch, dx, dy), sums, dx, dy);
}

float correlation(const GlyphTemplate& expected, float product, const BoxSums& sums, int dx, int dy) {
  const double count = static_cast<double>(expected.width) * expected.height;
  const double expected_variance = expected.squares - expected.sum * expected.sum / count;
  const double variance = sums.variance[dy + search_px][dx + search_px];
  if (variance <= 1e-6 || expected_variance <= 1e-6) return 0;
  const double covariance = product - sums.sum[dy + search_px][dx + search_px] * expected.sum / count;
  return static_cast<float>(covariance / std::sqrt(variance * expected_variance));
}

float parabola_peak(float left, float middle, float right, float& place) {
  const float bend = left - 2 * middle + right;
  if (bend > -1e-6f) {
    place = 0;
    return middle;
  }
  place = std::clamp(0.5f * (left - right) / bend, -0.5f, 0.5f);
  return middle - 0.25f * (left - right) * place;
}

Peak best_correlation(const GlyphTemplate& expected, const GlyphPatch& patch, const BoxSums& sums) {
  float at[3][3];
  float best = -2;
  int best_x = 0, best_y = 0;
  for (int y = -1; y <= 1; ++y)
    for (int x = -1; x <= 1; ++x) {
      const float value = at[y + 1][x + 1] = correlation(expected, patch, sums, x, y);
      if (value > best) {
        best = value;
        best_x = x;
        best_y = y;
      }
    }
  // A glyph that lies just over half a pixel off has its best whole shift at the border: one more is looked
  // at there, or it would seem to fit worse than it does, and worse than a look-alike that is put elsewhere.
  const auto beside = [&](int x, int y) {
    if (std::abs(x) <= 1 && std::abs(y) <= 1) return at[y + 1][x + 1];
    BoxSums further;
    sum_box(patch, expected.width, expected.height, x, y, further);
    return correlation(expected, patch, further, x, y);
  };
  Peak peak{best, 0, 0};
  const float in_x = parabola_peak(beside(best_x - 1, best_y), best, beside(best_x + 1, best_y), peak.dx);
  const float in_y = parabola_peak(beside(best_x, best_y - 1), best, beside(best_x, best_y + 1), peak.dy);
  peak.value += in_x - best + in_y - best;
  peak.dx += best_x;
  peak.dy += best_y;
  return peak;
}

}  // namespace hefu
