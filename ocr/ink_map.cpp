#include "ocr/ink_map.h"

#include <algorithm>
#include <cmath>

#include "ocr/sampling.h"

namespace hefu {
namespace {

constexpr int tile_px = 16;      // the map is bilinear over 4 mm as far as pixels can tell
constexpr int block_px = 4;      // paper is looked for in 1 mm blocks,
constexpr int paper_blocks = 3;  // within 3 mm: wider than any stroke of handwriting

// Red ink of a seal: clearly more red than green and blue. The green office lamp and warm light stay under
// it.
bool is_red_pixel(int red, int green, int blue) { return red - green > 45 && red - blue > 30 && red > 80; }

// Darkness, in grey without seal ink, that a seal alone does not reach: a seal's red leaves under 50 of 255,
// a thin black stroke under it over 90. Such ink counts although red is around it: a figure added there was
// not seen.
constexpr std::uint8_t certain_ink = 77;

/// Running maximum (or minimum) over 2 * radius + 1 cells along rows, written transposed.
void spread_transposed(const std::vector<std::uint8_t>& in, int w, int h, int radius, bool maximum,
                       std::vector<std::uint8_t>& out) {
  out.resize(in.size());
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      std::uint8_t best = in[static_cast<std::size_t>(y) * w + x];
      for (int i = std::max(0, x - radius); i <= std::min(w - 1, x + radius); ++i) {
        const std::uint8_t value = in[static_cast<std::size_t>(y) * w + i];
        best = maximum ? std::max(best, value) : std::min(best, value);
      }
      out[static_cast<std::size_t>(x) * h + y] = best;
    }
}

}  // namespace

InkMap::InkMap(const Image& colour, const Image& grey, const Page& page, const PageMap& map)
    : width_(static_cast<int>(page.width_mm * px_per_mm)),
      height_(static_cast<int>(page.height_mm * px_per_mm)) {
  const std::size_t count = static_cast<std::size_t>(width_) * height_;
  dark_.assign(count, 255);
  red_.assign(count, 0);
  state_.assign(count, plain);
  straighten(colour, grey, map);
  take_paper_off();
  if (colour.channels == 3) mark_red();
  mark_printed(page);
}

void InkMap::straighten(const Image& colour, const Image& grey, const PageMap& map) {
  const auto at = [&](int x, int y) { return map((x + 0.5) / px_per_mm, (y + 0.5) / px_per_mm); };
  for (int ty = 0; ty < height_; ty += tile_px)
    for (int tx = 0; tx < width_; tx += tile_px) {
      const PointPx a = at(tx, ty), b = at(tx + tile_px, ty), c = at(tx, ty + tile_px),
                    d = at(tx + tile_px, ty + tile_px);
      // The mean of four pixels of the scan, a quarter of an output pixel off its middle: shrinking does not
      // alias.
      const double quarter = std::hypot(b.x - a.x, b.y - a.y) / tile_px / 4;
      for (int y = ty; y < std::min(height_, ty + tile_px); ++y) {
        const double v = static_cast<double>(y - ty) / tile_px;
        const double x0 = a.x + (c.x - a.x) * v, y0 = a.y + (c.y - a.y) * v;
        const double step_x = (b.x + (d.x - b.x) * v - x0) / tile_px,
                     step_y = (b.y + (d.y - b.y) * v - y0) / tile_px;
        for (int x = tx; x < std::min(width_, tx + tile_px); ++x) {
          const double px = x0 + step_x * (x - tx), py = y0 + step_y * (x - tx);
          const std::size_t i = static_cast<std::size_t>(y) * width_ + x;
          if (!hefu::is_inside(grey, px, py, quarter + 1)) {
            state_[i] = outside;
            continue;
          }
          const int left = static_cast<int>(px - quarter + 0.5), right = static_cast<int>(px + quarter + 0.5);
          const std::uint8_t* upper = &grey.pixels[static_cast<std::size_t>(py - quarter + 0.5) * grey.width];
          const std::uint8_t* lower = &grey.pixels[static_cast<std::size_t>(py + quarter + 0.5) * grey.width];
          dark_[i] = static_cast<std::uint8_t>((upper[left] + upper[right] + lower[left] + lower[right]) / 4);
          if (colour.channels != 3) continue;
          const std::uint8_t* rgb = &colour.pixels[(static_cast<std::size_t>(py + 0.5) * colour.width +
                                                    static_cast<std::size_t>(px + 0.5)) *
                                                   3];
          red_[i] = is_red_pixel(rgb[0], rgb[1], rgb[2]);
        }
      }
    }
}

/// Turns grey into darkness: the paper is what is lightest near by, after a closing over blocks.
void InkMap::take_paper_off() {
  const int bw = (width_ + block_px - 1) / block_px, bh = (height_ + block_px - 1) / block_px;
  std::vector<std::uint8_t> lightest(static_cast<std::size_t>(bw) * bh, 0), other;
  for (int y = 0; y < height_; ++y)
    for (int x = 0; x < width_; ++x) {
      std::uint8_t& block = lightest[static_cast<std::size_t>(y / block_px) * bw + x / block_px];
      const std::size_t i = static_cast<std::size_t>(y) * width_ + x;
      if (state_[i] != outside) block = std::max(block, dark_[i]);
    }
  spread_transposed(lightest, bw, bh, paper_blocks, true, other);
  spread_transposed(other, bh, bw, paper_blocks, true, lightest);
  spread_transposed(lightest, bw, bh, paper_blocks, false, other);
  spread_transposed(other, bh, bw, paper_blocks, false, lightest);
  for (int y = 0; y < height_; ++y)
    for (int x = 0; x < width_; ++x) {
      const int paper =
          std::max<int>(20, lightest[static_cast<std::size_t>(y / block_px) * bw + x / block_px]);
      std::uint8_t& value = dark_[static_cast<std::size_t>(y) * width_ + x];
      value = static_cast<std::uint8_t>(std::max(0, 255 - 255 * value / paper));
    }
}

