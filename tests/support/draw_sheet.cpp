#include "tests/support/draw_sheet.h"

#include <algorithm>
#include <cmath>

#include "templates/page_code.h"

namespace hefu::support {
namespace {

/// Darkens pixels by area: exact at the edges of rectangles.
void fill_rectangle(Image& image, double x0, double y0, double x1, double y1) {
  for (int y = std::max(0, static_cast<int>(y0)); y <= std::min(image.height - 1, static_cast<int>(y1)); ++y)
    for (int x = std::max(0, static_cast<int>(x0)); x <= std::min(image.width - 1, static_cast<int>(x1));
         ++x) {
      const double w = std::min(x1, x + 1.0) - std::max(x0, static_cast<double>(x));
      const double h = std::min(y1, y + 1.0) - std::max(y0, static_cast<double>(y));
      if (w <= 0 || h <= 0) continue;
      std::uint8_t& pixel = image.pixels[static_cast<std::size_t>(y) * image.width + x];
      pixel = static_cast<std::uint8_t>(pixel * (1 - w * h));
    }
}

void draw_glyph(Image& image, const Glyph& glyph, const Fonts& fonts, double px_per_mm) {
  const double x = glyph.x_mm * px_per_mm, y = glyph.y_mm * px_per_mm;
  const double column = std::floor(x), row = std::floor(y);
  const GlyphBitmap ink =
      fonts.rasterise(glyph.face, glyph.id, static_cast<float>(glyph.size_pt * mm_per_pt * px_per_mm), 0,
                      static_cast<float>(x - column), static_cast<float>(y - row));
  for (int j = 0; j < ink.height; ++j)
    for (int i = 0; i < ink.width; ++i) {
      const int px = static_cast<int>(column) + ink.left + i, py = static_cast<int>(row) - ink.top + j;
      if (px < 0 || py < 0 || px >= image.width || py >= image.height) continue;
      std::uint8_t& pixel = image.pixels[static_cast<std::size_t>(py) * image.width + px];
      pixel = static_cast<std::uint8_t>(
          pixel * (255 - ink.coverage[static_cast<std::size_t>(j) * ink.width + i]) / 255);
    }
}

void draw_code(Image& image, const RectMm& place, const std::string& text, double px_per_mm) {
  const QrMatrix code = qr_matrix(text);
  const double module = place.w / (code.size + 2 * qr_quiet_modules) * px_per_mm;
  for (int y = 0; y < code.size; ++y)
    for (int x = 0; x < code.size; ++x) {
      if (!code.dark[static_cast<std::size_t>(y) * code.size + x]) continue;
      const double x0 = place.x * px_per_mm + (x + qr_quiet_modules) * module;
      const double y0 = place.y * px_per_mm + (y + qr_quiet_modules) * module;
      fill_rectangle(image, x0, y0, x0 + module, y0 + module);
    }
}

void draw_picture(Image& image, const Picture& picture, double px_per_mm) {
  if (picture.grey.empty()) return;
  const int x0 = static_cast<int>(picture.box.x * px_per_mm),
            y0 = static_cast<int>(picture.box.y * px_per_mm);
  const int w = static_cast<int>(picture.box.w * px_per_mm), h = static_cast<int>(picture.box.h * px_per_mm);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      const std::size_t from = static_cast<std::size_t>(y * picture.grey_height / h) * picture.grey_width +
                               static_cast<std::size_t>(x * picture.grey_width / w);
      if (x0 + x < image.width && y0 + y < image.height)
        image.pixels[static_cast<std::size_t>(y0 + y) * image.width + x0 + x] = picture.grey[from];
    }
}

}  // namespace

Image draw_page(const Page& page, const Fonts& fonts, double dpi) {
  const double px_per_mm = dpi / 25.4;
  Image image{static_cast<int>(std::lround(page.width_mm * px_per_mm)),
              static_cast<int>(std::lround(page.height_mm * px_per_mm)),
              1,
              dpi,
              {}};
  image.pixels.assign(static_cast<std::size_t>(image.width) * image.height, 255);
  for (const Line& line : page.lines) {
    const double half = line.width_mm / 2;
    const bool horizontal = line.y0 == line.y1;
    fill_rectangle(image, (std::min(line.x0, line.x1) - (horizontal ? 0 : half)) * px_per_mm,
                   (std::min(line.y0, line.y1) - (horizontal ? half : 0)) * px_per_mm,
                   (std::max(line.x0, line.x1) + (horizontal ? 0 : half)) * px_per_mm,
                   (std::max(line.y0, line.y1) + (horizontal ? half : 0)) * px_per_mm);
  }
  for (const Picture& picture : page.pictures) draw_picture(image, picture, px_per_mm);
  for (const TextRun& run : page.runs)
    for (const Glyph& glyph : run.glyphs) draw_glyph(image, glyph, fonts, px_per_mm);
  if (!page.code.empty())
    for (const RectMm& place : page.codes) draw_code(image, place, page.code, px_per_mm);
  return image;
}

}  // namespace hefu::support
