#include "ocr/mark_map.h"

#include <algorithm>
#include <cmath>

#include "ocr/mark_thresholds.h"
#include "ocr/paper_level.h"
#include "ocr/sampling.h"

namespace hefu {
namespace {

namespace t = mark_thresholds;

constexpr int block_px = 4;      // paper is looked for in 1 mm blocks,
constexpr int paper_blocks = 4;  // within 4 mm: wider than a pen's stroke or a seal's ring

using Plane = std::vector<std::uint8_t>;

/// The paper's level in blocks: the second lightest value of each (one alone may be noise), closed over dark
/// ink.
Plane paper_of(const Plane& level, int width, int height) {
  const int bw = (width + block_px - 1) / block_px, bh = (height + block_px - 1) / block_px;
  Plane first(static_cast<std::size_t>(bw) * bh, 0), second = first;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const std::size_t block = static_cast<std::size_t>(y / block_px) * bw + x / block_px;
      const std::uint8_t value = level[static_cast<std::size_t>(y) * width + x];
      if (value > first[block])
        second[block] = first[block], first[block] = value;
      else
        second[block] = std::max(second[block], value);
    }
  spread(second, bw, bh, paper_blocks, true);
  spread(second, bw, bh, paper_blocks, false);
  return second;
}

/// Levels become the share of the paper's light that is taken.
void take_paper_off(Plane& level, int width, int height) {
  constexpr int darkest_paper = 20;
  hefu::take_paper_off(level, width, height, paper_of(level, width, height), block_px, darkest_paper);
}

/// Takes the paper's own level off and returns how much it varies. Ink is darker than paper, so only the
/// lighter half is paper for certain.
float take_noise_off(Plane& ink, const Plane& state) {
  std::size_t histogram[256] = {}, count = 0;
  for (std::size_t i = 0; i < ink.size(); ++i)
    if (state[i] == MarkMap::free) ++histogram[ink[i]], ++count;
  if (count == 0) return 1;
  const auto level_at = [&](double share) {
    std::size_t seen = 0;
    for (int level = 0; level < 256; ++level)
      if ((seen += histogram[level]) > share * static_cast<double>(count)) return level;
    return 255;
  };
  const int middle = level_at(0.5);
  for (std::uint8_t& value : ink) value = static_cast<std::uint8_t>(std::max(0, value - middle));
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

/// What the picture does not reach, in squares of 2 mm: the edge of a picture needs no sharper line.
void mark_outside(MarkMap& marks, const Image& image, const PageMap& map) {
  constexpr int square_px = 8;
  for (int y = 0; y < marks.height; y += square_px)
    for (int x = 0; x < marks.width; x += square_px) {
      const PointPx at = map(marks.x_mm(x + square_px / 2), marks.y_mm(y + square_px / 2));
      if (is_inside(image, at.x, at.y, 2)) continue;
      for (int j = y; j < std::min(marks.height, y + square_px); ++j)
        for (int i = x; i < std::min(marks.width, x + square_px); ++i)
          marks.state[marks.index(i, j)] = MarkMap::outside;
    }
}

Plane plane_of(const Image& image, int channel) {
  Plane plane(static_cast<std::size_t>(image.width) * image.height);
  for (std::size_t i = 0; i < plane.size(); ++i)
    plane[i] = image.pixels[i * static_cast<std::size_t>(image.channels) + channel];
  return plane;
}

}  // namespace

int MarkMap::column(double mm) const {
  return std::clamp(static_cast<int>(std::lround((mm - left_mm) * px_per_mm)), 0, width);
}
int MarkMap::row(double mm) const {
  return std::clamp(static_cast<int>(std::lround((mm - top_mm) * px_per_mm)), 0, height);
}

MarkMap map_marks(const Image& colour, const Page& page, const PageMap& map, const RectMm& part) {
  const Image straight = crop(colour, map, part, MarkMap::dpi);
  MarkMap marks;
  marks.width = straight.width, marks.height = straight.height;
  marks.left_mm = part.x, marks.top_mm = part.y;
  marks.coloured = straight.channels == 3;
  marks.state.assign(static_cast<std::size_t>(marks.width) * marks.height, MarkMap::free);
  mark_printed(marks, page);
  mark_outside(marks, colour, map);
  marks.pen = plane_of(straight, 0);
  take_paper_off(marks.pen, marks.width, marks.height);
  marks.red.assign(marks.pen.size(), 0);
  if (marks.coloured) {
    Plane green = plane_of(straight, 1);
    take_paper_off(green, marks.width, marks.height);
    // Red ink takes green light and leaves red light; what it takes of that too is not a pen's.
    for (std::size_t i = 0; i < marks.pen.size(); ++i) {
      const int redness = std::max(0, green[i] - marks.pen[i]);
      marks.red[i] = static_cast<std::uint8_t>(redness);
      marks.pen[i] = static_cast<std::uint8_t>(
          std::max(0, marks.pen[i] - static_cast<int>(t::red_light_taken * static_cast<float>(redness))));
    }
    marks.red_noise = take_noise_off(marks.red, marks.state);
  }
  marks.pen_noise = take_noise_off(marks.pen, marks.state);
  return marks;
}

}  // namespace hefu
