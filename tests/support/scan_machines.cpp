#include "tests/support/scan_parts.h"

namespace hefu::support {
namespace {

constexpr double pi = 3.14159265358979323846;

/// Every value of the picture through a function of its level.
template <class Tone>
void tone(Image& image, Tone curve) {
  std::array<std::uint8_t, 256> table{};
  for (int level = 0; level < 256; ++level)
    table[level] = static_cast<std::uint8_t>(std::clamp(curve(static_cast<double>(level)), 0.0, 255.0));
  for (std::uint8_t& value : image.pixels) value = table[value];
}

}  // namespace

void punch_holes(Image& page, double px_per_mm, double height_mm, int holes, Random& random) {
  constexpr double radius_mm = 3, apart_mm = 80, from_edge_mm = 12;  // ISO 838
  const double middle = height_mm / 2 + random.uniform(-3, 3);
  for (int hole = 0; hole < holes; ++hole) {
    const double cx = (from_edge_mm + random.uniform(-1, 1)) * px_per_mm,
                 cy = (middle + (hole - (holes - 1) / 2.0) * apart_mm) * px_per_mm;
    const double r = radius_mm * px_per_mm;
    for (int y = std::max(0, static_cast<int>(cy - r)); y < std::min(page.height, static_cast<int>(cy + r));
         ++y)
      for (int x = std::max(0, static_cast<int>(cx - r)); x < std::min(page.width, static_cast<int>(cx + r));
           ++x) {
        // The lid behind the hole lies in the paper's shadow, darker towards one rim.
        const double distance = std::hypot(x - cx, y - cy);
        if (distance < r)
          for (int c = 0; c < page.channels; ++c)
            page.pixels[(static_cast<std::size_t>(y) * page.width + x) * page.channels + c] =
                static_cast<std::uint8_t>(150 + 60 * (x - cx) / r);
      }
  }
}

void crease(Image& page, double px_per_mm, double y_mm, Random& random) {
  // Toner breaks off along the crease, in places.
  const double half_mm = random.uniform(0.12, 0.3), phase = random.uniform(0, 6);
  for (int x = 0; x < page.width; ++x) {
    const double broken = 0.5 + 0.5 * std::sin(phase + 0.11 * x) * std::sin(0.037 * x);
    const int y0 = static_cast<int>((y_mm - half_mm) * px_per_mm),
              y1 = static_cast<int>((y_mm + half_mm) * px_per_mm);
    for (int y = std::max(0, y0); y <= std::min(page.height - 1, y1); ++y)
      for (int c = 0; c < page.channels; ++c) {
        std::uint8_t& value = page.pixels[(static_cast<std::size_t>(y) * page.width + x) * page.channels + c];
        value = static_cast<std::uint8_t>(value + (240 - value) * broken);
      }
  }
}

void crease_anywhere(Image& page, double px_per_mm, Random& random) {
  const bool across = random.chance(0.7);
  const int length = across ? page.width : page.height, breadth = across ? page.height : page.width;
  const double at = random.uniform(0.05, 0.95) * breadth, slope = random.uniform(-0.015, 0.015);
  const double half_mm = random.uniform(0.08, 0.35), lost = random.chance(0.8) ? random.uniform(0.3, 1) : 0;
  const double paper = random.uniform(232, 252), phase = random.uniform(0, 6), second = random.uniform(0, 6);
  const double pace = random.uniform(0.3, 3) / px_per_mm, patchy = random.uniform(0, 1);
  const bool shaded = lost == 0 || random.chance(0.4);
  const double line = shaded ? random.uniform(0.05, 0.45) : 0, side = shaded ? random.uniform(0, 0.25) : 0;
  const double reach_mm = random.uniform(1, 5), line_mm = random.uniform(0.08, 0.25);
  const int reach = static_cast<int>(reach_mm * px_per_mm) + 1;
  for (int i = 0; i < length; ++i) {
    const double middle = at + slope * (i - length / 2.0);
    const double patch = 0.5 + 0.5 * std::sin(phase + pace * i) * std::sin(second + 0.37 * pace * i);
    const double broken = lost * (1 - patchy * patch);
    for (int j = std::max(0, static_cast<int>(middle) - reach);
         j <= std::min(breadth - 1, static_cast<int>(middle) + reach); ++j) {
      const double off_mm = (j - middle) / px_per_mm;
      double light = 1;
      if (off_mm > 0) light -= side * std::max(0.0, 1 - off_mm / reach_mm);
      if (std::fabs(off_mm) < line_mm) light *= 1 - line;
      const std::size_t x = across ? i : j, y = across ? j : i;
      for (int c = 0; c < page.channels; ++c) {
        std::uint8_t& value = page.pixels[(y * page.width + x) * page.channels + c];
        const double bare = std::fabs(off_mm) < half_mm ? value + (paper - value) * broken : value;
        value = static_cast<std::uint8_t>(bare * light);
      }
    }
  }
}

void photocopy(Image& image, Random& random) {
  // A copier's optics are soft, its drum prints steeply and a little fat, and dust lies on its glass.
  blur(image, 0.6);
  tone(image, [](double v) { return 128 + 1.5 * (v - 140); });
  const int specks = static_cast<int>(image.width * static_cast<double>(image.height) / 40000);
  for (int i = 0; i < specks; ++i) {
    const int x0 = random.below(image.width), y0 = random.below(image.height), size = random.between(1, 2);
    for (int y = y0; y < std::min(image.height, y0 + size); ++y)
      for (int x = x0; x < std::min(image.width, x0 + size); ++x)
        for (int c = 0; c < image.channels; ++c)
          image.pixels[(static_cast<std::size_t>(y) * image.width + x) * image.channels + c] = 60;
  }
}

void streak(Image& image, int streaks, Random& random) {
  for (int i = 0; i < streaks; ++i) {
    // Dust on a feeder's window stands still while the paper runs past it.
    const int x0 = random.below(image.width), width = random.between(1, 2);
    const bool dark = random.chance(0.7);
    const double amount = random.uniform(0.15, 0.4);
    for (int y = 0; y < image.height; ++y)
      for (int x = x0; x < std::min(image.width, x0 + width); ++x)
        for (int c = 0; c < image.channels; ++c) {
          std::uint8_t& value =
              image.pixels[(static_cast<std::size_t>(y) * image.width + x) * image.channels + c];
          value = static_cast<std::uint8_t>(dark ? value * (1 - amount) : value + (255 - value) * amount);
        }
  }
}

void glare(Image& image, double core, Random& random) {
  const double cx = random.uniform(0.2, 0.8) * image.width, cy = random.uniform(0.2, 0.8) * image.height;
  const double rx = random.uniform(0.12, 0.25) * image.width, ry = random.uniform(0.08, 0.18) * image.height;
  for (int y = 0; y < image.height; ++y) {
    const double v = (y - cy) / ry;
    if (v * v > 6) continue;
    for (int x = 0; x < image.width; ++x) {
      const double u = (x - cx) / rx, away = u * u + v * v;
      if (away > 6) continue;
      const double light = core * std::exp(-away);
      for (int c = 0; c < image.channels; ++c) {
        std::uint8_t& value =
            image.pixels[(static_cast<std::size_t>(y) * image.width + x) * image.channels + c];
        value = static_cast<std::uint8_t>(value + (255 - value) * light);
      }
    }
  }
}

void photograph_screen(Image& image, double amount, Random& random) {
  // The sensor's grid beats with the screen's: slow waves, a little apart for each colour, on a fine grid.
  std::vector<std::array<float, 3>> across(image.width), down(image.height);
  const double pace_x = random.uniform(0.05, 0.2), pace_y = random.uniform(0.03, 0.15),
               lean = random.uniform(-0.02, 0.02);
  const double fine = random.uniform(2.0, 2.6);
  for (int c = 0; c < 3; ++c) {
    const double phase = c * 0.9 + random.uniform(0, 6);
    for (int x = 0; x < image.width; ++x)
      across[x][c] =
          static_cast<float>(amount * (0.6 * std::sin(pace_x * x + phase) + 0.4 * std::sin(fine * x)));
    for (int y = 0; y < image.height; ++y)
      down[y][c] = static_cast<float>(amount * 0.6 * std::sin(pace_y * y + phase + lean * y));
  }
  const float tint[3] = {0.93f, 0.97f, 1.0f};  // a screen's white is bluish
  std::uint8_t* pixel = image.pixels.data();
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x)
      for (int c = 0; c < image.channels; ++c, ++pixel) {
        const float gain = image.channels == 3 ? tint[c] : 1.f;
        // Black on a screen is not dark.
        const float lit =
            18 + *pixel * (0.9f * gain) * (1 - static_cast<float>(amount) + across[x][c] + down[y][c]);
        *pixel = static_cast<std::uint8_t>(std::clamp(lit, 0.f, 255.f));
      }
}

Image without_margin(const Image& image, double share, Random& random) {
  const int side = random.below(4);
  const int cut_x = side % 2 == 0 ? static_cast<int>(share * image.width) : 0,
            cut_y = side % 2 == 1 ? static_cast<int>(share * image.height) : 0;
  Image out{image.width - cut_x, image.height - cut_y, image.channels, image.dpi, {}};
  const int x0 = side == 0 ? cut_x : 0, y0 = side == 1 ? cut_y : 0;
  for (int y = 0; y < out.height; ++y) {
    const auto row =
        image.pixels.begin() + (static_cast<std::ptrdiff_t>(y + y0) * image.width + x0) * image.channels;
    out.pixels.insert(out.pixels.end(), row, row + static_cast<std::ptrdiff_t>(out.width) * image.channels);
  }
  return out;
}

}  // namespace hefu::support
