#include "ocr/straight_page.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "ocr/sampling.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

constexpr int tile_px = 16;  // the map is bilinear over 4 mm as far as pixels can tell
// Scan pixels a pixel of the page from which four places no longer stand for all that lies between.
constexpr double widest_step = 2.7;

/// A row of output pixels in the scan: where it begins, its steps, a quarter of an output pixel. Scan px.
struct ScanRow {
  double x, y, step_x, step_y, quarter;
};

/// The mean of four pixels of three channels; the byte that is read behind each is ignored.
inline void put_mean(const std::uint8_t* a, const std::uint8_t* b, const std::uint8_t* c,
                     const std::uint8_t* d, std::uint8_t* out) {
  constexpr std::uint32_t even_bytes = 0x00FF00FF;
  std::uint32_t even = 0, odd = 0;  // red and blue, 16 bits each; green
  for (const std::uint8_t* pixel : {a, b, c, d}) {
    std::uint32_t value;
    std::memcpy(&value, pixel, sizeof value);
    even += value & even_bytes;
    odd += value >> 8 & 0xFF;
  }
  out[0] = static_cast<std::uint8_t>((even & 0xFFFF) >> 2);
  out[1] = static_cast<std::uint8_t>(odd >> 2);
  out[2] = static_cast<std::uint8_t>(even >> 18);
}

/// Of two rows of the scan the mean of each pixel and its three neighbours to the right and below. `end`:
/// of the scan. Writes up to 15 means more.
HEFU_VECTORISED void mean_of_four(const std::uint8_t* upper, const std::uint8_t* lower,
                                  const std::uint8_t* end, int count, std::uint8_t* means) {
  constexpr int lanes = 16;
  using Bytes = std::uint8_t __attribute__((vector_size(lanes)));
  using Words = std::uint16_t __attribute__((vector_size(2 * lanes)));
  const auto words_at = [](const std::uint8_t* from) {
    Bytes bytes;
    std::memcpy(&bytes, from, lanes);
    return __builtin_convertvector(bytes, Words);
  };
  int i = 0;
  for (; i < count && end - (lower + i) > lanes; i += lanes) {
    const Words sums =
        words_at(upper + i) + words_at(upper + i + 1) + words_at(lower + i) + words_at(lower + i + 1) + 2;
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

/// Pixels whose four places all lie in the scan, one pixel from its edge at least. As a page lies nearly
/// straight, most of a row comes from two rows of the scan.
void put_colour_row(const Image& scan, const ScanRow& row, int count, std::uint8_t* out) {
  constexpr int channels = 3;
  const std::int64_t step_x = fixed(row.step_x), step_y = fixed(row.step_y);
  std::int64_t left = fixed(row.x - row.quarter + 0.5), right = fixed(row.x + row.quarter + 0.5);
  std::int64_t top = fixed(row.y - row.quarter + 0.5), bottom = fixed(row.y + row.quarter + 0.5);
  const std::int64_t bytes_a_row = static_cast<std::int64_t>(scan.width) * channels;
  for (int i = 0; i < count;) {
    const int run = std::min({count - i, steps_within(top, step_y), steps_within(bottom, step_y)});
    const std::uint8_t* upper = scan.pixels.data() + (top >> 16) * bytes_a_row;
    const std::uint8_t* lower = scan.pixels.data() + (bottom >> 16) * bytes_a_row;
    for (int k = 0; k < run; ++k, out += channels, left += step_x, right += step_x) {
      const std::int64_t l = (left >> 16) * channels, r = (right >> 16) * channels;
      put_mean(upper + l, upper + r, lower + l, lower + r, out);
    }
    top += run * step_y, bottom += run * step_y;
    i += run;
  }
}

/// The same of luma: the four pixels about each place, whose means are made for the whole run first.
void put_grey_row(const Image& scan, const ScanRow& row, int count, std::uint8_t* out) {
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
    return !is_inside(scan, row.x + row.step_x * i, row.y + row.step_y * i, row.quarter + 1);
  };
  int begin = 0, end = count;
  while (!whole && begin < end && is_outside(begin)) page.outside[first + begin++] = 1;
  while (!whole && end > begin && is_outside(end - 1)) page.outside[first + --end] = 1;
  if (begin == end) return;
  const ScanRow inside{row.x + row.step_x * begin, row.y + row.step_y * begin, row.step_x, row.step_y,
                       row.quarter};
  std::uint8_t* out = &page.picture.pixels[(first + begin) * scan.channels];
  scan.channels == 1 ? put_grey_row(scan, inside, end - begin, out)
                     : put_colour_row(scan, inside, end - begin, out);
}

/// A tile of the straightened page: its place and size there, px, and its corners in the scan.
struct Tile {
  int x, y, width, height;
  PointPx top_left, top_right, bottom_left, bottom_right;
  double quarter;  // of the step from one pixel to the next, in the scan

  /// Whether all of it lies in a scan, so far from its edge.
  bool is_within(const Image& scan, double margin_px) const {
    return std::ranges::all_of(std::array{top_left, top_right, bottom_left, bottom_right},
                               [&](const PointPx& p) { return is_inside(scan, p.x, p.y, margin_px); });
  }
  ScanRow row(int line) const {
    const double v = static_cast<double>(line) / tile_px;
    const double x0 = top_left.x + (bottom_left.x - top_left.x) * v,
                 y0 = top_left.y + (bottom_left.y - top_left.y) * v;
    return {x0, y0, (top_right.x + (bottom_right.x - top_right.x) * v - x0) / tile_px,
            (top_right.y + (bottom_right.y - top_right.y) * v - y0) / tile_px, quarter};
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
               lower[t + 1], std::hypot(b.x - a.x, b.y - a.y) / tile_px / 4});
    }
  }
}

