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

/// Pixels whose four places all lie in the scan, one pixel from its edge at least. Places in 65536ths of a
/// pixel: whole numbers are quicker to step along than floats.
template <int channels>
void put_row(const Image& scan, const ScanRow& row, int count, std::uint8_t* out) {
  // Places are positive: cutting off after a half is added rounds them.
  const auto fixed = [](double px) { return static_cast<std::int64_t>((px + 0.5) * 65536 + 0.5); };
  const std::int64_t step_x = std::llround(row.step_x * 65536), step_y = std::llround(row.step_y * 65536);
  std::int64_t left = fixed(row.x - row.quarter), right = fixed(row.x + row.quarter);
  std::int64_t top = fixed(row.y - row.quarter), bottom = fixed(row.y + row.quarter);
  const std::int64_t bytes_a_row = static_cast<std::int64_t>(scan.width) * channels;
  for (int i = 0; i < count; ++i, out += channels) {
    const std::uint8_t* upper = scan.pixels.data() + (top >> 16) * bytes_a_row;
    const std::uint8_t* lower = scan.pixels.data() + (bottom >> 16) * bytes_a_row;
    const std::int64_t l = (left >> 16) * channels, r = (right >> 16) * channels;
    if constexpr (channels == 1)
      *out = static_cast<std::uint8_t>((upper[l] + upper[r] + lower[l] + lower[r]) / 4);
    else
      put_mean(upper + l, upper + r, lower + l, lower + r, out);
    left += step_x, right += step_x, top += step_y, bottom += step_y;
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
  scan.channels == 1 ? put_row<1>(scan, inside, end - begin, out)
                     : put_row<3>(scan, inside, end - begin, out);
}

void straighten_tiles(const Image& scan, const PageMap& map, StraightPage& page) {
  const int width = page.picture.width, height = page.picture.height;
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
      const PointPx a = upper[t], b = upper[t + 1], c = lower[t], d = lower[t + 1];
      const double quarter = std::hypot(b.x - a.x, b.y - a.y) / tile_px / 4;
      const bool whole = std::ranges::all_of(
          std::array{a, b, c, d}, [&](const PointPx& p) { return is_inside(scan, p.x, p.y, quarter + 1.1); });
      for (int y = ty; y < std::min(height, ty + tile_px); ++y) {
        const double v = static_cast<double>(y - ty) / tile_px;
        const double x0 = a.x + (c.x - a.x) * v, y0 = a.y + (c.y - a.y) * v;
        const ScanRow row{x0, y0, (b.x + (d.x - b.x) * v - x0) / tile_px,
                          (b.y + (d.y - b.y) * v - y0) / tile_px, quarter};
        put_tile_row(scan, row, std::min(width - tx, tile_px), whole,
                     static_cast<std::size_t>(y) * width + tx, page);
      }
    }
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

/// Four rows become three, each the mean of what it covers: `near` three, two or one quarter of it.
HEFU_VECTORISED void mix_rows(const std::uint8_t* near, const std::uint8_t* far, int near_quarters, int count,
                              std::uint8_t* out) {
  for (int i = 0; i < count; ++i)
    out[i] = static_cast<std::uint8_t>((near[i] * near_quarters + far[i] * (4 - near_quarters) + 2) >> 2);
}

/// The same along a row.
template <int channels>
void mix_columns(const std::uint8_t* from, int width, std::uint8_t* out) {
  const auto mix = [&](int near_quarters) {
    for (int c = 0; c < channels; ++c)
      *out++ = static_cast<std::uint8_t>(
          (from[c] * near_quarters + from[channels + c] * (4 - near_quarters) + 2) >> 2);
    from += channels;
  };
  for (int x = 0; x + 3 <= width; x += 3, from += channels) mix(3), mix(2), mix(1);
  for (int x = 0; x < width % 3; ++x) mix(3 - x);
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
  if (factor > 1)
    straighten_tiles(shrunk(colour, factor), shrunk_map(map, factor), out);
  else
    straighten_tiles(colour, map, out);
  return out;
}

Image three_quarters(const Image& picture) {
  const int channels = picture.channels, row_values = picture.width * channels;
  Image out{picture.width * 3 / 4, picture.height * 3 / 4, channels, picture.dpi * 0.75, {}};
  out.pixels.resize(static_cast<std::size_t>(out.width) * out.height * channels);
  std::vector<std::uint8_t> mixed(row_values);
  for (int y = 0; y < out.height; ++y) {
    const std::uint8_t* upper = &picture.pixels[static_cast<std::size_t>(y / 3 * 4 + y % 3) * row_values];
    mix_rows(upper, upper + row_values, 3 - y % 3, row_values, mixed.data());
    std::uint8_t* to = &out.pixels[static_cast<std::size_t>(y) * out.width * channels];
    channels == 1 ? mix_columns<1>(mixed.data(), out.width, to) : mix_columns<3>(mixed.data(), out.width, to);
  }
  return out;
}

}  // namespace hefu
