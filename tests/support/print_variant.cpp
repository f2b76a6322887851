#include "tests/support/print_variant.h"

#include <algorithm>
#include <cmath>

namespace hefu::support {
namespace {

/// Draws `page`, `scale` times as large, with its top left at a place of `paper`; both have `px_per_mm`.
void put(const Image& page, double left_px, double top_px, double scale, Image& paper) {
  for (int y = 0; y < paper.height; ++y)
    for (int x = 0; x < paper.width; ++x) {
      const double u = (x + 0.5 - left_px) / scale - 0.5, v = (y + 0.5 - top_px) / scale - 0.5;
      if (u < 0 || v < 0 || u > page.width - 1 || v > page.height - 1) continue;
      const int x0 = std::min(static_cast<int>(u), page.width - 2),
                y0 = std::min(static_cast<int>(v), page.height - 2);
      const double fx = u - x0, fy = v - y0;
      for (int c = 0; c < page.channels; ++c) {
        const auto at = [&](int dx, int dy) {
          return static_cast<double>(
              page.pixels[(static_cast<std::size_t>(y0 + dy) * page.width + x0 + dx) * page.channels + c]);
        };
        const double value =
            (at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy;
        paper.pixels[(static_cast<std::size_t>(y) * paper.width + x) * paper.channels + c] =
            static_cast<std::uint8_t>(std::lround(value));
      }
    }
}

Image blank_paper(double width_mm, double height_mm, double px_per_mm, int channels) {
  Image paper{static_cast<int>(std::lround(width_mm * px_per_mm)),
              static_cast<int>(std::lround(height_mm * px_per_mm)),
              channels,
              px_per_mm * 25.4,
              {}};
  paper.pixels.assign(static_cast<std::size_t>(paper.width) * paper.height * channels, 255);
  return paper;
}

}  // namespace

Image print_scaled(const Image& page, double page_width_mm, double width_mm, double height_mm, double scale) {
  const double px_per_mm = page.width / page_width_mm;
  Image paper = blank_paper(width_mm, height_mm, px_per_mm, page.channels);
  put(page, (paper.width - page.width * scale) / 2, (paper.height - page.height * scale) / 2, scale, paper);
  return paper;
}

Image print_two_up(const Image& left, const Image& right) {
  const double px_per_mm = left.width / 210.0, scale = 210.0 / 297.0;
  Image paper = blank_paper(297, 210, px_per_mm, left.channels);
  put(left, 0, (paper.height - left.height * scale) / 2, scale, paper);
  put(right, paper.width / 2.0, (paper.height - right.height * scale) / 2, scale, paper);
  return paper;
}

Page with_other_fonts(Page page, Typeface instead, const Fonts& fonts) {
  for (TextRun& run : page.runs)
    for (Glyph& glyph : run.glyphs)
      if (const auto other = fonts.find(instead, glyph.code_point)) {
        glyph.face = other->face;
        glyph.id = other->id;
      }
  return page;
}

}  // namespace hefu::support
