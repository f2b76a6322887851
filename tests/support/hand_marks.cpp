#include "tests/support/hand_marks.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hefu::support {
namespace {

constexpr double pi = 3.14159265358979323846;

// Digits as strokes on a square of 10 by 16.
const std::array<std::vector<std::array<double, 2>>, 10>& digit_strokes() {
  static const std::array<std::vector<std::array<double, 2>>, 10> strokes = {{
      {{5, 0}, {1, 4}, {1, 12}, {5, 16}, {9, 12}, {9, 4}, {5, 0}},
      {{4, 3}, {6, 0}, {6, 16}},
      {{1, 4}, {4, 0}, {9, 3}, {7, 8}, {1, 16}, {9, 16}},
      {{1, 1}, {8, 1}, {4, 7}, {9, 11}, {5, 16}, {1, 14}},
      {{6, 0}, {1, 10}, {9, 10}, {7, 5}, {7, 16}},
      {{8, 0}, {2, 0}, {2, 7}, {8, 8}, {8, 14}, {1, 16}},
      {{7, 0}, {2, 6}, {1, 13}, {5, 16}, {9, 12}, {5, 8}, {2, 11}},
      {{1, 1}, {9, 0}, {4, 16}},
      {{5, 7}, {2, 3}, {5, 0}, {8, 3}, {2, 12}, {5, 16}, {9, 12}, {5, 7}},
      {{9, 4}, {5, 8}, {1, 4}, {5, 0}, {9, 4}, {7, 16}},
  }};
  return strokes;
}

}  // namespace

HandInk random_pen(Random& random) {
  static const std::vector<HandInk> pens = {
      {0.10, 0.10, 0.12}, {0.16, 0.16, 0.18}, {0.10, 0.14, 0.40}, {0.14, 0.22, 0.62}, {0.30, 0.30, 0.33}};
  HandInk pen = random.pick(pens);
  pen.strength = random.chance(0.2) ? random.uniform(0.42, 0.65) : random.uniform(0.65, 0.97);
  return pen;
}

HandInk random_stamp(Random& random) {
  static const std::vector<HandInk> stamps = {
      {0.86, 0.16, 0.20}, {0.92, 0.30, 0.18}, {0.80, 0.16, 0.34}, {0.84, 0.24, 0.24}};
  HandInk stamp = random.pick(stamps);
  stamp.strength = random.chance(0.2) ? random.uniform(0.3, 0.5) : random.uniform(0.5, 0.95);
  return stamp;
}

void PaperSheet::put(int x, int y, const HandInk& ink, double amount) {
  if (x < 0 || y < 0 || x >= page_.width || y >= page_.height || amount <= 0) return;
  std::uint8_t* pixel = &page_.pixels[(static_cast<std::size_t>(y) * page_.width + x) * 3];
  const double taken = ink.strength * std::min(1.0, amount);
  const double through[3] = {ink.red, ink.green, ink.blue};
  for (int c = 0; c < 3; ++c)
    pixel[c] = static_cast<std::uint8_t>(std::lround(pixel[c] * (1 - taken * (1 - through[c]))));
}

