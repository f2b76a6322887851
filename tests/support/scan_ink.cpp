#include "tests/support/scan_parts.h"

namespace hefu::support {
namespace {

constexpr double pi = 3.14159265358979323846;

struct Pen {
  double red = 0, green = 0, blue = 0;  // share of the light that full ink lets through
  double strength = 1;
};

void put(Image& page, int x, int y, const Pen& pen, double amount) {
  if (x < 0 || y < 0 || x >= page.width || y >= page.height || amount <= 0) return;
  std::uint8_t* pixel = &page.pixels[(static_cast<std::size_t>(y) * page.width + x) * page.channels];
  const double ink = pen.strength * std::min(1.0, amount);
  const double through[3] = {pen.red, pen.green, pen.blue};
  const double grey = 0.3 * pen.red + 0.59 * pen.green + 0.11 * pen.blue;
  for (int c = 0; c < page.channels; ++c) {
    const double passed = page.channels == 1 ? grey : through[c];
    pixel[c] = static_cast<std::uint8_t>(std::lround(pixel[c] * (1 - ink * (1 - passed))));
  }
}

struct Segment {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

double distance_to(const Segment& s, double x, double y) {
  const double dx = s.x1 - s.x0, dy = s.y1 - s.y0, length = dx * dx + dy * dy;
  const double t = length > 0 ? std::clamp(((x - s.x0) * dx + (y - s.y0) * dy) / length, 0.0, 1.0) : 0;
  return std::hypot(x - s.x0 - t * dx, y - s.y0 - t * dy);
}

// Coverage is collected first, so that crossing strokes are no darker than one.
class Ink {
 public:
  Ink(const Image& page, double px_per_mm, const RectMm& area)
      : scale_(px_per_mm),
        left_(static_cast<int>(std::floor(area.x * px_per_mm))),
        top_(static_cast<int>(std::floor(area.y * px_per_mm))),
        width_(static_cast<int>(std::ceil(area.w * px_per_mm)) + 2),
        height_(static_cast<int>(std::ceil(area.h * px_per_mm)) + 2),
        amount_(page.pixels.empty() ? 0 : static_cast<std::size_t>(width_) * height_) {}

  void stroke(const Segment& s, double width_mm) {
    const double reach = width_mm / 2 * scale_ + 1;
    const Segment px{s.x0 * scale_ - left_, s.y0 * scale_ - top_, s.x1 * scale_ - left_,
                     s.y1 * scale_ - top_};
    const int x0 = std::max(0, static_cast<int>(std::min(px.x0, px.x1) - reach));
    const int x1 = std::min(width_ - 1, static_cast<int>(std::max(px.x0, px.x1) + reach));
    const int y0 = std::max(0, static_cast<int>(std::min(px.y0, px.y1) - reach));
    const int y1 = std::min(height_ - 1, static_cast<int>(std::max(px.y0, px.y1) + reach));
    for (int y = y0; y <= y1; ++y)
      for (int x = x0; x <= x1; ++x) {
        float& amount = amount_[static_cast<std::size_t>(y) * width_ + x];
        const double cover = reach - 0.5 - distance_to(px, x + 0.5, y + 0.5);
        amount = std::max(amount, static_cast<float>(std::clamp(cover, 0.0, 1.0)));
      }
  }
  void ring(double x_mm, double y_mm, double radius_mm, double width_mm) {
    constexpr int parts = 180;
    for (int i = 0; i < parts; ++i) {
      const double a = 2 * pi * i / parts, b = 2 * pi * (i + 1) / parts;
      stroke({x_mm + radius_mm * std::cos(a), y_mm + radius_mm * std::sin(a), x_mm + radius_mm * std::cos(b),
              y_mm + radius_mm * std::sin(b)},
             width_mm);
    }
  }
  void print(Image& page, const Pen& pen, double patchiness, Random& random) const {
    const double phase_x = random.uniform(0, 6), phase_y = random.uniform(0, 6);
    for (int y = 0; y < height_; ++y)
      for (int x = 0; x < width_; ++x) {
        const float amount = amount_[static_cast<std::size_t>(y) * width_ + x];
        if (amount <= 0) continue;
        const double u = x / scale_, v = y / scale_;
        const double patch =
            std::sin(0.9 * u + phase_x) * std::sin(0.7 * v + phase_y) + random.uniform(-0.5, 0.5);
        put(page, x + left_, y + top_, pen, amount * (1 - patchiness * (0.5 + 0.5 * patch)));
      }
  }

 private:
  double scale_;
  int left_, top_, width_, height_;
  std::vector<float> amount_;
};

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
