#include "ocr/frame_quads.h"

#include <algorithm>
#include <cstdint>

#include "ocr/connected.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

constexpr int window_px = 9;             // 3 mm each way: wider than a line, narrower than a shadow's edge
constexpr double smallest_share = 0.04;  // of the picture; the smallest ruled part of our forms takes 8 %

HEFU_VECTORISED void add_row(const std::uint8_t* row, int w, std::uint32_t* sums) {
  for (int x = 0; x < w; ++x) sums[x] += row[x];
}

HEFU_VECTORISED void take_row_off(const std::uint8_t* row, int w, std::uint32_t* sums) {
  for (int x = 0; x < w; ++x) sums[x] -= row[x];
}

/// What is darker than `percent` of the mean around it. `sums` and `areas` of the windows of a row; a window
/// of 19 x 19 px times 255 times 100 fits into 32 bits.
HEFU_VECTORISED void mark_dark(const std::uint8_t* row, const std::uint32_t* sums, const std::uint32_t* areas,
                               int w, std::uint32_t percent, std::uint8_t* mask) {
  for (int x = 0; x < w; ++x) mask[x] = row[x] * areas[x] * 100 < sums[x] * percent;
}

std::vector<std::uint8_t> ink_mask(const Image& grey, int percent) {
  const int w = grey.width, h = grey.height;
  std::vector<std::uint8_t> mask(static_cast<std::size_t>(w) * h);
  std::vector<std::uint32_t> columns(w, 0), upto(w + 1, 0), sums(w), areas(w);
  int areas_height = 0;
  const auto row = [&](int y) { return &grey.pixels[static_cast<std::size_t>(y) * w]; };
  for (int y = 0; y < std::min(h, window_px); ++y) add_row(row(y), w, columns.data());
  for (int y = 0; y < h; ++y) {
    if (y + window_px < h) add_row(row(y + window_px), w, columns.data());
    if (y - window_px > 0) take_row_off(row(y - window_px - 1), w, columns.data());
    const int height = std::min(h, y + window_px + 1) - std::max(0, y - window_px);
    for (int x = 0; x < w; ++x) upto[x + 1] = upto[x] + columns[x];
    for (int x = 0; x < w; ++x) {
      const int x0 = std::max(0, x - window_px), x1 = std::min(w, x + window_px + 1);
      sums[x] = upto[x1] - upto[x0];
    }
    if (height != areas_height)
      for (int x = 0; x < w; ++x)
        areas[x] = static_cast<std::uint32_t>((std::min(w, x + window_px + 1) - std::max(0, x - window_px)) *
                                              height);
    areas_height = height;
    mark_dark(row(y), sums.data(), areas.data(), w, static_cast<std::uint32_t>(percent),
              &mask[static_cast<std::size_t>(y) * w]);
  }
  return mask;
}

HEFU_VECTORISED void join(const std::uint8_t* from, int w, std::uint8_t* to) {
  for (int x = 0; x < w; ++x) to[x] |= from[x];
}

std::vector<std::uint8_t> dilated(const std::vector<std::uint8_t>& mask, int w, int h, int radius) {
  std::vector<std::uint8_t> out(mask.size(), 0), row(w);
  for (int y = radius; y < h - radius; ++y) {
    // Ink within `radius` of the edge is left alone: there is nothing to join it to.
    const std::uint8_t* ink = &mask[static_cast<std::size_t>(y) * w];
    std::fill(row.begin(), row.end(), std::uint8_t{0});
    for (int shift = 0; shift <= 2 * radius; ++shift) join(ink + radius, w - 2 * radius, row.data() + shift);
    for (int dy = -radius; dy <= radius; ++dy)
      join(row.data(), w, &out[static_cast<std::size_t>(y + dy) * w]);
  }
  return out;
}

struct Component {
  int x0 = 1 << 30, y0 = 1 << 30, x1 = 0, y1 = 0;
  int extreme[4] = {1 << 30, 1 << 30, 1 << 30, 1 << 30};
  int corner_x[4] = {}, corner_y[4] = {};

  void add(int x, int y) {
    x0 = std::min(x0, x);
    x1 = std::max(x1, x);
    y0 = std::min(y0, y);
    y1 = std::max(y1, y);
    const int reach[4] = {x + y, y - x, -x - y,
                          x - y};  // smallest at top left, top right, bottom right, bottom left
    for (int i = 0; i < 4; ++i)
      if (reach[i] < extreme[i]) {
        extreme[i] = reach[i];
        corner_x[i] = x;
        corner_y[i] = y;
      }
  }
  double area() const { return static_cast<double>(x1 - x0) * (y1 - y0); }
};

}  // namespace

std::vector<Quad> find_frame_quads(const Image& small, const InkThreshold& threshold, std::size_t count) {
  const int w = small.width, h = small.height;
  std::vector<std::uint8_t> mask = dilated(ink_mask(small, threshold.percent), w, h, threshold.dilation_px);
  std::vector<Component> large;
  std::vector<int> stack;
  const auto end = mask.begin() + w * h;
  for (auto ink = mask.begin(); (ink = std::find(ink, end, std::uint8_t{1})) != end;) {
    Component component;
    take_piece(mask, w, h, static_cast<int>(ink - mask.begin()), stack,
               [&](int x, int y) { component.add(x, y); });
    if (component.area() > smallest_share * w * h) large.push_back(component);
  }
  std::sort(large.begin(), large.end(), [](const auto& a, const auto& b) { return a.area() > b.area(); });
  if (large.size() > count) large.resize(count);
  std::vector<Quad> quads;
  const int back = threshold.dilation_px;  // corners are pushed out by the dilation
  for (const Component& c : large) {
    Quad quad;
    for (int i = 0; i < 4; ++i)
      quad[i] = {static_cast<double>(c.corner_x[i] + (i == 0 || i == 3 ? back : -back)),
                 static_cast<double>(c.corner_y[i] + (i < 2 ? back : -back))};
    quads.push_back(quad);
  }
  return quads;
}

const std::vector<Quad>& ScanFrames::find(int factor, const InkThreshold& threshold) {
  const auto [known, is_new] = found_.try_emplace({factor, threshold.percent, threshold.dilation_px});
  if (!is_new) return known->second;
  const auto [small, is_first] = small_.try_emplace(factor);
  if (is_first) small->second = shrunk(grey_, factor);
  known->second = find_frame_quads(small->second, threshold);
  return known->second;
}

}  // namespace hefu
