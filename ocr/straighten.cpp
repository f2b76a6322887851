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

/// Of two rows of the scan the mean of each pixel and its three neighbours to the right and below. `end`:
/// of the scan. Writes up to 15 means more.
HEFU_VECTORISED void mean_of_four(const std::uint8_t* upper, const std::uint8_t* lower,
                                  const std::uint8_t* end, int count, std::uint8_t* means) {
  constexpr int lanes = 16;
  using Bytes = std::uint8_t __attribute__((vector_size(lanes)));
  using Words = std::uint16_t __attribute__((vector_size(2 * lanes)));
  const auto add = [](const std::uint8_t* from, Words& sums) {
    Bytes bytes;
    std::memcpy(&bytes, from, lanes);
    sums += __builtin_convertvector(bytes, Words);
  };
  constexpr int few = 4;  // of a sideways scan each pixel is a run by itself
  int i = 0;
  for (; count - i > few && end - (lower + i) > lanes; i += lanes) {
    Words sums = Words{} + 2;
    for (const std::uint8_t* row : {upper, lower}) {
      add(row + i, sums);
      add(row + i + 1, sums);
    }
    const Bytes mean = __builtin_convertvector(sums >> 2, Bytes);
    std::memcpy(means + i, &mean, lanes);
  }
  for (; i < count; ++i)
    means[i] = static_cast<std::uint8_t>((upper[i] + upper[i + 1] + lower[i] + lower[i + 1] + 2) >> 2);
}

/// How many steps a place stays in the whole pixel that it is in.
inline int steps_within(std::int64_t at, std::int64_t step) {
  if ((at + (tile_px - 1) * step) >> 16 == at >> 16) return tile_px;  // mostly: a division is dear
  const std::int64_t into = at & 0xFFFF;
  return static_cast<int>(step > 0 ? (0xFFFF - into) / step + 1 : into / -step + 1);
}

/// 65536ths of a pixel, rounded: whole numbers are quicker to step along than floats.
std::int64_t fixed(double px) {
  constexpr std::int64_t many = std::int64_t{1} << 44;  // makes it positive: then cutting off rounds down
  return static_cast<std::int64_t>(px * 65536 + (static_cast<double>(many) + 0.5)) - many;
}

/// Pixels whose places all lie in the scan, a pixel from its edge at least: of each the mean of the four
/// about it. As a page lies nearly straight, most of a row comes from two rows of the scan, whose means are
/// made for the whole run first.
void put_luma_row(const Image& scan, const ScanRow& row, int count, std::uint8_t* out) {
  constexpr int longest = 112;  // of 16 steps of at most widest_step each, and what perspective adds
  std::uint8_t means[longest + 16];
  const std::int64_t step_x = fixed(row.step_x), step_y = fixed(row.step_y);
  std::int64_t left = fixed(row.x), top = fixed(row.y);
  for (int i = 0; i < count;) {
    const int run = std::min(count - i, steps_within(top, step_y));
    const std::int64_t last = left + (run - 1) * step_x;
    const std::int64_t first_px = std::min(left, last) >> 16, last_px = std::max(left, last) >> 16;
    const std::uint8_t* upper = scan.pixels.data() + (top >> 16) * scan.width + first_px;
    if (last_px - first_px >= longest) return;
    mean_of_four(upper, upper + scan.width, scan.pixels.data() + scan.pixels.size(),
                 static_cast<int>(last_px - first_px) + 1, means);
    for (int k = 0; k < run; ++k, left += step_x) *out++ = means[(left >> 16) - first_px];
    top += run * step_y;
    i += run;
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

/// A tile of the straightened page: its place and size there, px, and its corners in the scan.
struct Tile {
  int x, y, width, height;
  PointPx top_left, top_right, bottom_left, bottom_right;

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

template <class Put>
void for_tiles(const PageMap& map, int width, int height, const Put& put) {
  const auto corners_at = [&](int y) {
    std::vector<PointPx> corners;
    for (int x = 0; x < width + tile_px; x += tile_px)
      corners.push_back(map((x + 0.5) / StraightPage::px_per_mm, (y + 0.5) / StraightPage::px_per_mm));
    return corners;
  };
  std::vector<PointPx> upper, lower = corners_at(0);
  for (int ty = 0; ty < height; ty += tile_px) {
    upper = std::move(lower);
    lower = corners_at(ty + tile_px);
    for (int tx = 0; tx < width; tx += tile_px) {
      const std::size_t t = tx / tile_px;
      const PointPx a = upper[t], b = upper[t + 1];
      put(Tile{tx, ty, std::min(width - tx, tile_px), std::min(height - ty, tile_px), a, b, lower[t],
               lower[t + 1]});
    }
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
  for (int x = 0; x < count;) {
    const int run = std::min(count - x, steps_within(at_y, step_y));
    const std::int64_t first = (at_y >> 16) * width;
    if ((at_x + (run - 1) * step_x) >> 16 == (at_x >> 16) + run - 1) {  // pixel by pixel
      std::copy_n(from_blue + first + (at_x >> 16), run, blue + x);
      std::copy_n(from_red + first + (at_x >> 16), run, red + x);
      at_x += run * step_x;
    } else {
      for (int k = 0; k < run; ++k, at_x += step_x) {
        blue[x + k] = from_blue[first + (at_x >> 16)];
        red[x + k] = from_red[first + (at_x >> 16)];
      }
    }
    at_y += run * step_y;
    x += run;
  }
}

void put_luma(const Image& scan, const Tile& tile, StraightPage& page) {
  const bool whole = tile.is_within(scan, margin_px + 0.1);
  for (int y = 0; y < tile.height; ++y)
    put_tile_row(scan, tile.row(y), tile.width, whole, tile.first_px(y, page.width), page);
}

void put_chroma(const Image& scan, const Tile& tile, StraightPage& page) {
  const bool whole = tile.is_within(scan, margin_px + 0.1);
  for (int y = 0; y < tile.height; ++y) {
    const std::size_t first = tile.first_px(y, page.width);
    put_chroma_row(scan, tile.row(y), whole, tile.width, &page.blue[first], &page.red[first]);
  }
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
  const bool coloured = !scan.chroma.empty();
  const auto of_luma = [&](const Image& luma, const PageMap& luma_map, bool with_chroma) {
    for_tiles(luma_map, out.width, out.height, [&](const Tile& tile) {
      put_luma(luma, tile, out);
      if (with_chroma) put_chroma(scan, tile, out);
    });
  };
  if (factor == 1) return of_luma(scan, map, coloured);
  of_luma(shrunk_luma(scan, factor), shrunk_map(map, factor), false);
  if (coloured) for_tiles(map, out.width, out.height, [&](const Tile& tile) { put_chroma(scan, tile, out); });
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
