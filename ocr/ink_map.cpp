#include "ocr/ink_map.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ocr/paper_level.h"
#include "ocr/sampling.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

constexpr int tile_px = 16;      // the map is bilinear over 4 mm as far as pixels can tell
constexpr int block_px = 4;      // paper is looked for in 1 mm blocks,
constexpr int paper_blocks = 3;  // within 3 mm: wider than any stroke of handwriting
constexpr int darkest_paper = 20;

// Red ink of a seal: clearly more red than green and blue. The green office lamp and warm light stay under
// it.
bool is_red_pixel(int red, int green, int blue) { return red - green > 45 && red - blue > 30 && red > 80; }

// Darkness, in grey without seal ink, that a seal alone does not reach: a seal's red leaves under 50 of 255,
// a thin black stroke under it over 90. Such ink counts although red is around it: a figure added there was
// not seen.
constexpr std::uint8_t certain_ink = 77;

/// Largest of each column so far, but for cells in one state.
HEFU_VECTORISED void merge_unless(const std::uint8_t* grey, const std::uint8_t* states, std::uint8_t unless,
                                  int w, std::uint8_t* columns) {
  for (int x = 0; x < w; ++x)
    columns[x] = std::max(columns[x], states[x] == unless ? std::uint8_t{0} : grey[x]);
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
  measure_noise();
}

/// Of a cell that is full, what is blank may all be a character that nobody printed: its own level would pass
/// for noise. A page's blank pixels are mostly paper.
void InkMap::measure_noise() {
  std::size_t histogram[256] = {}, blank = 0;
  for (std::size_t i = 0; i < state_.size(); ++i)
    if (state_[i] == plain) ++histogram[dark_[i]], ++blank;
  most_noise_ = 0;
  for (std::size_t seen = histogram[0]; seen < blank - blank / 10 && most_noise_ < 255;)
    seen += histogram[++most_noise_];
}

void InkMap::straighten(const Image& colour, const Image& grey, const PageMap& map) {
  const auto at = [&](int x, int y) { return map((x + 0.5) / px_per_mm, (y + 0.5) / px_per_mm); };
  const auto corners_at = [&](int y) {
    std::vector<PointPx> corners;
    for (int x = 0; x < width_ + tile_px; x += tile_px) corners.push_back(at(x, y));
    return corners;
  };
  std::vector<PointPx> upper, lower = corners_at(0);
  for (int ty = 0; ty < height_; ty += tile_px) {
    upper = std::move(lower);
    lower = corners_at(ty + tile_px);
    for (int tx = 0; tx < width_; tx += tile_px) {
      const std::size_t t = tx / tile_px;
      const PointPx a = upper[t], b = upper[t + 1], c = lower[t], d = lower[t + 1];
      // The mean of four pixels of the scan, a quarter of an output pixel off its middle: shrinking does not
      // alias.
      const double quarter = std::hypot(b.x - a.x, b.y - a.y) / tile_px / 4;
      const bool whole = std::ranges::all_of(std::array{a, b, c, d}, [&](const PointPx& p) {
        return hefu::is_inside(grey, p.x, p.y, quarter + 1.1);
      });
      for (int y = ty; y < std::min(height_, ty + tile_px); ++y) {
        const double v = static_cast<double>(y - ty) / tile_px;
        const double x0 = a.x + (c.x - a.x) * v, y0 = a.y + (c.y - a.y) * v;
        const ScanRow row{x0, y0, (b.x + (d.x - b.x) * v - x0) / tile_px,
                          (b.y + (d.y - b.y) * v - y0) / tile_px, quarter};
        const int count = std::min(width_ - tx, tile_px);
        const std::size_t first = static_cast<std::size_t>(y) * width_ + tx;
        if (whole)
          take_row(colour, grey, row, count, first);
        else
          take_row_at_edge(colour, grey, row, count, first);
      }
    }
  }
}

