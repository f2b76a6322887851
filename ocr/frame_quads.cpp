#include "ocr/frame_quads.h"

#include <algorithm>
#include <cstdint>

namespace hefu {
namespace {

constexpr int window_px = 9;             // 3 mm each way: wider than a line, narrower than a shadow's edge
constexpr double smallest_share = 0.04;  // of the picture; the smallest ruled part of our forms takes 8 %

std::vector<std::uint32_t> summed_area(const Image& grey) {
  const std::size_t stride = grey.width + 1;
  std::vector<std::uint32_t> sums(stride * (grey.height + 1), 0);
  for (int y = 0; y < grey.height; ++y) {
    std::uint32_t row = 0;
    for (int x = 0; x < grey.width; ++x) {
      row += grey.pixels[static_cast<std::size_t>(y) * grey.width + x];
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
    }
  }
  return sums;
}

std::vector<std::uint8_t> ink_mask(const Image& grey, int percent) {
  const int w = grey.width, h = grey.height;
  const std::size_t stride = w + 1;
  const std::vector<std::uint32_t> sums = summed_area(grey);
  std::vector<std::uint8_t> mask(static_cast<std::size_t>(w) * h, 0);
  for (int y = 0; y < h; ++y) {
    const int y0 = std::max(0, y - window_px), y1 = std::min(h, y + window_px + 1);
    for (int x = 0; x < w; ++x) {
      const int x0 = std::max(0, x - window_px), x1 = std::min(w, x + window_px + 1);
      const std::uint32_t sum =
          sums[y1 * stride + x1] - sums[y0 * stride + x1] - sums[y1 * stride + x0] + sums[y0 * stride + x0];
      const std::size_t i = static_cast<std::size_t>(y) * w + x;
      mask[i] = static_cast<std::uint64_t>(grey.pixels[i]) * (x1 - x0) * (y1 - y0) * 100 <
                static_cast<std::uint64_t>(sum) * percent;
    }
  }
  return mask;
}

std::vector<std::uint8_t> dilated(const std::vector<std::uint8_t>& mask, int w, int h, int radius) {
  std::vector<std::uint8_t> out(mask.size(), 0);
  for (int y = radius; y < h - radius; ++y)
    for (int x = radius; x < w - radius; ++x) {
      if (!mask[static_cast<std::size_t>(y) * w + x]) continue;
      for (int dy = -radius; dy <= radius; ++dy)
        std::fill_n(&out[static_cast<std::size_t>(y + dy) * w + x - radius], 2 * radius + 1, std::uint8_t{1});
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

/// Takes the component of one pixel out of the mask.
Component take_component(std::vector<std::uint8_t>& mask, int w, int h, int start, std::vector<int>& stack) {
  Component component;
  mask[start] = 0;
  stack.assign(1, start);
  while (!stack.empty()) {
    const int at = stack.back();
    stack.pop_back();
    const int x = at % w, y = at / w;
    component.add(x, y);
    for (int ny = std::max(0, y - 1); ny <= std::min(h - 1, y + 1); ++ny)
      for (int nx = std::max(0, x - 1); nx <= std::min(w - 1, x + 1); ++nx) {
        const int next = ny * w + nx;
        if (!mask[next]) continue;
        mask[next] = 0;
        stack.push_back(next);
      }
  }
  return component;
}

}  // namespace

std::vector<Quad> find_frame_quads(const Image& small, const InkThreshold& threshold, std::size_t count) {
  const int w = small.width, h = small.height;
  std::vector<std::uint8_t> mask = dilated(ink_mask(small, threshold.percent), w, h, threshold.dilation_px);
  std::vector<Component> large;
  std::vector<int> stack;
  for (int i = 0; i < w * h; ++i) {
    if (!mask[i]) continue;
    const Component component = take_component(mask, w, h, i, stack);
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

}  // namespace hefu