void straighten_tiles(const Image& scan, const PageMap& map, StraightPage& page) {
  const int width = page.picture.width;
  for_tiles(map, width, page.picture.height, [&](const Tile& tile) {
    const bool whole = tile.is_within(scan, tile.quarter + 1.1);
    for (int y = 0; y < tile.height; ++y)
      put_tile_row(scan, tile.row(y), tile.width, whole,
                   static_cast<std::size_t>(tile.y + y) * width + tile.x, page);
  });
}

/// Colour at half size is as sharp as the straightened page: the nearest of each place.
struct ColourPlanes {
  std::vector<std::uint8_t> blue, red;
};

/// The same of both planes of colour, a row of a tile. Places are of half the scan's size.
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

void put_colour(const Image& scan, const PageMap& map, ColourPlanes& colour, const Image& picture) {
  for_tiles(map, picture.width, picture.height, [&](const Tile& tile) {
    const bool whole = tile.is_within(scan, 1.1);
    for (int y = 0; y < tile.height; ++y) {
      const std::size_t first = static_cast<std::size_t>(tile.y + y) * picture.width + tile.x;
      put_chroma_row(scan, tile.row(y), whole, tile.width, &colour.blue[first], &colour.red[first]);
    }
  });
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

/// Four rows become three, each the mean of what it covers: `near` three, two or one quarter of it.
HEFU_VECTORISED void mix_rows(const std::uint8_t* near, const std::uint8_t* far, int near_quarters, int count,
                              std::uint8_t* out) {
  for (int i = 0; i < count; ++i)
    out[i] = static_cast<std::uint8_t>((near[i] * near_quarters + far[i] * (4 - near_quarters) + 2) >> 2);
}

/// The same along a row: four pixels become three. Of a group each value is mixed with that of the same
/// channel in the next pixel, so that a group is one vector. `from` can be read, `out` written, 16 values
/// beyond.
HEFU_VECTORISED void mix_columns(const std::uint8_t* from, int channels, int groups, std::uint8_t* out) {
  constexpr int lanes = 16;
  using Bytes = std::uint8_t __attribute__((vector_size(lanes)));
  using Words = std::uint16_t __attribute__((vector_size(2 * lanes)));
  Words near_quarters{};
  for (int i = 0; i < 3 * channels; ++i) near_quarters[i] = static_cast<std::uint16_t>(3 - i / channels);
  for (int g = 0; g < groups; ++g, from += 4 * channels, out += 3 * channels) {
    Bytes near, far;
    std::memcpy(&near, from, lanes);
    std::memcpy(&far, from + channels, lanes);
    const Words mixed = __builtin_convertvector(near, Words) * near_quarters +
                        __builtin_convertvector(far, Words) * (4 - near_quarters) + 2;
    const Bytes bytes = __builtin_convertvector(mixed >> 2, Bytes);
    std::memcpy(out, &bytes, lanes);
  }
}

/// What the scan does not reach stays white.
void lay_colour_on(const Image& scan, const PageMap& map, StraightPage& page) {
  ColourPlanes colour{std::vector<std::uint8_t>(page.outside.size(), 128),
                      std::vector<std::uint8_t>(page.outside.size(), 128)};
  put_colour(scan, map, colour, page.picture);
  for (std::size_t i = 0; i < page.outside.size(); ++i)
    if (page.outside[i] != 0) colour.blue[i] = colour.red[i] = 128;
  const std::vector<std::uint8_t> luma = std::move(page.picture.pixels);
  page.picture.channels = 3;
  page.picture.pixels.resize(luma.size() * 3);
  join_colour(luma.data(), colour.blue.data(), colour.red.data(), luma.size(), page.picture.pixels.data());
}

}  // namespace

