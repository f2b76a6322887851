#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "ocr/colour_planes.h"
#include "ocr/sampling.h"
#include "ocr/straight_page.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

constexpr int tile_px = 16;  // the map is bilinear over 4 mm as far as pixels can tell
// Scan pixels a pixel of the page from which four places no longer stand for all that lies between.
constexpr double widest_step = 2.7;
constexpr double margin_px = 1;  // of the scan, beside the places that are looked at

/// A row of output pixels in the scan: where it begins and its steps. Scan px.
struct ScanRow {
  double x, y, step_x, step_y;
};

/// The mean of a pixel, its neighbour to the right and the two below them. Two sums at once: a vector would
/// have to be put together from as many loads.
inline std::uint8_t mean_of_four(const std::uint8_t* upper, const std::uint8_t* lower) {
  std::uint16_t above, below;
  std::memcpy(&above, upper, sizeof above);
  std::memcpy(&below, lower, sizeof below);
  const std::uint32_t all = above | static_cast<std::uint32_t>(below) << 16;
  const std::uint32_t sums = (all & 0x00FF00FF) + (all >> 8 & 0x00FF00FF);
  return static_cast<std::uint8_t>(((sums >> 16) + (sums & 0xFFFF) + 2) >> 2);
}

/// 65536ths of a pixel, rounded: whole numbers are quicker to step along than floats.
std::int64_t fixed(double px) {
  constexpr std::int64_t many = std::int64_t{1} << 44;  // makes it positive: then cutting off rounds down
  return static_cast<std::int64_t>(px * 65536 + (static_cast<double>(many) + 0.5)) - many;
}

/// Asks memory for what lies some rows below a place, 65536ths of a px: a slanted row comes from so many rows
/// of the scan that the processor does not see what will be needed next, and waiting for it took longer than
/// the work.
inline void bring_in(const std::uint8_t* plane, std::int64_t width, std::int64_t height, std::int64_t x,
                     std::int64_t y) {
  constexpr int rows_ahead = 8;
  __builtin_prefetch(plane + std::min((y >> 16) + rows_ahead, height - 1) * width + (x >> 16));
}

/// Pixels whose places all lie in the scan, a pixel from its edge at least: of each the mean of the four
/// about it. Each finds its own row: to look for runs in one row costs more, since a slanted page's come in
/// lengths that no processor foresees.
void put_luma_row(const Image& scan, const ScanRow& row, int count, std::uint8_t* out) {
  const std::int64_t step_x = fixed(row.step_x), step_y = fixed(row.step_y), width = scan.width;
  std::int64_t left = fixed(row.x), top = fixed(row.y);
  bring_in(scan.pixels.data(), scan.width, scan.height, left, top);
  bring_in(scan.pixels.data(), scan.width, scan.height, left + count * step_x, top + count * step_y);
  for (int i = 0; i < count; ++i, left += step_x, top += step_y) {
    const std::uint8_t* upper = scan.pixels.data() + (top >> 16) * width + (left >> 16);
    out[i] = mean_of_four(upper, upper + width);
  }
}

/// Puts a row of a tile. A straight row is in the scan from one place to another.
void put_tile_row(const Image& scan, const ScanRow& row, int count, bool whole, std::size_t first,
                  StraightPage& page) {
  const auto is_outside = [&](int i) {
    return !is_inside(scan, row.x + row.step_x * i, row.y + row.step_y * i, margin_px);
  };
  int begin = 0, end = count;
  while (!whole && begin < end && is_outside(begin)) page.outside[first + begin++] = 1;
  while (!whole && end > begin && is_outside(end - 1)) page.outside[first + --end] = 1;
  if (begin == end) return;
  put_luma_row(scan, {row.x + row.step_x * begin, row.y + row.step_y * begin, row.step_x, row.step_y},
               end - begin, &page.luma[first + begin]);
}

/// A tile of the straightened page: its place and width there, px, and its corners in the scan.
struct Tile {
  int x, y, width;
  PointPx top_left, top_right, bottom_left, bottom_right;
  bool whole = false;  // all of it lies in the scan

  /// Whether all of it lies in a scan, so far from its edge.
  bool is_within(const Image& scan, double margin_px) const {
    return std::ranges::all_of(std::array{top_left, top_right, bottom_left, bottom_right},
                               [&](const PointPx& p) { return is_inside(scan, p.x, p.y, margin_px); });
  }
  std::size_t first_px(int line, int page_width) const {
    return static_cast<std::size_t>(y + line) * page_width + x;
  }
  ScanRow row(int line) const {
    const double v = static_cast<double>(line) / tile_px;
    const double x0 = top_left.x + (bottom_left.x - top_left.x) * v,
                 y0 = top_left.y + (bottom_left.y - top_left.y) * v;
    return {x0, y0, (top_right.x + (bottom_right.x - top_right.x) * v - x0) / tile_px,
            (top_right.y + (bottom_right.y - top_right.y) * v - y0) / tile_px};
  }
};

