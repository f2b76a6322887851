#include "tests/support/scan_parts.h"
#include "tests/support/scan_strokes.h"

namespace hefu::support {
namespace {

constexpr double pi = 3.14159265358979323846;

// 样, 本 and 章 as single strokes on a square of 100: plainly drawn, so that nobody takes the stamp for an
// office's.
const std::vector<std::vector<Segment>>& specimen_glyphs() {
  static const std::vector<std::vector<Segment>> glyphs = {
      {{4, 32, 42, 32},
       {24, 6, 24, 96},
       {24, 36, 4, 70},
       {26, 42, 40, 60},
       {56, 6, 64, 20},
       {88, 6, 78, 22},
       {50, 28, 96, 28},
       {54, 48, 92, 48},
       {46, 68, 98, 68},
       {73, 28, 73, 98}},
      {{8, 30, 92, 30}, {50, 4, 50, 98}, {48, 32, 8, 76}, {52, 32, 94, 76}, {32, 74, 68, 74}},
      {{50, 2, 54, 10},
       {18, 14, 82, 14},
       {34, 20, 38, 30},
       {66, 20, 62, 30},
       {6, 34, 94, 34},
       {24, 44, 76, 44},
       {24, 44, 24, 68},
       {76, 44, 76, 68},
       {24, 56, 76, 56},
       {24, 68, 76, 68},
       {6, 80, 94, 80},
       {50, 68, 50, 98}},
  };
  return glyphs;
}

struct Placing {
  double x_mm, y_mm, size_mm, angle;
};

void draw_glyph(Ink& ink, const std::vector<Segment>& glyph, const Placing& at, double width_mm) {
  const double c = std::cos(at.angle), s = std::sin(at.angle), scale = at.size_mm / 100;
  const auto turn_x = [&](double x, double y) { return at.x_mm + scale * ((x - 50) * c - (y - 50) * s); };
  const auto turn_y = [&](double x, double y) { return at.y_mm + scale * ((x - 50) * s + (y - 50) * c); };
  for (const Segment& g : glyph)
    ink.stroke({turn_x(g.x0, g.y0), turn_y(g.x0, g.y0), turn_x(g.x1, g.y1), turn_y(g.x1, g.y1)}, width_mm);
}

void draw_star(Ink& ink, double x_mm, double y_mm, double radius_mm, double angle) {
  // Filled: nested outlines from the rim to the middle.
  for (double r = radius_mm; r > 0.2; r -= 0.35)
    for (int i = 0; i < 10; ++i) {
      const double a = angle - pi / 2 + i * pi / 5, b = a + pi / 5;
      const double ra = i % 2 == 0 ? r : 0.382 * r, rb = i % 2 == 0 ? 0.382 * r : r;
      ink.stroke({x_mm + ra * std::cos(a), y_mm + ra * std::sin(a), x_mm + rb * std::cos(b),
                  y_mm + rb * std::sin(b)},
                 0.45);
    }
}

}  // namespace

void stamp_seal(Image& page, double px_per_mm, double x_mm, double y_mm, bool red, Random& random) {
  constexpr double radius_mm = 20;
  const double lean = random.uniform(-0.35, 0.35);
  Ink ink(page, px_per_mm,
          {x_mm - radius_mm - 2, y_mm - radius_mm - 2, 2 * radius_mm + 4, 2 * radius_mm + 4});
  ink.ring(x_mm, y_mm, radius_mm, 1.1);
  draw_star(ink, x_mm, y_mm, 6, lean);
  constexpr int around = 9;
  for (int i = 0; i < around; ++i) {
    const double angle = lean + (i - (around - 1) / 2.0) * (250.0 / around) * pi / 180;
    draw_glyph(ink, specimen_glyphs()[i % 3],
               {x_mm + 14.6 * std::sin(angle), y_mm - 14.6 * std::cos(angle), 5.4, angle}, 0.55);
  }
  for (int i = 0; i < 3; ++i) {
    const double along = (i - 1) * 6.0;
    draw_glyph(ink, specimen_glyphs()[i],
               {x_mm + along * std::cos(lean) - 11 * std::sin(lean),
                y_mm + along * std::sin(lean) + 11 * std::cos(lean), 4.8, lean},
               0.5);
  }
  const Pen red_ink{0.86, 0.16, 0.20, random.uniform(0.75, 0.95)},
      grey_ink{0.5, 0.5, 0.5, random.uniform(0.7, 0.95)};
  ink.print(page, red ? red_ink : grey_ink, 0.35, random);
}

void write_signature(Image& page, double px_per_mm, const RectMm& box, Random& random) {
  Ink ink(page, px_per_mm, {box.x - 1, box.y - 1, box.w + 2, box.h + 2});
  // Two or three characters' worth of strokes, each a short curve; nobody's name.
  const int count = random.between(2, 3);
  const double size_mm = std::min({box.h * 0.9, box.w / count, 11.0});
  const double left = box.x + (box.w - size_mm * count) / 2, top = box.y + (box.h - size_mm) / 2;
  const double width_mm = random.uniform(0.45, 0.7);
  for (int character = 0; character < count; ++character)
    for (int stroke = random.between(4, 7); stroke > 0; --stroke) {
      const bool across = random.chance(0.5);
      double x = left + (character + random.uniform(0.05, across ? 0.3 : 0.9)) * size_mm;
      double y = top + random.uniform(0.05, across ? 0.9 : 0.4) * size_mm;
      double angle = across ? random.uniform(-0.35, 0.15) : random.uniform(1.1, 2.2);
      const double bend = random.uniform(-0.12, 0.12), step = size_mm * random.uniform(0.05, 0.11);
      for (int part = 0; part < 6; ++part, angle += bend) {
        const double next_x = std::clamp(x + step * std::cos(angle), box.x, box.x + box.w);
        const double next_y = std::clamp(y + step * std::sin(angle), box.y, box.y + box.h);
        ink.stroke({x, y, next_x, next_y}, width_mm);
        x = next_x, y = next_y;
      }
    }
  ink.print(page, random.chance(0.5) ? Pen{0.12, 0.12, 0.14, 0.95} : Pen{0.14, 0.18, 0.45, 0.95}, 0.1,
            random);
}

void fill_box(Image& page, double px_per_mm, const RectMm& box, int level) {
  const int x0 = std::max(0, static_cast<int>(box.x * px_per_mm));
  const int x1 = std::min(page.width, static_cast<int>((box.x + box.w) * px_per_mm));
  const int y1 = std::min(page.height, static_cast<int>((box.y + box.h) * px_per_mm));
  for (int y = std::max(0, static_cast<int>(box.y * px_per_mm)); y < y1; ++y)
    std::fill_n(page.pixels.begin() + (static_cast<std::ptrdiff_t>(y) * page.width + x0) * page.channels,
                std::max(0, x1 - x0) * page.channels, static_cast<std::uint8_t>(level));
}

void fade_toner(Image& page, double faint, Random& random) {
  // A worn drum prints in bands: the loss differs from column to column.
  std::vector<int> kept(page.width);
  const double phase = random.uniform(0, 6), pace = random.uniform(0.004, 0.008);
  for (int x = 0; x < page.width; ++x)
    kept[x] =
        static_cast<int>(256 * (1 - std::clamp(faint * (1 + 0.15 * std::sin(phase + pace * x)), 0.0, 0.95)));
  std::uint8_t* pixel = page.pixels.data();
  for (int y = 0; y < page.height; ++y)
    for (int x = 0; x < page.width; ++x)
      for (int c = 0; c < page.channels; ++c, ++pixel)
        *pixel = static_cast<std::uint8_t>(255 - (((255 - *pixel) * kept[x]) >> 8));
}

}  // namespace hefu::support
