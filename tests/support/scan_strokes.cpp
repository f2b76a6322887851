#include "tests/support/scan_strokes.h"

#include <algorithm>
#include <cmath>

namespace hefu::support {
namespace {

constexpr double pi = 3.14159265358979323846;

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

double distance_to(const Segment& s, double x, double y) {
  const double dx = s.x1 - s.x0, dy = s.y1 - s.y0, length = dx * dx + dy * dy;
  const double t = length > 0 ? std::clamp(((x - s.x0) * dx + (y - s.y0) * dy) / length, 0.0, 1.0) : 0;
  return std::hypot(x - s.x0 - t * dx, y - s.y0 - t * dy);
}

}  // namespace

Ink::Ink(const Image& page, double px_per_mm, const RectMm& area)
    : scale_(px_per_mm),
      left_(static_cast<int>(std::floor(area.x * px_per_mm))),
      top_(static_cast<int>(std::floor(area.y * px_per_mm))),
      width_(static_cast<int>(std::ceil(area.w * px_per_mm)) + 2),
      height_(static_cast<int>(std::ceil(area.h * px_per_mm)) + 2),
      amount_(page.pixels.empty() ? 0 : static_cast<std::size_t>(width_) * height_) {}

void Ink::stroke(const Segment& s, double width_mm) {
  const double reach = width_mm / 2 * scale_ + 1;
  const Segment px{s.x0 * scale_ - left_, s.y0 * scale_ - top_, s.x1 * scale_ - left_, s.y1 * scale_ - top_};
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

void Ink::ring(double x_mm, double y_mm, double radius_mm, double width_mm) {
  constexpr int parts = 180;
  for (int i = 0; i < parts; ++i) {
    const double a = 2 * pi * i / parts, b = 2 * pi * (i + 1) / parts;
    stroke({x_mm + radius_mm * std::cos(a), y_mm + radius_mm * std::sin(a), x_mm + radius_mm * std::cos(b),
            y_mm + radius_mm * std::sin(b)},
           width_mm);
  }
}

void Ink::print(Image& page, const Pen& pen, double patchiness, Random& random) const {
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

}  // namespace hefu::support
