#include "ocr/ink_map.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "ocr/colour_planes.h"
#include "ocr/paper_level.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

constexpr int block_px = 4;      // paper is looked for in 1 mm blocks,
constexpr int paper_blocks = 3;  // within 3 mm: wider than any stroke of handwriting
constexpr int darkest_paper = 20;

/// Red ink of a seal: clearly more red than green and blue. The green office lamp and warm light stay under
/// it.
HEFU_VECTORISED void find_red(const std::uint8_t* luma, const std::uint8_t* blues, const std::uint8_t* reds,
                              std::size_t count, std::uint8_t* is_red) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::int16_t blue = about_0(blues[i]), red = about_0(reds[i]), more = red_beyond_luma(red);
    const auto light = static_cast<std::int16_t>(luma[i] + more);
    const auto beyond_green = static_cast<std::int16_t>(more + green_below_luma(blue, red));
    const auto beyond_blue = static_cast<std::int16_t>(more - blue_beyond_luma(blue));
    is_red[i] = (beyond_green > 45) & (beyond_blue > 30) & (light > 80);
  }
}

HEFU_VECTORISED void take_seal_off(const std::uint8_t* blues, const std::uint8_t* reds, std::size_t count,
                                   std::uint8_t* grey) {
  for (std::size_t i = 0; i < count; ++i) {
    const auto level =
        static_cast<std::int16_t>(grey[i] + without_seal_beyond_luma(about_0(blues[i]), about_0(reds[i])));
    grey[i] = static_cast<std::uint8_t>(std::clamp<std::int16_t>(level, 0, 255));
  }
}

// Darkness, in grey without seal ink, that a seal alone does not reach: a seal's red leaves under 50 of 255,
// a thin black stroke under it over 90. Such ink counts although red is around it: a figure added there was
// not seen.
constexpr std::uint8_t certain_ink = 77;

/// All bits or none: a choice without a branch.
inline std::uint8_t bits_if(bool all) { return static_cast<std::uint8_t>(-static_cast<int>(all)); }

/// Largest of each column so far, but for cells in one state.
HEFU_VECTORISED void merge_unless(const std::uint8_t* grey, const std::uint8_t* states, std::uint8_t unless,
                                  int w, std::uint8_t* columns) {
  for (int x = 0; x < w; ++x) {
    const auto counted = static_cast<std::uint8_t>(grey[x] & bits_if(states[x] != unless));
    columns[x] = std::max(columns[x], counted);
  }
}

/// Of each block's columns the lightest.
HEFU_VECTORISED void lightest_of_blocks(const std::uint8_t* columns, int blocks, std::uint8_t* lightest) {
  for (int b = 0; b < blocks; ++b) {
    const std::uint8_t* c = columns + block_px * b;
    lightest[b] = std::max(std::max(c[0], c[1]), std::max(c[2], c[3]));
  }
}

/// Where something was found, and is not darker than that, a state becomes another one.
HEFU_VECTORISED void change_states(const std::uint8_t* found, const std::uint8_t* dark, std::size_t count,
                                   std::uint8_t from, std::uint8_t to, std::uint8_t most_dark,
                                   std::uint8_t* states) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint8_t change = bits_if((found[i] != 0) & (states[i] == from) & (dark[i] <= most_dark));
    states[i] = static_cast<std::uint8_t>((states[i] & ~change) | (to & change));
  }
}

/// Leaves the values of one state.
HEFU_VECTORISED void keep_only(const std::uint8_t* states, std::size_t count, std::uint8_t wanted,
                               std::uint8_t* values) {
  for (std::size_t i = 0; i < count; ++i)
    values[i] = static_cast<std::uint8_t>(values[i] & bits_if(states[i] == wanted));
}

/// A row comes to sums of five rows, another goes.
HEFU_VECTORISED void slide_down(const std::uint8_t* come, const std::uint8_t* gone, int count,
                                std::uint16_t* columns) {
  for (int x = 0; x < count; ++x) columns[x] = static_cast<std::uint16_t>(columns[x] + come[x] - gone[x]);
}

/// The largest sum of five columns.
HEFU_VECTORISED std::uint16_t largest_of_five(const std::uint16_t* columns, int count) {
  std::uint16_t largest = 0;
  for (int x = 0; x + 4 < count; ++x) {
    const auto sum = static_cast<std::uint16_t>(columns[x] + columns[x + 1] + columns[x + 2] +
                                                columns[x + 3] + columns[x + 4]);
    largest = std::max(largest, sum);
  }
  return largest;
}

}  // namespace

InkMap::InkMap(const StraightPage& straight, const Page& page)
    : width_(straight.width), height_(straight.height), dark_(straight.luma) {
  const bool coloured = !straight.blue.empty();
  if (coloured) take_seal_off(straight.blue.data(), straight.red.data(), dark_.size(), dark_.data());
  red_.assign(dark_.size(), 0);
  state_.assign(dark_.size(), plain);
  change_states(straight.outside.data(), dark_.data(), dark_.size(), plain, outside, 255, state_.data());
  take_paper_off();
  if (coloured) mark_red(straight);
  mark_printed(page);
  measure_noise();
  keep_only(state_.data(), dark_.size(), plain, dark_.data());
}

/// Of a cell that is full, what is blank may all be a character that nobody printed: its own level would pass
/// for noise. A page's blank pixels are mostly paper.
void InkMap::measure_noise() {
  const auto histogram = histogram_of(dark_, state_, plain);
  const auto blank = std::accumulate(histogram.begin(), histogram.end(), std::size_t{0});
  most_noise_ = 0;
  for (std::size_t seen = histogram[0]; seen < blank - blank / 10 && most_noise_ < 255;)
    seen += histogram[++most_noise_];
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
    lightest_of_blocks(columns.data(), bw, blocks);
  }
  spread(lightest, bw, bh, paper_blocks, true);
  spread(lightest, bw, bh, paper_blocks, false);
  hefu::take_paper_off(dark_, width_, height_, lightest, block_px, darkest_paper);
}

/// Seal ink smears by a pixel or two in a phone's picture: what touches red is not known.
void InkMap::mark_red(const StraightPage& straight) {
  find_red(straight.luma.data(), straight.blue.data(), straight.red.data(), red_.size(), red_.data());
  if (std::memchr(red_.data(), 1, red_.size()) == nullptr) return;
  std::vector<std::uint8_t> wider = red_;
  spread(wider, width_, height_, 2, true);
  change_states(wider.data(), dark_.data(), wider.size(), plain, red, certain_ink - 1, state_.data());
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
  std::vector<std::uint16_t> columns(w, 0);
  const std::vector<std::uint8_t> nothing(w, 0);
  std::uint16_t largest = 0;
  for (int y = 0; y < h; ++y) {
    const std::size_t row = static_cast<std::size_t>(r.y0 + y) * width_ + r.x0;
    const std::uint8_t* gone =
        y < side ? nothing.data() : &dark_[row - static_cast<std::size_t>(side) * width_];
    slide_down(&dark_[row], gone, w, columns.data());
    if (y >= side - 1) largest = std::max(largest, largest_of_five(columns.data(), w));
    for (int x = 0; x < w; ++x) {
      if (state_[row + x] != plain) continue;
      ++histogram[dark_[row + x]];
      ++blank;
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