/// Coverage is collected first, so that a stroke is no darker where its own parts meet.
void PaperSheet::draw(const std::vector<Point>& line, double width_mm, const HandInk& ink, double blot) {
  if (line.size() < 2) return;
  double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;
  for (const Point& p : line) {
    left = std::min(left, p.x), right = std::max(right, p.x);
    top = std::min(top, p.y), bottom = std::max(bottom, p.y);
  }
  const double radius = width_mm / 2 * px_per_mm_;
  const int x0 = static_cast<int>(left * px_per_mm_ - radius - 2),
            y0 = static_cast<int>(top * px_per_mm_ - radius - 2);
  const int w = static_cast<int>(right * px_per_mm_ + radius + 2) - x0 + 1,
            h = static_cast<int>(bottom * px_per_mm_ + radius + 2) - y0 + 1;
  std::vector<float> amount(static_cast<std::size_t>(w) * h, 0);
  for (std::size_t i = 1; i < line.size(); ++i) {
    const double ax = line[i - 1].x * px_per_mm_ - x0, ay = line[i - 1].y * px_per_mm_ - y0;
    const double dx = line[i].x * px_per_mm_ - x0 - ax, dy = line[i].y * px_per_mm_ - y0 - ay;
    const double length = std::max(1e-6, dx * dx + dy * dy);
    for (int y = std::max(0, static_cast<int>(std::min(ay, ay + dy) - radius - 1));
         y <= std::min(h - 1, static_cast<int>(std::max(ay, ay + dy) + radius + 1)); ++y)
      for (int x = std::max(0, static_cast<int>(std::min(ax, ax + dx) - radius - 1));
           x <= std::min(w - 1, static_cast<int>(std::max(ax, ax + dx) + radius + 1)); ++x) {
        const double t = std::clamp(((x - ax) * dx + (y - ay) * dy) / length, 0.0, 1.0);
        const double away = std::hypot(x - ax - t * dx, y - ay - t * dy);
        float& here = amount[static_cast<std::size_t>(y) * w + x];
        here = std::max(here,
                        static_cast<float>(std::clamp(radius + 0.5 - away, 0.0, std::min(1.0, 2 * radius))));
      }
  }
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x)
      if (const float here = amount[static_cast<std::size_t>(y) * w + x]; here > 0)
        put(x + x0, y + y0, ink,
            here * (1 - blot * (0.5 + 0.5 * std::sin(0.11 * (x + x0)) * std::sin(0.13 * (y + y0)))));
}

void PaperSheet::dab(double x, double y, double radius_mm, const HandInk& ink, bool soft) {
  const double r = radius_mm * px_per_mm_, cx = x * px_per_mm_, cy = y * px_per_mm_;
  for (int j = static_cast<int>(cy - r - 1); j <= cy + r + 1; ++j)
    for (int i = static_cast<int>(cx - r - 1); i <= cx + r + 1; ++i) {
      const double away = std::hypot(i - cx, j - cy);
      put(i, j, ink,
          soft ? std::clamp(1.5 * (1 - away / r), 0.0, 1.0) : std::clamp(r + 0.5 - away, 0.0, 1.0));
    }
}

/// One character's worth of strokes.
void PaperSheet::scribble(const RectMm& cell, double width_mm, const HandInk& ink, bool upright,
                          Random& random) {
  for (int stroke = random.between(3, 7); stroke > 0; --stroke) {
    const bool across = random.chance(0.5);
    double x = cell.x + random.uniform(0.05, across ? 0.4 : 0.9) * cell.w;
    double y = cell.y + random.uniform(0.05, across ? 0.9 : 0.4) * cell.h;
    double angle =
        across ? (upright ? 0 : random.uniform(-0.35, 0.15)) : (upright ? pi / 2 : random.uniform(1.1, 2.2));
    const double bend = upright ? 0 : random.uniform(-0.15, 0.15);
    const double step = std::min(cell.w, cell.h) * random.uniform(0.05, 0.12);
    std::vector<Point> line{{x, y}};
    for (int part = 0; part < 6; ++part, angle += bend) {
      x = std::clamp(x + step * std::cos(angle), cell.x, cell.x + cell.w);
      y = std::clamp(y + step * std::sin(angle), cell.y, cell.y + cell.h);
      line.push_back({x, y});
    }
    draw(line, width_mm, ink);
  }
}

void PaperSheet::sign(const RectMm& box, Random& random) {
  const HandInk ink = random_pen(random);
  const double width_mm = random.uniform(0.25, 0.65);
  const double height = std::min(box.h * random.uniform(0.55, 1.2), 13.0);
  const double middle = box.y + box.h / 2 + random.uniform(-0.12, 0.12) * box.h;
  if (random.chance(0.3)) {  // one line that never leaves the paper
    const double length = random.uniform(0.35, 0.85) * box.w,
                 left = box.x + random.uniform(0, box.w - length);
    const int loops = random.between(4, 9);
    std::vector<Point> line;
    double phase = random.uniform(0, pi), size = 1;
    for (int i = 0; i <= loops * 12; ++i) {
      const double along = static_cast<double>(i) / (loops * 12);
      if (i % 12 == 0) size = random.uniform(0.35, 1);
      phase += 2 * pi / 12;
      line.push_back({left + along * length + 0.12 * height * std::sin(phase * 0.9),
                      middle - 0.5 * height * size * std::sin(phase)});
    }
    draw(line, width_mm, ink);
    return;
  }
  const int count = random.between(2, 4);
  const double size = std::min(height, box.w / count);
  const double left = box.x + random.uniform(0, std::max(0.1, box.w - size * count));
  for (int i = 0; i < count; ++i)
    scribble({left + i * size, middle - size / 2 + random.uniform(-0.1, 0.1) * size, size, size}, width_mm,
             ink, false, random);
}

