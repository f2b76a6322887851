#include "tests/support/portrait.h"

#include <algorithm>
#include <cmath>

namespace hefu::support {
namespace {

/// Which rows of an oval are drawn.
struct Band {
  double from = -99, to = 99;
};

/// Draws ovals in the person's own units: 1 is half a head's width, (0, 0) the middle of the face, y down.
class Easel {
 public:
  Easel(Image& image, double x, double y, double unit, double tilt)
      : image_(image), x_(x), y_(y), unit_(unit), cos_(std::cos(tilt)), sin_(std::sin(tilt)) {}

  /// `power` 2: an ellipse; more: squarer. Only what lies within the band of y is drawn.
  void oval(double x, double y, double rx, double ry, const Colour& colour, Band band = {},
            double power = 2) {
    const double reach = std::max(rx, ry) * unit_ * 1.42;
    const double cx = x_ + unit_ * (cos_ * x - sin_ * y), cy = y_ + unit_ * (sin_ * x + cos_ * y);
    for (int row = std::max(0.0, cy - reach); row < std::min<double>(image_.height, cy + reach); ++row)
      for (int column = std::max(0.0, cx - reach); column < std::min<double>(image_.width, cx + reach);
           ++column) {
        const double dx = (column - x_) / unit_, dy = (row - y_) / unit_;
        const double u = cos_ * dx + sin_ * dy, v = cos_ * dy - sin_ * dx;
        if (v < band.from || v > band.to) continue;
        if (std::pow(std::abs(u - x) / rx, power) + std::pow(std::abs(v - y) / ry, power) > 1) continue;
        put(column, row, colour, 1 - shade_ * u);
      }
  }
  /// Light from the side: brighter on the left by this share a unit.
  void shade(double share) { shade_ = share; }

 private:
  void put(int x, int y, const Colour& colour, double light) {
    std::uint8_t* pixel = &image_.pixels[3 * (static_cast<std::size_t>(y) * image_.width + x)];
    const int channels[] = {colour.red, colour.green, colour.blue};
    for (int c = 0; c < 3; ++c)
      pixel[c] = static_cast<std::uint8_t>(std::clamp(channels[c] * light, 0.0, 255.0));
  }