/// Places in 65536ths of a pixel: whole numbers are quicker to step along than floats.
void InkMap::take_row(const Image& colour, const Image& grey, const ScanRow& row, int count,
                      std::size_t first) {
  // Places are positive: cutting off after a half is added rounds them.
  const auto fixed = [](double px) { return static_cast<std::int64_t>(px * 65536 + 0.5); };
  const std::int64_t step_x = std::llround(row.step_x * 65536), step_y = std::llround(row.step_y * 65536);
  std::int64_t left = fixed(row.x - row.quarter + 0.5), right = fixed(row.x + row.quarter + 0.5);
  std::int64_t top = fixed(row.y - row.quarter + 0.5), bottom = fixed(row.y + row.quarter + 0.5);
  const std::uint8_t* pixels = grey.pixels.data();
  for (int i = 0; i < count; ++i) {
    const std::uint8_t* upper = pixels + (top >> 16) * grey.width;
    const std::uint8_t* lower = pixels + (bottom >> 16) * grey.width;
    dark_[first + i] = static_cast<std::uint8_t>(
        (upper[left >> 16] + upper[right >> 16] + lower[left >> 16] + lower[right >> 16]) / 4);
    left += step_x, right += step_x, top += step_y, bottom += step_y;
  }
  if (colour.channels != 3) return;
  std::int64_t x = fixed(row.x + 0.5), y = fixed(row.y + 0.5);
  for (int i = 0; i < count; ++i, x += step_x, y += step_y) {
    const std::uint8_t* rgb = colour.pixels.data() + ((y >> 16) * colour.width + (x >> 16)) * 3;
    red_[first + i] = is_red_pixel(rgb[0], rgb[1], rgb[2]);
  }
}

/// The same where the page's edge may leave the picture. A straight row is in it from one place to another.
void InkMap::take_row_at_edge(const Image& colour, const Image& grey, const ScanRow& row, int count,
                              std::size_t first) {
  const auto is_outside = [&](int i) {
    return !hefu::is_inside(grey, row.x + row.step_x * i, row.y + row.step_y * i, row.quarter + 1);
  };
  int begin = 0, end = count;
  while (begin < end && is_outside(begin)) state_[first + begin++] = outside;
  while (end > begin && is_outside(end - 1)) state_[first + --end] = outside;
  if (begin == end) return;
  const ScanRow inside{row.x + row.step_x * begin, row.y + row.step_y * begin, row.step_x, row.step_y,
                       row.quarter};
  take_row(colour, grey, inside, end - begin, first + begin);
}

/// Turns grey into darkness: the paper is what is lightest near by, after a closing over blocks.
void InkMap::take_paper_off() {
  const int bw = (width_ + block_px - 1) / block_px, bh = (height_ + block_px - 1) / block_px;
  std::vector<std::uint8_t> lightest(static_cast<std::size_t>(bw) * bh, 0);
  std::vector<std::uint8_t> columns(static_cast<std::size_t>(bw) * block_px);
  for (int y = 0; y < height_; ++y) {
    if (y % block_px == 0) std::fill(columns.begin(), columns.end(), std::uint8_t{0});
    const std::size_t row = static_cast<std::size_t>(y) * width_;
    merge_unless(&dark_[row], &state_[row], outside, width_, columns.data());
    if (y % block_px != block_px - 1 && y != height_ - 1) continue;
    std::uint8_t* blocks = &lightest[static_cast<std::size_t>(y / block_px) * bw];
    for (int b = 0; b < bw; ++b)
      blocks[b] = *std::max_element(&columns[b * block_px], &columns[b * block_px] + block_px);
  }
  spread(lightest, bw, bh, paper_blocks, true);
  spread(lightest, bw, bh, paper_blocks, false);
  hefu::take_paper_off(dark_, width_, height_, lightest, block_px, darkest_paper);
}

/// Seal ink smears by a pixel or two in a phone's picture: what touches red is not known.
void InkMap::mark_red() {
  if (std::find(red_.begin(), red_.end(), std::uint8_t{1}) == red_.end()) return;
  std::vector<std::uint8_t> wider = red_;
  spread(wider, width_, height_, 2, true);
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
  for (int seen = histogram[0]; seen < blank / 2 && noise < most_noise_;) seen += histogram[++noise];
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