StraightPage straighten(const Image& colour, const PageMap& map, const Page& page) {
  StraightPage out;
  out.picture = {static_cast<int>(page.width_mm * StraightPage::px_per_mm),
                 static_cast<int>(page.height_mm * StraightPage::px_per_mm),
                 colour.channels,
                 StraightPage::dpi,
                 {}};
  const std::size_t count = static_cast<std::size_t>(out.picture.width) * out.picture.height;
  out.picture.pixels.assign(count * colour.channels, 255);
  out.outside.assign(count, 0);
  const double step = map.px_per_mm(page.width_mm / 2, page.height_mm / 2) / StraightPage::px_per_mm;
  const int factor = static_cast<int>(std::ceil(step / widest_step));
  if (factor > 1 && !colour.chroma.empty())
    return straighten(shrunk(colour, factor), shrunk_map(map, factor), page);
  if (factor > 1)
    straighten_tiles(shrunk(colour, factor), shrunk_map(map, factor), out);
  else
    straighten_tiles(colour, map, out);
  if (!colour.chroma.empty()) lay_colour_on(colour, map, out);
  return out;
}

Image cut_mm(const Image& straight, const RectMm& box, double px_per_mm) {
  const auto px = [&](double mm) { return static_cast<int>(std::floor(mm * px_per_mm)); };
  return cut(straight, px(box.x), px(box.y), px(box.x + box.w) - px(box.x), px(box.y + box.h) - px(box.y));
}

Image three_quarters(const Image& picture) {
  constexpr std::size_t beyond = 32;
  const int channels = picture.channels, row_values = picture.width * channels;
  Image out{picture.width / 4 * 3, picture.height / 4 * 3, channels, picture.dpi * 0.75, {}};
  const std::size_t out_values = static_cast<std::size_t>(out.width) * channels;
  out.pixels.resize(out_values * out.height + beyond);
  std::vector<std::uint8_t> mixed(row_values + beyond);
  for (int y = 0; y < out.height; ++y) {
    const std::uint8_t* upper = &picture.pixels[static_cast<std::size_t>(y / 3 * 4 + y % 3) * row_values];
    mix_rows(upper, upper + row_values, 3 - y % 3, row_values, mixed.data());
    std::uint8_t* to = out.pixels.data() + out_values * y;
    mix_columns(mixed.data(), channels, out.width / 3, to);
  }
  out.pixels.resize(out_values * out.height);
  return out;
}

}  // namespace hefu