  Image& image_;
  double x_, y_, unit_, cos_, sin_, shade_ = 0;
};

Colour varied(Random& random, const Colour& colour, int by) {
  const int all = random.between(-by, by);
  const auto one = [&](int value) {
    return std::clamp(value + all + random.between(-by / 3, by / 3), 0, 255);
  };
  return {one(colour.red), one(colour.green), one(colour.blue)};
}

struct Person {
  Colour coat, shirt, hair, skin;
  double face_height, jaw, neck, shoulders, fringe, hair_volume, hair_length, parting;
  double eye_gap, eye_size, brow_height, nose, mouth_width, mouth_height, collar, glasses_size;
  bool long_hair, glasses, square_glasses, tie, beard;
};

Person draw_lots(Random& random, const PortraitWish& wish) {
  static const std::vector<Colour> coats = {{40, 52, 78},   {70, 74, 80}, {58, 90, 84},  {96, 60, 66},
                                            {120, 104, 80}, {28, 28, 32}, {130, 40, 52}, {84, 110, 150}};
  static const std::vector<Colour> hairs = {{30, 28, 30}, {52, 40, 34}, {92, 88, 86}, {70, 46, 30}};
  static const std::vector<Colour> skins = {
      {238, 204, 178}, {228, 190, 160}, {244, 214, 192}, {206, 160, 128}};
  static const std::vector<Colour> shirts = {{250, 250, 250}, {196, 214, 236}, {236, 214, 214}, {60, 60, 70}};
  Person p;
  p.coat = wish.white_coat ? Colour{248, 248, 248} : varied(random, random.pick(coats), 18);
  p.shirt = varied(random, random.pick(shirts), 5);
  p.hair = varied(random, random.pick(hairs), 9);
  p.skin = varied(random, random.pick(skins), 8);
  p.face_height = random.uniform(1.22, 1.45);
  p.jaw = random.uniform(2, 2.7);
  p.neck = random.uniform(0.45, 0.62);
  p.shoulders = random.uniform(1.9, 2.5);
  p.fringe = random.uniform(-0.85, -0.55);
  p.hair_volume = random.uniform(1.04, 1.2);
  p.hair_length = random.uniform(0.9, 2.0);
  p.parting = random.uniform(-0.5, 0.5);
  p.eye_gap = random.uniform(0.36, 0.46);
  p.eye_size = random.uniform(0.11, 0.17);
  p.brow_height = random.uniform(0.2, 0.3);
  p.nose = random.uniform(0.06, 0.12);
  p.mouth_width = random.uniform(0.22, 0.36);
  p.mouth_height = random.uniform(0.05, 0.09);
  p.collar = random.uniform(0.5, 0.95);
  p.glasses_size = random.uniform(0.26, 0.34);
  p.long_hair = random.chance(0.45);
  p.glasses = random.chance(0.4);
  p.square_glasses = random.chance(0.5);
  p.tie = random.chance(0.3);
  p.beard = !p.long_hair && random.chance(0.12);
  return p;
}

void draw_face(Easel& easel, const Person& p) {
  const Colour dark{34, 28, 28}, lip{184, 92, 90}, rim{46, 46, 56};
  const Colour shadow{p.skin.red - 24, p.skin.green - 30, p.skin.blue - 30};
  for (const int side : {-1, 1}) {
    easel.oval(side * 1.0, 0.05, 0.1, 0.24, shadow);
    easel.oval(side * p.eye_gap, -0.1, p.eye_size, p.eye_size * 0.55, {252, 252, 252});
    easel.oval(side * p.eye_gap, -0.1, p.eye_size * 0.52, p.eye_size * 0.52, dark);
    easel.oval(side * p.eye_gap, -0.1 - p.brow_height, p.eye_size * 1.5, 0.045, p.hair);
    if (!p.glasses) continue;
    const double size = p.glasses_size, power = p.square_glasses ? 6 : 2;
    easel.oval(side * p.eye_gap, -0.1 - size * 0.75, size, 0.03, rim, {}, power);
    easel.oval(side * p.eye_gap, -0.1 + size * 0.75, size * 0.8, 0.03, rim, {}, power);
    easel.oval(side * (p.eye_gap + size), -0.1, 0.03, size * 0.75, rim, {}, power);
    easel.oval(side * (p.eye_gap - size), -0.1, 0.03, size * 0.75, rim, {}, power);
  }
  easel.oval(0, 0.28, p.nose, 0.15, shadow);
  if (p.beard) easel.oval(0, 1.0, 0.6, 0.3, p.hair, {}, 3);
  easel.oval(0, 0.72, p.mouth_width, p.mouth_height, lip);
}

void draw_hat(Easel& easel, const Person& p, Hat hat) {
  const double crown = -p.face_height;
  const auto cap = [&](const Colour& colour, double brim) {
    easel.oval(0, -0.62, 1.13, 1.25, colour, {-99, -0.55});
    if (brim > 0)
      easel.oval(0, -0.55, brim, 0.11, {colour.red * 3 / 4, colour.green * 3 / 4, colour.blue * 3 / 4});
  };
  if (hat == Hat::red_cap) cap({200, 36, 40}, 1.35);
  if (hat == Hat::navy_cap) cap({28, 38, 92}, 1.2);
  if (hat == Hat::white_cap) cap({236, 236, 236}, 1.3);
  if (hat == Hat::black_beanie) cap({26, 26, 28}, 0);
  if (hat == Hat::straw) {
    easel.oval(0, -0.62, 1.0, 1.2, {214, 178, 104}, {-99, -0.5});
    easel.oval(0, -0.55, 2.1, 0.16, {196, 158, 88});
  }
  if (hat == Hat::green_scarf) {
    easel.oval(0, crown * 0.2, 1.25, 1.75, {40, 130, 86}, {-99, -0.62});
    for (const int side : {-1, 1}) easel.oval(side * 1.08, 0.2, 0.2, 1.3, {40, 130, 86});
  }
}

void draw_person(Easel& easel, const Person& p, const PortraitWish& wish, bool with_head) {
  const double chin = p.face_height;
  if (with_head && p.long_hair)
    easel.oval(0, 0.1, p.hair_volume * 1.12, 2.1, p.hair, {-99, 0.4 + p.hair_length}, 2.6);
  easel.oval(0, chin + 3.0, p.shoulders, 2.55, p.coat, {}, 2.3);
  if (!with_head) {
    easel.oval(0, chin + 0.35, 0.05, 0.5, {60, 60, 60});
    return;
  }
  easel.oval(0, chin + 0.1, p.neck, 0.75, {p.skin.red - 14, p.skin.green - 16, p.skin.blue - 16});
  easel.oval(0, chin + 0.8, p.collar, 0.5, p.shirt, {chin + 0.55, 99});
  if (p.tie) easel.oval(0, chin + 1.4, 0.16, 0.9, {110, 30, 40}, {chin + 0.6, 99});
  easel.oval(0, -0.12, p.hair_volume, p.face_height * 1.08, p.hair, {-99, 0.1});
  easel.oval(0, 0, 1, p.face_height, p.skin, {}, p.jaw);
  easel.oval(p.parting, p.fringe - 0.5, 0.98 - std::abs(p.parting), 0.52, p.hair);
  easel.oval(0, -p.face_height * 0.95, 0.75, 0.35, p.hair);
  draw_face(easel, p);
  draw_hat(easel, p, wish.hat);
}

void light_and_grain(Image& image, Random& random, const PortraitWish& wish) {
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x) {
      const double light = wish.light * (1 - wish.side_light * x / image.width);
      // The sum of three even ones is near enough to a bell.
      const double grain = wish.grain * 2 * (random.uniform() + random.uniform() + random.uniform() - 1.5);
      std::uint8_t* pixel = &image.pixels[3 * (static_cast<std::size_t>(y) * image.width + x)];
      const double grey = 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2];
      for (int c = 0; c < 3; ++c)
        pixel[c] = static_cast<std::uint8_t>(
            std::clamp((wish.grey ? grey : pixel[c]) * light + grain + 0.5, 0.0, 255.0));
    }
}

}  // namespace

