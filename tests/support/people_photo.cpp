#include <algorithm>
#include <cmath>

#include "ocr/image.h"
#include "tests/support/people.h"

namespace hefu::support {
namespace {

struct Colour {
  int red, green, blue;
};

// Drawn at twice the size and shrunk, for smooth edges.
constexpr int drawn_width = 590, drawn_height = 826;

void ellipse(Image& image, double x, double y, double rx, double ry, const Colour& colour, double from_y = 0,
             double to_y = drawn_height) {
  for (int row = std::max(0.0, std::max(y - ry, from_y)); row < std::min({1.0 * image.height, y + ry, to_y});
       ++row)
    for (int column = std::max(0.0, x - rx); column < std::min(1.0 * image.width, x + rx); ++column) {
      if (std::pow((column - x) / rx, 2) + std::pow((row - y) / ry, 2) > 1) continue;
      std::uint8_t* pixel = &image.pixels[3 * (static_cast<std::size_t>(row) * image.width + column)];
      pixel[0] = static_cast<std::uint8_t>(colour.red);
      pixel[1] = static_cast<std::uint8_t>(colour.green);
      pixel[2] = static_cast<std::uint8_t>(colour.blue);
    }
}

}  // namespace

std::string draw_photo(std::uint64_t seed) {
  Random random(seed * 31 + 5);
  static const std::vector<Colour> coats = {
      {40, 52, 78}, {70, 74, 80}, {58, 90, 84}, {96, 60, 66}, {120, 104, 80}};
  static const std::vector<Colour> hair = {{30, 28, 30}, {52, 40, 34}, {92, 88, 86}};
  static const std::vector<Colour> skins = {{238, 204, 178}, {228, 190, 160}, {244, 214, 192}};
  const Colour coat = random.pick(coats), locks = random.pick(hair), skin = random.pick(skins);
  const double x = drawn_width / 2.0, wide = random.uniform(118, 136), tall = random.uniform(155, 175);
  const bool long_hair = random.chance(0.5), glasses = random.chance(0.4);

  Image image{drawn_width, drawn_height, 3, 600, {}};
  image.pixels.assign(3ull * drawn_width * drawn_height, 255);
  if (long_hair) ellipse(image, x, 380, wide + 34, 250, locks, 0, 590);
  ellipse(image, x, 860, 268, 240, coat);
  ellipse(image, x, 620, 62, 110, skin);
  ellipse(image, x, 700, 90, 60, {250, 250, 250}, 690);
  ellipse(image, x, 370, wide + 12, tall + 16, locks, 0, 380);
  ellipse(image, x, 390, wide, tall, skin);
  ellipse(image, x, 290, wide - 4, 74, locks, 0, 300);
  for (const int side : {-1, 1}) {
    ellipse(image, x + side * 50, 392, 17, 10, {255, 255, 255});
    ellipse(image, x + side * 50, 392, 9, 9, {30, 26, 26});
    ellipse(image, x + side * 50, 362, 28, 5, locks);
    if (glasses) {
      ellipse(image, x + side * 50, 394, 36, 4, {50, 50, 60});
      ellipse(image, x + side * 86, 394, 4, 26, {50, 50, 60});
      ellipse(image, x + side * 14, 394, 4, 20, {50, 50, 60});
    }
  }
  ellipse(image, x, 440, 8, 16, {214, 172, 146});
  ellipse(image, x, 486, 34, 8, {190, 96, 92});
  Image small = shrunk(image, 2);
  small.dpi = 300;
  return encode_jpeg(small, 90);
}

}  // namespace hefu::support
