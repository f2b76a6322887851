#include "tests/support/papers/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "schemas/error.h"

namespace hefu::support {

PaperInk paper_ink(const std::string& colour) {
  if (colour.empty() || colour == "black") return {};
  if (colour == "red") return {196, 30, 38};
  if (colour == "blue") return {38, 60, 140};
  if (colour == "gold") return {176, 136, 50};
  if (colour.size() != 7 || colour[0] != '#') throw Error(ErrorKind::bad_input, "no colour: " + colour);
  const auto part = [&](std::size_t at) { return std::stoi(colour.substr(at, 2), nullptr, 16); };
  return {part(1), part(3), part(5)};
}

Canvas::Canvas(double width_mm, double height_mm, const PaperInk& paper) : px_per_mm_(300 / 25.4) {
  image_.width = static_cast<int>(std::lround(width_mm * px_per_mm_));
  image_.height = static_cast<int>(std::lround(height_mm * px_per_mm_));
  image_.channels = 3;
  image_.dpi = 300;
  image_.pixels.resize(static_cast<std::size_t>(image_.width) * image_.height * 3);
  const std::array<int, 3> level = {paper.red, paper.green, paper.blue};
  for (std::size_t i = 0; i < image_.pixels.size(); ++i)
    image_.pixels[i] = static_cast<std::uint8_t>(level[i % 3]);
}

void Canvas::put(int x, int y, const PaperInk& ink, double amount) {
  if (x < 0 || y < 0 || x >= image_.width || y >= image_.height || amount <= 0) return;
  std::uint8_t* pixel = &image_.pixels[(static_cast<std::size_t>(y) * image_.width + x) * 3];
  const std::array<int, 3> level = {ink.red, ink.green, ink.blue};
  for (std::size_t c = 0; c < 3; ++c)
    pixel[c] = static_cast<std::uint8_t>(std::lround(pixel[c] * (1 - amount * (1 - level[c] / 255.0))));
}

void Canvas::fill(const RectMm& box, const PaperInk& ink, double strength) {
  const double x0 = box.x * px_per_mm_, x1 = (box.x + box.w) * px_per_mm_;
  const double y0 = box.y * px_per_mm_, y1 = (box.y + box.h) * px_per_mm_;
  for (int y = static_cast<int>(std::floor(y0)); y < y1; ++y)
    for (int x = static_cast<int>(std::floor(x0)); x < x1; ++x) {
      const double w = std::min(x1, x + 1.0) - std::max(x0, static_cast<double>(x));
      const double h = std::min(y1, y + 1.0) - std::max(y0, static_cast<double>(y));
      if (w > 0 && h > 0) put(x, y, ink, strength * w * h);
    }
}

void Canvas::rule(double x0, double y0, double x1, double y1, double width_mm, const PaperInk& ink) {
  const double half = width_mm / 2;
  if (y0 == y1)
    fill({std::min(x0, x1) - half, y0 - half, std::abs(x1 - x0) + width_mm, width_mm}, ink);
  else
    fill({x0 - half, std::min(y0, y1) - half, width_mm, std::abs(y1 - y0) + width_mm}, ink);
}

void Canvas::frame(const RectMm& box, double width_mm, const PaperInk& ink) {
  rule(box.x, box.y, box.x + box.w, box.y, width_mm, ink);
  rule(box.x, box.y + box.h, box.x + box.w, box.y + box.h, width_mm, ink);
  rule(box.x, box.y, box.x, box.y + box.h, width_mm, ink);
  rule(box.x + box.w, box.y, box.x + box.w, box.y + box.h, width_mm, ink);
}

void Canvas::glyph(const PaperFaces& faces, const FoundGlyph& glyph, double x_mm, double y_mm, double size_mm,
                   const PaperInk& ink, double bold, double turn) {
  const double x = x_mm * px_per_mm_, y = y_mm * px_per_mm_, column = std::floor(x), row = std::floor(y);
  const GlyphBitmap bitmap =
      faces.rasterise(glyph, {size_mm * px_per_mm_, x - column, y - row, bold * size_mm * px_per_mm_, turn});
  for (int j = 0; j < bitmap.height; ++j)
    for (int i = 0; i < bitmap.width; ++i)
      put(static_cast<int>(column) + bitmap.left + i, static_cast<int>(row) - bitmap.top + j, ink,
          bitmap.coverage[static_cast<std::size_t>(j) * bitmap.width + i] / 255.0);
}

void Canvas::picture(const Image& picture, const RectMm& box) {
  const int x0 = static_cast<int>(box.x * px_per_mm_), y0 = static_cast<int>(box.y * px_per_mm_);
  const int w = static_cast<int>(box.w * px_per_mm_), h = static_cast<int>(box.h * px_per_mm_);
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x) {
      if (x0 + x >= image_.width || y0 + y >= image_.height) continue;
      const std::size_t from = static_cast<std::size_t>(y * picture.height / h) * picture.width +
                               static_cast<std::size_t>(x * picture.width / w);
      const std::size_t to = static_cast<std::size_t>(y0 + y) * image_.width + x0 + x;
      for (std::size_t c = 0; c < 3; ++c)
        image_.pixels[to * 3 + c] = picture.pixels[from * picture.channels + (picture.channels == 3 ? c : 0)];
    }
}

}  // namespace hefu::support