Image draw_portrait(std::uint64_t seed, const PortraitWish& wish) {
  Random random(seed * 104729 + 3);
  // Twice the size and shrunk, for smooth edges.
  Image image{wish.width_px * 2, wish.height_px * 2, 3, 600, {}};
  for (std::size_t i = 0; i < static_cast<std::size_t>(image.width) * image.height; ++i)
    for (const int value : {wish.background.red, wish.background.green, wish.background.blue})
      image.pixels.push_back(static_cast<std::uint8_t>(value));
  const int drawn = std::max(1, wish.people);
  for (int i = 0; i < drawn; ++i) {
    const Person person = draw_lots(random, wish);
    // Half a head is 21 to 27 % of the width: photo studios leave some play.
    const double unit = random.uniform(0.21, 0.27) * image.width * wish.zoom / (drawn > 1 ? drawn * 0.85 : 1);
    const double place = drawn == 1 ? 0.5 + random.uniform(-0.02, 0.02) : (i + 0.5) / drawn;
    const double x = ((place - 0.5) * (drawn == 1 ? wish.zoom : 1) + 0.5 + wish.shift_x) * image.width;
    const double y =
        (0.5 + random.uniform(-0.08, -0.03) * wish.zoom) * image.height + wish.shift_y * image.width;
    Easel easel(image, x, y, unit, random.uniform(-0.05, 0.05));
    easel.shade(random.uniform(-0.06, 0.1));
    draw_person(easel, person, wish, wish.people > 0);
  }
  Image small = shrunk(image, 2);
  if (wish.blur_px > 0) small = blurred(small, wish.blur_px);
  light_and_grain(small, random, wish);
  small.dpi = 300;
  return small;
}

}  // namespace hefu::support
