#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "ocr/registration.h"
#include "ocr/sampling.h"

namespace hefu {
namespace {

constexpr int tile_px = 16;  // the map is bent so little that it may be taken as bilinear over this

struct Tile {
  PointPx top_left, top_right, bottom_left, bottom_right;
};

constexpr double fixed_one = 4294967296.;  // places in 2^-32 px: whole numbers step along quicker than floats

/// A row of the output between four pixels of the scan each, all of them in the picture.
template <int channels>
void put_row_between(const Image& image, double x, double y, double step_x, double step_y, int count,
                     std::uint8_t* out) {
  const std::int64_t row = static_cast<std::int64_t>(image.width) * channels;
  auto at_x = static_cast<std::int64_t>(x * fixed_one), at_y = static_cast<std::int64_t>(y * fixed_one);
  const auto dx = static_cast<std::int64_t>(step_x * fixed_one),
             dy = static_cast<std::int64_t>(step_y * fixed_one);
  for (int i = 0; i < count; ++i, at_x += dx, at_y += dy, out += channels) {
    // In 256ths of a pixel.
    const int fx = static_cast<int>(at_x >> 24) & 255, fy = static_cast<int>(at_y >> 24) & 255;
    const int left_up = (256 - fx) * (256 - fy), right_up = fx * (256 - fy);
    const int left_down = (256 - fx) * fy, right_down = fx * fy;
    const std::uint8_t* p = image.pixels.data() + (at_y >> 32) * row + (at_x >> 32) * channels;
    for (int c = 0; c < channels; ++c)
      out[c] =
          static_cast<std::uint8_t>((p[c] * left_up + p[channels + c] * right_up + p[row + c] * left_down +
                                     p[row + channels + c] * right_down + 32768) >>
                                    16);
  }
}

/// One pixel between the four of the scan next to it, at the picture's edge.
void put_at_edge(const Image& image, double x, double y, std::uint8_t* out) {
  const double right = std::nextafter(image.width - 1, 0), bottom = std::nextafter(image.height - 1, 0);
  const double in_x = std::clamp(x, 0.0, right), in_y = std::clamp(y, 0.0, bottom);
  if (image.channels == 1)
    put_row_between<1>(image, in_x, in_y, 0, 0, 1, out);
  else
    put_row_between<3>(image, in_x, in_y, 0, 0, 1, out);
}

/// One pixel of the output that covers several of the scan: the mean of `taps` x `taps` of them, so that
/// shrinking does not alias. Between pixels is not looked: the mean makes up for it, and it costs a third.
void put_mean(const Image& image, double x, double y, double step, int taps, std::uint8_t* out) {
  unsigned sums[3] = {};
  const double first = (0.5 / taps - 0.5) * step, gap = step / taps;
  for (int j = 0; j < taps; ++j) {
    const int sy = std::clamp(static_cast<int>(y + first + j * gap + 0.5), 0, image.height - 1);
    const std::uint8_t* row = &image.pixels[static_cast<std::size_t>(sy) * image.width * image.channels];
    for (int i = 0; i < taps; ++i) {
      const int sx = std::clamp(static_cast<int>(x + first + i * gap + 0.5), 0, image.width - 1);
      for (int c = 0; c < image.channels; ++c) sums[c] += row[sx * image.channels + c];
    }
  }
  const unsigned count = static_cast<unsigned>(taps * taps);
  for (int c = 0; c < image.channels; ++c) out[c] = static_cast<std::uint8_t>((sums[c] + count / 2) / count);
}

void put_tile(const Image& image, const Tile& tile, int x0, int y0, int w, int h, Image& out) {
  const double span =
      std::max(std::hypot(tile.top_right.x - tile.top_left.x, tile.top_right.y - tile.top_left.y),
               std::hypot(tile.bottom_left.x - tile.top_left.x, tile.bottom_left.y - tile.top_left.y));
  const double step = span / tile_px;
  const int taps = std::clamp(static_cast<int>(std::lround(step)), 1, 4);
  const bool whole =
      taps == 1 &&
      std::ranges::all_of(std::array{tile.top_left, tile.top_right, tile.bottom_left, tile.bottom_right},
                          [&](const PointPx& p) { return is_inside(image, p.x, p.y, 2); });
  for (int y = 0; y < h; ++y) {
    const double fy = (y + 0.5) / tile_px;
    const double left_x = tile.top_left.x + (tile.bottom_left.x - tile.top_left.x) * fy;
    const double left_y = tile.top_left.y + (tile.bottom_left.y - tile.top_left.y) * fy;
    const double right_x = tile.top_right.x + (tile.bottom_right.x - tile.top_right.x) * fy;
    const double right_y = tile.top_right.y + (tile.bottom_right.y - tile.top_right.y) * fy;
    std::uint8_t* to = &out.pixels[(static_cast<std::size_t>(y0 + y) * out.width + x0) * out.channels];
    if (whole) {
      const double step_x = (right_x - left_x) / tile_px, step_y = (right_y - left_y) / tile_px;
      const auto put_row = image.channels == 1 ? put_row_between<1> : put_row_between<3>;
      put_row(image, left_x + step_x / 2, left_y + step_y / 2, step_x, step_y, w, to);
      continue;
    }
    for (int x = 0; x < w; ++x, to += out.channels) {
      const double fx = (x + 0.5) / tile_px;
      const double sx = left_x + (right_x - left_x) * fx, sy = left_y + (right_y - left_y) * fx;
      if (!is_inside(image, sx, sy))
        std::fill_n(to, out.channels, std::uint8_t{255});
      else if (taps == 1)
        put_at_edge(image, sx, sy, to);
      else
        put_mean(image, sx, sy, step, taps, to);
    }
  }
}

}  // namespace

ScanPart scan_part(const Image& scan, const PageMap& map, const RectMm& box) {
  constexpr int steps = 8;   // a page is bent little between them,
  constexpr int margin = 8;  // px: as little as that
  double x0 = scan.width, y0 = scan.height, x1 = 0, y1 = 0;
  for (int i = 0; i <= steps; ++i)
    for (int j = 0; j <= steps; ++j) {
      const PointPx at = map(box.x + box.w * i / steps, box.y + box.h * j / steps);
      x0 = std::min(x0, at.x), x1 = std::max(x1, at.x);
      y0 = std::min(y0, at.y), y1 = std::max(y1, at.y);
    }
  const auto px = [](double value, int most) {
    return static_cast<int>(std::clamp(value, 0.0, static_cast<double>(most)));
  };
  const int left = px(x0 - margin, scan.width), top = px(y0 - margin, scan.height);
  ScanPart part{cut(scan, left, top, px(x1 + margin, scan.width) - left, px(y1 + margin, scan.height) - top),
                map};
  auto& h = part.map.homography;
  for (int i = 0; i < 3; ++i) {
    h[i] -= left * h[6 + i];
    h[3 + i] -= top * h[6 + i];
  }
  return part;
}

Image crop(const Image& image, const PageMap& map, const RectMm& box, double dpi) {
  if (!image.chroma.empty()) {
    const ScanPart part = scan_part(image, map, box);
    if (!part.image.empty()) return crop(part.image, part.map, box, dpi);
  }
  const double px_per_mm = dpi / 25.4;
  Image out{std::max(1, static_cast<int>(std::lround(box.w * px_per_mm))),
            std::max(1, static_cast<int>(std::lround(box.h * px_per_mm))),
            image.channels,
            dpi,
            {}};
  out.pixels.assign(static_cast<std::size_t>(out.width) * out.height * out.channels, 255);
  if (image.width < 2 || image.height < 2) return out;
  const auto corners_at = [&](int y) {
    std::vector<PointPx> corners;
    for (int x = 0; x < out.width + tile_px; x += tile_px)
      corners.push_back(map(box.x + x / px_per_mm, box.y + y / px_per_mm));
    return corners;
  };
  std::vector<PointPx> upper, lower = corners_at(0);
  for (int y0 = 0; y0 < out.height; y0 += tile_px) {
    upper = std::move(lower);
    lower = corners_at(y0 + tile_px);
    for (int x0 = 0; x0 < out.width; x0 += tile_px) {
      const std::size_t t = x0 / tile_px;
      put_tile(image, {upper[t], upper[t + 1], lower[t], lower[t + 1]}, x0, y0,
               std::min(tile_px, out.width - x0), std::min(tile_px, out.height - y0), out);
    }
  }
  return out;
}

}  // namespace hefu
