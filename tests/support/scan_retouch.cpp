#include "tests/support/scan_parts.h"
#include "tests/support/scan_strokes.h"

namespace hefu::support {
namespace {

/// The strokes that make another figure of a printed one, in shares of the figure's box: 1 to 7, 3 to 8 ...
const std::vector<Segment>& figure_strokes(char32_t figure, Random& random) {
  static const std::vector<std::vector<std::vector<Segment>>> all = {
      {{{0.2, 0.35, 0.8, 0.35}}, {{0.7, 0.1, 0.95, 0.35}}, {{0.2, 0.55, 0.8, 0.55}}},                    // 0
      {{{0.1, 0.2, 0.5, 0.2}}, {{0.1, 0.7, 0.9, 0.7}}, {{0.5, 0.2, 0.9, 0.35}, {0.9, 0.35, 0.5, 0.5}}},  // 1
      {{{0.2, 0.45, 0.2, 0.85}}, {{0.2, 0.2, 0.2, 0.55}}},                                               // 2
      {{{0.2, 0.3, 0.25, 0.8}}, {{0.2, 0.25, 0.2, 0.5}}},                                                // 3
      {{{0.2, 0.2, 0.6, 0.15}}, {{0.3, 0.85, 0.8, 0.85}}},                                               // 4
      {{{0.2, 0.5, 0.2, 0.8}}, {{0.75, 0.2, 0.8, 0.5}}},                                                 // 5
      {{{0.75, 0.25, 0.75, 0.5}}, {{0.3, 0.2, 0.8, 0.2}}},                                               // 6
      {{{0.3, 0.5, 0.8, 0.5}}, {{0.15, 0.2, 0.15, 0.6}}, {{0.3, 0.85, 0.8, 0.85}}},                      // 7
      {{{0.5, 0.1, 0.5, 0.9}}, {{0.9, 0.1, 0.9, 0.9}}},                                                  // 8
      {{{0.2, 0.5, 0.2, 0.8}}, {{0.3, 0.85, 0.75, 0.85}}},                                               // 9
  };
  return random.pick(all[figure - U'0']);
}

Segment some_stroke(const RectMm& box, Random& random) {
  const double x = box.x + random.uniform(0.05, 0.95) * box.w, y = box.y + random.uniform(0.05, 0.95) * box.h;
  const double length = random.uniform(0.3, 0.9) * box.h, angle = random.uniform(0, 3.1416);
  const double dx = length / 2 * std::cos(angle), dy = length / 2 * std::sin(angle);
  return {std::clamp(x - dx, box.x, box.x + box.w), std::clamp(y - dy, box.y, box.y + box.h),
          std::clamp(x + dx, box.x, box.x + box.w), std::clamp(y + dy, box.y, box.y + box.h)};
}

/// A part of the box at one of its sides, or all of it.
RectMm some_part(const RectMm& box, Random& random) {
  const double share = random.uniform(0.25, 0.7);
  switch (random.below(5)) {
    case 0:
      return {box.x, box.y, box.w * share, box.h};
    case 1:
      return {box.x + box.w * (1 - share), box.y, box.w * share, box.h};
    case 2:
      return {box.x, box.y, box.w, box.h * share};
    case 3:
      return {box.x, box.y + box.h * (1 - share), box.w, box.h * share};
    default:
      return box;
  }
}

/// Whole rows of the page from the first on.
struct Rows {
  std::size_t first = 0;
  std::vector<std::uint8_t> pixels;
};

double changed_mm2(const Rows& before, const Image& after, double px_per_mm) {
  constexpr int clear_levels = 80;  // of 255
  std::size_t count = 0;
  for (std::size_t i = 0; i < before.pixels.size(); i += static_cast<std::size_t>(after.channels))
    count += std::abs(before.pixels[i] - after.pixels[before.first + i]) > clear_levels;
  return static_cast<double>(count) / (px_per_mm * px_per_mm);
}

void retouch_once(Image& page, double px_per_mm, const RectMm& box, char32_t code_point, Random& random) {
  Ink ink(page, px_per_mm, {box.x - 1, box.y - 1, box.w + 2, box.h + 2});
  const double width_mm = random.uniform(0.2, 0.5);
  const int way = random.below(6);
  const bool whitened = way >= 4;
  RectMm part = box;
  if (whitened) {
    part = some_part(box, random);
    fill_box(page, px_per_mm, part, random.between(246, 255));
  }
  if (way == 0) {
    const double x = box.x + random.uniform(0, 1) * box.w, y = box.y + random.uniform(0, 1) * box.h;
    ink.stroke({x, y, x + random.uniform(0, 0.2), y + random.uniform(0, 0.2)}, random.uniform(0.4, 0.8));
  } else if (way <= 2 && code_point >= U'0' && code_point <= U'9') {
    // A figure stands in the upper three quarters of its em.
    const RectMm figure{box.x, box.y + 0.12 * box.h, box.w, 0.76 * box.h};
    for (const Segment& s : figure_strokes(code_point, random))
      ink.stroke({figure.x + s.x0 * figure.w, figure.y + s.y0 * figure.h, figure.x + s.x1 * figure.w,
                  figure.y + s.y1 * figure.h},
                 width_mm);
  } else if (way <= 2) {
    ink.stroke(some_stroke(box, random), width_mm);
  } else if (way == 3) {  // through it
    const double y = box.y + random.uniform(0.3, 0.7) * box.h;
    ink.stroke({box.x, y, box.x + box.w, y + random.uniform(-0.4, 0.4)}, width_mm);
  } else if (random.chance(0.6)) {
    for (int strokes = random.between(1, 4); strokes > 0; --strokes)
      ink.stroke(some_stroke(part, random), width_mm);
  }
  const double strength = random.uniform(0.75, 0.97);
  ink.print(page, random.chance(0.5) ? Pen{0.10, 0.10, 0.12, strength} : Pen{0.12, 0.18, 0.50, strength}, 0.1,
            random);
}

}  // namespace

void retouch(Image& page, double px_per_mm, const RectMm& box, char32_t code_point, double least_mm2,
             Random& random) {
  const auto row_size = static_cast<std::size_t>(page.width) * page.channels;
  const auto row = [&](double mm) {
    return static_cast<std::size_t>(std::clamp(static_cast<int>(mm * px_per_mm), 0, page.height)) * row_size;
  };
  Rows before{row(box.y - 2), {}};
  before.pixels.assign(page.pixels.begin() + static_cast<std::ptrdiff_t>(before.first),
                       page.pixels.begin() + static_cast<std::ptrdiff_t>(row(box.y + box.h + 2)));
  do {
    std::copy(before.pixels.begin(), before.pixels.end(),
              page.pixels.begin() + static_cast<std::ptrdiff_t>(before.first));
    retouch_once(page, px_per_mm, box, code_point, random);
  } while (changed_mm2(before, page, px_per_mm) < least_mm2);
}

}  // namespace hefu::support