/// Rows of tiles, a line of all of them at a time: the scan is then read along its own rows, which memory
/// brings in ahead; tile by tile it came late.
template <class PutLine>
void for_tile_lines(const PageMap& map, const Image& scan, int width, int height, const PutLine& put_line) {
  const auto corners_at = [&](int y) {
    std::vector<PointPx> corners;
    for (int x = 0; x < width + tile_px; x += tile_px)
      corners.push_back(map((x + 0.5) / StraightPage::px_per_mm, (y + 0.5) / StraightPage::px_per_mm));
    return corners;
  };
  std::vector<PointPx> upper, lower = corners_at(0);
  std::vector<Tile> tiles;
  for (int ty = 0; ty < height; ty += tile_px) {
    upper = std::move(lower);
    lower = corners_at(ty + tile_px);
    tiles.clear();
    for (int tx = 0; tx < width; tx += tile_px) {
      const std::size_t t = tx / tile_px;
      tiles.push_back(
          {tx, ty, std::min(width - tx, tile_px), upper[t], upper[t + 1], lower[t], lower[t + 1]});
      tiles.back().whole = tiles.back().is_within(scan, margin_px + 0.1);
    }
    for (int line = 0; line < std::min(height - ty, tile_px); ++line)
      for (const Tile& tile : tiles) put_line(tile, line);
  }
}

/// Both planes of colour, of a row of a tile: at half the scan's size they are as sharp as the straightened
/// page, and the nearest of each place will do.
void put_chroma_row(const Image& scan, const ScanRow& row, bool whole, int count, std::uint8_t* blue,
                    std::uint8_t* red) {
  const int width = half_of(scan.width), height = half_of(scan.height);
  const std::uint8_t* from_blue = scan.chroma.data();
  const std::uint8_t* from_red = from_blue + scan.chroma.size() / 2;
  std::int64_t at_x = fixed((row.x + 0.5) / 2), at_y = fixed((row.y + 0.5) / 2);
  const std::int64_t step_x = fixed(row.step_x / 2), step_y = fixed(row.step_y / 2);
  if (!whole) {  // at the picture's edge places are held on it: what lies beyond is taken out afterwards
    for (int x = 0; x < count; ++x, at_x += step_x, at_y += step_y) {
      const std::int64_t i = std::clamp<std::int64_t>(at_y >> 16, 0, height - 1) * width +
                             std::clamp<std::int64_t>(at_x >> 16, 0, width - 1);
      blue[x] = from_blue[i];
      red[x] = from_red[i];
    }
    return;
  }
  for (const std::uint8_t* plane : {from_blue, from_red}) bring_in(plane, width, height, at_x, at_y);
  for (int x = 0; x < count; ++x, at_x += step_x, at_y += step_y) {
    const std::int64_t i = (at_y >> 16) * width + (at_x >> 16);
    blue[x] = from_blue[i];
    red[x] = from_red[i];
  }
}

void put_luma(const Image& scan, const Tile& tile, int line, StraightPage& page) {
  put_tile_row(scan, tile.row(line), tile.width, tile.whole, tile.first_px(line, page.width), page);
}

void put_chroma(const Image& scan, const Tile& tile, int line, StraightPage& page) {
  const std::size_t first = tile.first_px(line, page.width);
  put_chroma_row(scan, tile.row(line), tile.whole, tile.width, &page.blue[first], &page.red[first]);
}

/// The map into the picture shrunk by a whole factor: centres of pixels are whole numbers in both.
PageMap shrunk_map(PageMap map, int factor) {
  const double shift = (factor - 1) / 2.0;
  auto& h = map.homography;
  for (int i = 0; i < 3; ++i) {
    h[i] = (h[i] - shift * h[6 + i]) / factor;
    h[3 + i] = (h[3 + i] - shift * h[6 + i]) / factor;
  }
  return map;
}

/// What the scan does not reach stays white.
HEFU_VECTORISED void blank(const std::uint8_t* outside, std::size_t count, std::uint8_t* colour) {
  for (std::size_t i = 0; i < count; ++i) colour[i] = outside[i] != 0 ? no_colour : colour[i];
}

/// Luma alone, shrunk.
Image shrunk_luma(const Image& scan, int factor) {
  const Image luma{scan.width, scan.height, 1, scan.dpi, scan.pixels};
  return shrunk(luma, factor);
}

void straighten_split(const Image& scan, const PageMap& map, int factor, StraightPage& out) {
  const auto of_luma = [&](const Image& luma, const PageMap& luma_map) {
    for_tile_lines(luma_map, luma, out.width, out.height,
                   [&](const Tile& tile, int line) { put_luma(luma, tile, line, out); });
  };
  if (factor == 1)
    of_luma(scan, map);
  else
    of_luma(shrunk_luma(scan, factor), shrunk_map(map, factor));
  if (!scan.chroma.empty())
    for_tile_lines(map, scan, out.width, out.height,
                   [&](const Tile& tile, int line) { put_chroma(scan, tile, line, out); });
}

}  // namespace

StraightPage straighten(const Image& scan, const PageMap& map, const Page& page) {
  StraightPage out;
  out.width = static_cast<int>(page.width_mm * StraightPage::px_per_mm);
  out.height = static_cast<int>(page.height_mm * StraightPage::px_per_mm);
  const std::size_t count = static_cast<std::size_t>(out.width) * out.height;
  out.luma.assign(count, 255);
  out.outside.assign(count, 0);
  if (scan.coloured()) {
    out.blue.assign(count, no_colour);
    out.red.assign(count, no_colour);
  }
  const double step = map.px_per_mm(page.width_mm / 2, page.height_mm / 2) / StraightPage::px_per_mm;
  const int factor = std::max(1, static_cast<int>(std::ceil(step / widest_step)));
  if (scan.channels == 3)
    straighten_split(with_half_colour(scan), map, factor, out);
  else
    straighten_split(scan, map, factor, out);
  if (scan.coloured() && std::memchr(out.outside.data(), 1, count) != nullptr)
    for (auto* plane : {&out.blue, &out.red}) blank(out.outside.data(), count, plane->data());
  return out;
}

}  // namespace hefu
