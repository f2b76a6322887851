#include <cmath>

#include "schemas/text.h"
#include "tests/support/papers/set_paper.h"
#include "tests/support/scan_strokes.h"

namespace hefu::support {
namespace {
constexpr double pi = 3.14159265358979323846;
}

void press_seal(Canvas& canvas, const PaperFaces& faces, const std::string& words, double x, double y,
                double radius_mm, Random& random) {
  const double lean = random.uniform(-0.15, 0.15);
  Ink ink(canvas.image(), canvas.px_per_mm(),
          {x - radius_mm - 2, y - radius_mm - 2, 2 * radius_mm + 4, 2 * radius_mm + 4});
  ink.ring(x, y, radius_mm - 0.5, 1.0);
  const double star = 0.28 * radius_mm;
  for (double r = star; r > 0.2; r -= 0.35)  // filled: nested outlines from the rim to the middle
    for (int i = 0; i < 10; ++i) {
      const double a = lean - pi / 2 + i * pi / 5, b = a + pi / 5;
      const double ra = i % 2 == 0 ? r : 0.382 * r, rb = i % 2 == 0 ? 0.382 * r : r;
      ink.stroke({x + ra * std::cos(a), y + ra * std::sin(a), x + rb * std::cos(b), y + rb * std::sin(b)},
                 0.45);
    }
  const double strength = random.uniform(0.7, 0.95);
  ink.print(canvas.image(), {0.86, 0.16, 0.20, strength}, 0.3, random);
  const std::u32string around = to_utf32(words);
  const double size_mm = radius_mm * (around.size() > 12 ? 0.24 : 0.29), at = radius_mm * 0.66;
  const double step = std::min(0.42, 4.6 / static_cast<double>(around.size()));
  const auto pale = [&](int level) { return static_cast<int>(255 - strength * (255 - level)); };
  const PaperInk red{pale(220), pale(40), pale(50)};
  for (std::size_t i = 0; i < around.size(); ++i) {
    const double angle =
        lean + (static_cast<double>(i) - (static_cast<double>(around.size()) - 1) / 2) * step;
    const FoundGlyph glyph = faces.find("song", around[i]);
    const double half = glyph.advance_em / 2 * size_mm;
    canvas.glyph(faces, glyph, x + at * std::sin(angle) - half * std::cos(angle),
                 y - at * std::cos(angle) - half * std::sin(angle), size_mm, red, 0.03, angle);
  }
}

}  // namespace hefu::support