void PaperSheet::write_digits(const RectMm& box, int digits, Random& random) {
  const HandInk ink = random_pen(random);
  const double width_mm = random.uniform(0.3, 0.6);
  const double height = std::min({box.h * 0.8, random.uniform(3.2, 6.0), 1.6 * box.w / digits});
  const double advance = std::min(height * 0.75, box.w / digits);
  const double left = box.x + (box.w - advance * digits) / 2, top = box.y + (box.h - height) / 2;
  const double lean = random.uniform(-0.1, 0.25);
  for (int i = 0; i < digits; ++i) {
    std::vector<Point> line;
    for (const auto& p : digit_strokes()[static_cast<std::size_t>(random.below(10))]) {
      const double u = p[0] / 10 + random.uniform(-0.06, 0.06), v = p[1] / 16 + random.uniform(-0.04, 0.04);
      line.push_back({left + advance * (i + 0.1 + 0.75 * u) + lean * height * (0.5 - v), top + v * height});
    }
    draw(line, width_mm, ink);
  }
}

void PaperSheet::write_lines(const RectMm& box, int lines, Random& random) {
  const HandInk ink = random_pen(random);
  const double width_mm = random.uniform(0.3, 0.6), size = std::min(box.h * 0.9, random.uniform(5, 8));
  for (int row = 0; row < lines && (row == 0 || (row + 1) * size * 1.2 <= box.h); ++row) {
    const double y = box.y + 1 + row * size * 1.2;
    const double start = box.x + 1 + (row == 0 ? std::min(2 * size, box.w / 6) : 0);
    const double end =
        std::max(start + 2 * size, box.x + box.w * (row + 1 == lines ? random.uniform(0.2, 0.95) : 0.97));
    for (double x = start; x + size <= end; x += size * 1.05)
      scribble({x, y + random.uniform(-0.4, 0.4), size * 0.9, std::min(size * 0.9, box.h)}, width_mm, ink,
               false, random);
  }
}

void PaperSheet::type_lines(const RectMm& box, int lines, Random& random) {
  const HandInk ink{0.08, 0.08, 0.08, random.uniform(0.75, 0.97)};
  const double size = random.uniform(3.7, 5.3);
  for (int row = 0; row < lines && (row + 1) * size * 1.5 <= box.h; ++row) {
    const double start = box.x + 1 + (row == 0 ? 2 * size : 0);
    const double end =
        std::max(start + 3 * size, box.x + box.w * (row + 1 == lines ? random.uniform(0.2, 0.95) : 0.97));
    for (double x = start; x + size <= end; x += size)
      scribble({x, box.y + 1 + row * size * 1.5, size * 0.9, size * 0.9}, 0.3, ink, true, random);
  }
}