/// Seal ink smears by a pixel or two in a phone's picture: what touches red is not known.
void InkMap::mark_red() {
  std::vector<std::uint8_t> wider, across;
  spread_transposed(red_, width_, height_, 2, true, across);
  spread_transposed(across, height_, width_, 2, true, wider);
  for (std::size_t i = 0; i < wider.size(); ++i)
    if (wider[i] != 0 && state_[i] == plain && dark_[i] < certain_ink) state_[i] = red;
}

void InkMap::mark(const RectMm& box, State state) {
  const Range r = range_of(box);
  for (int y = r.y0; y < r.y1; ++y)
    for (int x = r.x0; x < r.x1; ++x) {
      std::uint8_t& s = state_[static_cast<std::size_t>(y) * width_ + x];
      if (s != outside) s = state;
    }
}

void InkMap::mark_printed(const Page& page) {
  constexpr double line_mm = 0.45;  // registration's worst place, and the line's blur
  for (const Line& l : page.lines) {
    const double m = line_mm + l.width_mm / 2;
    mark({std::min(l.x0, l.x1) - m, std::min(l.y0, l.y1) - m, std::fabs(l.x1 - l.x0) + 2 * m,
          std::fabs(l.y1 - l.y0) + 2 * m},
         printed);
  }
  for (const TextRun& run : page.runs)
    for (const Glyph& g : run.glyphs) {
      const double em = g.size_pt * mm_per_pt;
      mark({g.x_mm - 0.12 * em, g.y_mm - 1.0 * em, g.advance_mm + 0.24 * em, 1.26 * em}, printed);
    }
  for (const Picture& p : page.pictures) mark({p.box.x - 1, p.box.y - 1, p.box.w + 2, p.box.h + 2}, printed);
  for (const RectMm& c : page.codes) mark(c, printed);
}

InkMap::Range InkMap::range_of(const RectMm& box) const {
  const auto column = [&](double mm) {
    return std::clamp(static_cast<int>(std::lround(mm * px_per_mm)), 0, width_);
  };
  const auto row = [&](double mm) {
    return std::clamp(static_cast<int>(std::lround(mm * px_per_mm)), 0, height_);
  };
  return {column(box.x), row(box.y), column(box.x + box.w), row(box.y + box.h)};
}

bool InkMap::is_inside(const RectMm& box) const {
  const Range r = range_of(box);
  for (int y = r.y0; y < r.y1; ++y)
    for (int x = r.x0; x < r.x1; ++x)
      if (state_[static_cast<std::size_t>(y) * width_ + x] == outside) return false;
  return true;
}

float InkMap::unprinted_ink(const RectMm& box) const {
  constexpr int side = 5;
  const Range r = range_of(box);
  const int w = r.x1 - r.x0, h = r.y1 - r.y0;
  if (w < side || h < side) return 0;
  int histogram[256] = {}, blank = 0;
  std::vector<std::uint32_t> columns(w, 0);
  std::uint32_t largest = 0;
  for (int y = 0; y < h; ++y) {
    for (int x = 0; x < w; ++x) {
      columns[x] += unprinted(r.x0 + x, r.y0 + y);
      if (y >= side) columns[x] -= unprinted(r.x0 + x, r.y0 + y - side);
      if (state_[static_cast<std::size_t>(r.y0 + y) * width_ + r.x0 + x] == plain) {
        ++histogram[unprinted(r.x0 + x, r.y0 + y)];
        ++blank;
      }
    }
    if (y < side - 1) continue;
    std::uint32_t sum = 0;
    for (int x = 0; x < w; ++x) {
      sum += columns[x];
      if (x >= side) sum -= columns[x - side];
      if (x >= side - 1) largest = std::max(largest, sum);
    }
  }
  if (blank < side * side) return 0;
  int noise = 0;
  for (int seen = histogram[0]; seen < blank / 2 && noise < 255;) seen += histogram[++noise];
  return std::max(0.f, (static_cast<float>(largest) / (side * side) - static_cast<float>(noise)) / 255.f);
}

double InkMap::unprinted_share(const RectMm& box) const {
  constexpr int ink = 64;  // a quarter of the light: a pale pen
  const Range r = range_of(box);
  std::size_t count = 0, dark = 0;
  for (int y = r.y0; y < r.y1; ++y)
    for (int x = r.x0; x < r.x1; ++x) {
      ++count;
      dark += unprinted(x, y) > ink;
    }
  return count == 0 ? 0 : static_cast<double>(dark) / static_cast<double>(count);
}

double InkMap::red_share(const RectMm& box) const {
  const Range r = range_of(box);
  std::size_t count = 0, found = 0;
  for (int y = r.y0; y < r.y1; ++y)
    for (int x = r.x0; x < r.x1; ++x) {
      ++count;
      found += is_red(x, y);
    }
  return count == 0 ? 0 : static_cast<double>(found) / static_cast<double>(count);
}

}  // namespace hefu
