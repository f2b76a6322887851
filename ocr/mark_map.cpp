#include "ocr/mark_map.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ocr/colour_planes.h"
#include "ocr/mark_thresholds.h"
#include "ocr/paper_level.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

namespace t = mark_thresholds;

constexpr int block_px = 4;      // paper is looked for in 1 mm blocks,
constexpr int paper_blocks = 4;  // within 4 mm: wider than a pen's stroke or a seal's ring

using Plane = std::vector<std::uint8_t>;

/// The two lightest values of each column so far.
HEFU_VECTORISED void keep_lightest(const std::uint8_t* row, int width, std::uint8_t* first,
                                   std::uint8_t* second) {
  for (int x = 0; x < width; ++x) {
    second[x] = std::max(second[x], std::min(first[x], row[x]));
    first[x] = std::max(first[x], row[x]);
  }
}

/// Of the two lightest of four columns each, the second lightest.
HEFU_VECTORISED void second_of_blocks(const std::uint8_t* first, const std::uint8_t* second, int blocks,
                                      std::uint8_t* out) {
  for (int b = 0; b < blocks; ++b) {
    const std::uint8_t *f = first + block_px * b, *s = second + block_px * b;
    const std::uint8_t left = std::max(f[0], f[1]), right = std::max(f[2], f[3]);
    // The second of each half: what the lightest left over, or the second below it.
    const std::uint8_t of_left = std::max(std::min(f[0], f[1]), f[0] >= f[1] ? s[0] : s[1]);
    const std::uint8_t of_right = std::max(std::min(f[2], f[3]), f[2] >= f[3] ? s[2] : s[3]);
    out[b] = std::max(std::min(left, right), left >= right ? of_left : of_right);
  }
}

/// The paper's level in blocks: the second lightest value of each (one alone may be noise), closed over dark
/// ink.
Plane paper_of(const Plane& level, int width, int height) {
  const int bw = (width + block_px - 1) / block_px, bh = (height + block_px - 1) / block_px;
  Plane paper(static_cast<std::size_t>(bw) * bh, 0), first(bw * block_px), second(bw * block_px);
  for (int by = 0; by < bh; ++by) {
    std::fill(first.begin(), first.end(), std::uint8_t{0});
    std::fill(second.begin(), second.end(), std::uint8_t{0});
    for (int y = by * block_px; y < std::min(height, (by + 1) * block_px); ++y)
      keep_lightest(&level[static_cast<std::size_t>(y) * width], width, first.data(), second.data());
    second_of_blocks(first.data(), second.data(), bw, &paper[static_cast<std::size_t>(by) * bw]);
  }
  spread(paper, bw, bh, paper_blocks, true);
  spread(paper, bw, bh, paper_blocks, false);
  return paper;
}

/// Levels become the share of the paper's light that is taken.
void take_paper_off(Plane& level, int width, int height) {
  constexpr int darkest_paper = 20;
  hefu::take_paper_off(level, width, height, paper_of(level, width, height), block_px, darkest_paper);
}

HEFU_VECTORISED void lighten(std::uint8_t* ink, std::size_t count, std::uint8_t by) {
  for (std::size_t i = 0; i < count; ++i) ink[i] = static_cast<std::uint8_t>(std::max(ink[i], by) - by);
}

/// Takes the paper's own level off and returns how much it varies. Ink is darker than paper, so only the
/// lighter half is paper for certain.
float take_noise_off(Plane& ink, const Plane& state) {
  const auto histogram = histogram_of(ink, state, MarkMap::free);
  const auto count = std::accumulate(histogram.begin(), histogram.end(), std::size_t{0});
  if (count == 0) return 1;
  const auto level_at = [&](double share) {
    std::size_t seen = 0;
    for (int level = 0; level < 256; ++level)
      if ((seen += histogram[level]) > share * static_cast<double>(count)) return level;
    return 255;
  };
  const int middle = level_at(0.5);
  lighten(ink.data(), ink.size(), static_cast<std::uint8_t>(middle));
  return std::max(1.f, static_cast<float>(middle - level_at(0.16)));
}

void mark(MarkMap& marks, const RectMm& box, std::uint8_t state) {
  const int x0 = marks.column(box.x), x1 = marks.column(box.x + box.w);
  const int y0 = marks.row(box.y), y1 = marks.row(box.y + box.h);
  for (int y = y0; y < y1; ++y)
    std::fill_n(marks.state.begin() + static_cast<std::ptrdiff_t>(marks.index(x0, y)), std::max(0, x1 - x0),
                state);
}