void PaperSheet::stamp(double x, double y, double radius_mm, double seen, Random& random) {
  const Image before = seen < 1 ? page_ : Image{};
  HandInk ink = random_stamp(random);
  const double blot = random.uniform(0.1, 0.5), lean = random.uniform(-0.6, 0.6);
  std::vector<Point> ring;
  for (int i = 0; i <= 120; ++i)
    ring.push_back({x + radius_mm * std::cos(2 * pi * i / 120), y + radius_mm * std::sin(2 * pi * i / 120)});
  draw(ring, random.uniform(0.8, 1.3), ink, blot);
  for (double r = 0.32 * radius_mm; r > 0.2;
       r -= 0.35) {  // filled: nested outlines from the rim to the middle
    std::vector<Point> star;
    for (int i = 0; i <= 10; ++i) {
      const double a = lean - pi / 2 + i * pi / 5, at = i % 2 == 0 ? r : 0.382 * r;
      star.push_back({x + at * std::cos(a), y + at * std::sin(a)});
    }
    draw(star, 0.5, ink, blot);
  }
  const int around = random.between(7, 12);
  for (int i = 0; i < around; ++i) {
    const double angle = lean + (i - (around - 1) / 2.0) * (4.4 / around), at = 0.74 * radius_mm;
    scribble({x + at * std::sin(angle) - 2.4, y - at * std::cos(angle) - 2.4, 4.8, 4.8}, 0.5, ink, true,
             random);
  }
  if (random.chance(0.7))
    for (int i = 0; i < 4; ++i)
      scribble({x - 8 + 4 * i, y + 0.5 * radius_mm, 3.6, 3.6}, 0.45, ink, true, random);
  if (seen >= 1) return;
  // What the pad or the hand left out: from one side on, with a soft edge.
  const double side = random.uniform(0, 2 * pi), edge = radius_mm * (2 * seen - 1);
  const double reach = (radius_mm + 3) * px_per_mm_;
  for (int j = std::max(0, static_cast<int>(y * px_per_mm_ - reach));
       j < std::min<double>(page_.height, y * px_per_mm_ + reach); ++j)
    for (int i = std::max(0, static_cast<int>(x * px_per_mm_ - reach));
         i < std::min<double>(page_.width, x * px_per_mm_ + reach); ++i) {
      const double u = i / px_per_mm_ - x, v = j / px_per_mm_ - y;
      const double off = std::clamp((u * std::cos(side) + v * std::sin(side) - edge) / 3, 0.0, 1.0);
      for (std::size_t c = 0; c < 3; ++c) {
        const std::size_t at = (static_cast<std::size_t>(j) * page_.width + i) * 3 + c;
        page_.pixels[at] =
            static_cast<std::uint8_t>(page_.pixels[at] + off * (before.pixels[at] - page_.pixels[at]));
      }
    }
}

void PaperSheet::soil(const RectMm& box, Random& random) {
  for (int speck = random.between(0, 5); speck > 0; --speck)
    dab(box.x + random.uniform() * box.w, box.y + random.uniform() * box.h, random.uniform(0.05, 0.45),
        {0.2, 0.18, 0.15, random.uniform(0.3, 0.95)}, false);
  if (random.chance(0.12)) {
    double x = box.x + random.uniform() * box.w, y = box.y + random.uniform() * box.h,
           angle = random.uniform(0, 2 * pi);
    const double bend = random.uniform(-0.25, 0.25);
    std::vector<Point> hair{{x, y}};
    for (int i = random.between(6, 16); i > 0; --i, angle += bend)
      hair.push_back({x += std::cos(angle), y += std::sin(angle)});
    draw(hair, random.uniform(0.05, 0.11), {0.15, 0.12, 0.1, random.uniform(0.6, 0.9)});
  }
  if (random.chance(0.1))
    dab(box.x + random.uniform() * box.w, box.y + random.uniform() * box.h, random.uniform(2, 6),
        {0.3, 0.25, 0.2, random.uniform(0.05, 0.16)}, true);
}

void PaperSheet::streak(double x, double slant, Random& random) {
  const double height = page_.height / px_per_mm_;
  draw({{x, 0}, {x + slant * height, height}}, random.uniform(0.12, 0.35),
       {0.2, 0.2, 0.2, random.uniform(0.3, 0.8)});
}

void PaperSheet::show_through(const Image& other, double strength) {
  const std::size_t step = static_cast<std::size_t>(other.channels);
  for (int y = 0; y < std::min(page_.height, other.height); ++y)
    for (int x = 0; x < std::min(page_.width, other.width); ++x) {
      const std::uint8_t back =
          other.pixels[(static_cast<std::size_t>(y) * other.width + other.width - 1 - x) * step];
      put(x, y, {0, 0, 0, strength}, (255 - back) / 255.0);
    }
}

}  // namespace hefu::support
