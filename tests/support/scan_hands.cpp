#include "tests/support/scan_parts.h"
#include "tests/support/scan_strokes.h"

namespace hefu::support {
namespace {

Pen some_pen(Random& random) {
  const double strength = random.uniform(0.8, 0.97);
  if (random.chance(0.4)) return {0.10, 0.10, 0.12, strength};  // black gel
  return {0.12, 0.18, 0.50, strength};                          // blue
}

/// A hand's strokes for one character: nobody's writing, no character that there is.
void scribble(Ink& ink, const RectMm& at, Random& random) {
  for (int stroke = random.between(3, 6); stroke > 0; --stroke) {
    const bool across = random.chance(0.5);
    const double x = at.x + random.uniform(0, across ? 0.3 : 0.9) * at.w,
                 y = at.y + random.uniform(0, across ? 0.9 : 0.3) * at.h;
    const double dx = at.w * (across ? random.uniform(0.4, 0.8) : random.uniform(-0.25, 0.25)),
                 dy = at.h * (across ? random.uniform(-0.15, 0.1) : random.uniform(0.4, 0.8));
    ink.stroke({x, y, x + dx * 0.5 + random.uniform(-0.15, 0.15), y + dy * 0.5}, 0.4);
    ink.stroke({x + dx * 0.5, y + dy * 0.5, x + dx, y + dy + random.uniform(-0.15, 0.15)}, 0.4);
  }
}

}  // namespace

void tick(Image& page, double px_per_mm, const RectMm& box, Random& random) {
  const double size = random.uniform(3.5, 7);
  const double x = box.x + random.uniform(0, std::max(0.1, box.w - size)), y = box.y + box.h / 2;
  Ink ink(page, px_per_mm, {x - 2, y - size, 2 * size + 4, 2 * size});
  const double width_mm = random.uniform(0.35, 0.6);
  if (random.chance(0.6)) {
    ink.stroke({x, y, x + 0.3 * size, y + 0.35 * size}, width_mm);
    ink.stroke({x + 0.3 * size, y + 0.35 * size, x + size, y - 0.6 * size}, width_mm);
  } else {  // a line under or through it
    const double at = y + random.uniform(-0.2, 0.45) * box.h;
    ink.stroke({x, at, x + 1.8 * size, at + random.uniform(-0.5, 0.5)}, width_mm);
  }
  ink.print(page, some_pen(random), 0.1, random);
}

void strike_and_rewrite(Image& page, double px_per_mm, const RectMm& box, Random& random) {
  Ink ink(page, px_per_mm, {box.x - 2, box.y - box.h - 2, box.w + 4, 2 * box.h + 4});
  const double y = box.y + 0.5 * box.h;
  for (int line = random.between(1, 2); line > 0; --line)
    ink.stroke(
        {box.x - 0.3, y + random.uniform(-0.5, 0.5), box.x + box.w + 0.3, y + random.uniform(-0.5, 0.5)},
        0.45);
  const double size = std::min(4.0, 0.9 * box.h);
  const int count = std::clamp(static_cast<int>(box.w / size), 1, 4);
  for (int i = 0; i < count; ++i)
    scribble(ink, {box.x + i * size * 1.1, box.y - size * 0.75, size * 0.9, size * 0.9}, random);
  ink.print(page, some_pen(random), 0.1, random);
}

void paint_over(Image& page, double px_per_mm, const RectMm& box, bool rewritten, Random& random) {
  // The fluid's rim is uneven and throws a faint shadow; what is under it is gone.
  Ink fluid(page, px_per_mm, {box.x - 1, box.y - 1, box.w + 2, box.h + 2});
  for (double y = box.y; y <= box.y + box.h; y += 0.5)
    fluid.stroke({box.x + random.uniform(-0.3, 0.3), y, box.x + box.w + random.uniform(-0.3, 0.3), y}, 0.9);
  fill_box(page, px_per_mm, {box.x, box.y, box.w, box.h}, 253);
  fluid.print(page, {0.97, 0.97, 0.97, 1}, 0, random);
  if (!rewritten) return;
  Ink ink(page, px_per_mm, {box.x - 1, box.y - 1, box.w + 2, box.h + 2});
  scribble(ink, box, random);
  ink.print(page, some_pen(random), 0.1, random);
}

}  // namespace hefu::support