void mark_printed(MarkMap& marks, const Page& page) {
  for (const Line& l : page.lines) {
    const double m = t::line_margin_mm + l.width_mm / 2;
    mark(marks,
         {std::min(l.x0, l.x1) - m, std::min(l.y0, l.y1) - m, std::fabs(l.x1 - l.x0) + 2 * m,
          std::fabs(l.y1 - l.y0) + 2 * m},
         MarkMap::printed);
  }
  for (const TextRun& run : page.runs)
    for (const Glyph& g : run.glyphs) {
      const double em = g.size_pt * mm_per_pt, m = t::glyph_margin_mm;
      mark(marks, {g.x_mm - m, g.y_mm - 0.88 * em - m, g.advance_mm + 2 * m, em + 2 * m}, MarkMap::printed);
    }
  for (const Picture& p : page.pictures)
    mark(marks, {p.box.x - 1, p.box.y - 1, p.box.w + 2, p.box.h + 2}, MarkMap::printed);
  for (const RectMm& code : page.codes) mark(marks, code, MarkMap::printed);
}

/// A part of the page: where it begins and its size, px.
struct Part {
  int x, y, width, height;
};

void mark_outside(MarkMap& marks, const StraightPage& straight, const Part& part) {
  for (int y = 0; y < part.height; ++y) {
    const std::uint8_t* outside =
        &straight.outside[static_cast<std::size_t>(part.y + y) * straight.width + part.x];
    for (int x = 0; x < part.width; ++x)
      if (outside[x] != 0) marks.state[marks.index(x, y)] = MarkMap::outside;
  }
}

Plane plane_of(const std::vector<std::uint8_t>& plane, int width, const Part& part) {
  Plane out(static_cast<std::size_t>(part.width) * part.height);
  for (int y = 0; y < part.height; ++y)
    std::copy_n(&plane[static_cast<std::size_t>(part.y + y) * width + part.x], part.width,
                &out[static_cast<std::size_t>(y) * part.width]);
  return out;
}

/// Luma becomes red light; green light beside it.
HEFU_VECTORISED void to_light(const std::uint8_t* blues, const std::uint8_t* reds, std::size_t count,
                              std::uint8_t* luma, std::uint8_t* green) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::int16_t blue = about_0(blues[i]), red = about_0(reds[i]), level = luma[i];
    const auto red_light = static_cast<std::int16_t>(level + red_beyond_luma(red));
    const auto green_light = static_cast<std::int16_t>(level - green_below_luma(blue, red));
    luma[i] = static_cast<std::uint8_t>(std::clamp<std::int16_t>(red_light, 0, 255));
    green[i] = static_cast<std::uint8_t>(std::clamp<std::int16_t>(green_light, 0, 255));
  }
}

/// Red ink takes green light and leaves red light; what it takes of that too is not a pen's. `taken`: of
/// green light first, red ink then; `pen`: of red light.
HEFU_VECTORISED void tell_red(std::uint8_t* taken, std::uint8_t* pen, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const int redness = std::max(0, taken[i] - pen[i]);
    taken[i] = static_cast<std::uint8_t>(redness);
    pen[i] = static_cast<std::uint8_t>(
        std::max(0, pen[i] - static_cast<int>(t::red_light_taken * static_cast<float>(redness))));
  }
}

}  // namespace

int MarkMap::column(double mm) const {
  return std::clamp(static_cast<int>(std::lround((mm - left_mm) * px_per_mm)), 0, width);
}
int MarkMap::row(double mm) const {
  return std::clamp(static_cast<int>(std::lround((mm - top_mm) * px_per_mm)), 0, height);
}

MarkMap map_marks(const StraightPage& straight, const Page& page, const RectMm& area) {
  const auto px = [](double mm, int most) {
    return std::clamp(static_cast<int>(std::lround(mm * MarkMap::px_per_mm)), 0, most);
  };
  Part part{px(area.x, straight.width), px(area.y, straight.height), 0, 0};
  part.width = px(area.x + area.w, straight.width) - part.x;
  part.height = px(area.y + area.h, straight.height) - part.y;
  MarkMap marks;
  marks.width = part.width, marks.height = part.height;
  marks.left_mm = part.x * MarkMap::mm_per_px, marks.top_mm = part.y * MarkMap::mm_per_px;
  marks.coloured = !straight.blue.empty();
  marks.state.assign(static_cast<std::size_t>(marks.width) * marks.height, MarkMap::free);
  mark_printed(marks, page);
  mark_outside(marks, straight, part);
  marks.pen = plane_of(straight.luma, straight.width, part);
  if (marks.coloured) {
    const Plane blue = plane_of(straight.blue, straight.width, part);
    const Plane red = plane_of(straight.red, straight.width, part);
    marks.red.resize(red.size());
    to_light(blue.data(), red.data(), red.size(), marks.pen.data(), marks.red.data());
  }
  take_paper_off(marks.pen, marks.width, marks.height);
  if (marks.coloured) {
    take_paper_off(marks.red, marks.width, marks.height);
    tell_red(marks.red.data(), marks.pen.data(), marks.pen.size());
    marks.red_noise = take_noise_off(marks.red, marks.state);
  } else {
    marks.red.assign(marks.pen.size(), 0);
  }
  marks.pen_noise = take_noise_off(marks.pen, marks.state);
  return marks;
}

}  // namespace hefu
