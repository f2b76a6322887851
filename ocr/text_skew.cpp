#include "ocr/text_skew.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hefu {
namespace {

struct Ink {
  float x = 0, y = 0;
};

constexpr std::size_t most_points = 40'000;  // more of them move the angle by less than 0.02 degrees

std::vector<Ink> points_of(const std::vector<std::uint8_t>& mask, int w, int h) {
  std::size_t count = 0;
  for (const std::uint8_t v : mask) count += v != 0;
  const std::size_t every = count / most_points + 1;
  std::vector<Ink> points;
  points.reserve(count / every + 1);
  std::size_t seen = 0;
  for (int y = 0; y < h; ++y)
    for (int x = 0; x < w; ++x)
      if (mask[static_cast<std::size_t>(y) * w + x] && seen++ % every == 0)
        points.push_back({static_cast<float>(x), static_cast<float>(y)});
  return points;
}

/// How much the profile changes from one place to the next, of lines turned by `degrees` clockwise.
double sharpness(const std::vector<Ink>& points, bool sideways, double degrees, int length) {
  const float slope = static_cast<float>(std::tan(degrees * std::numbers::pi / 180));
  std::vector<int> profile(static_cast<std::size_t>(3 * length) + 2, 0);
  for (const Ink& p : points) {
    const float at = sideways ? p.x + slope * p.y : p.y - slope * p.x;
    ++profile[static_cast<std::size_t>(std::clamp(static_cast<int>(at) + length, 0, 3 * length))];
  }
  double sum = 0;
  for (std::size_t i = 1; i < profile.size(); ++i) {
    const double step = profile[i] - profile[i - 1];
    sum += step * step;
  }
  return sum;
}

struct Angle {
  double degrees = 0, sharpness = 0;
};

Angle best_angle(const std::vector<Ink>& points, bool sideways, int length) {
  Angle best;
  const auto search = [&](double middle, double reach, double step) {
    for (double degrees = middle - reach; degrees <= middle + reach + 1e-9; degrees += step) {
      const double found = sharpness(points, sideways, degrees, length);
      if (found > best.sharpness) best = {degrees, found};
    }
  };
  search(0, 8, 0.5);
  search(best.degrees, 0.4, 0.1);
  search(best.degrees, 0.05, 0.05);
  return best;
}

}  // namespace

TextSkew find_text_skew(const std::vector<std::uint8_t>& mask, int w, int h) {
  const std::vector<Ink> points = points_of(mask, w, h);
  if (points.size() < 200) return {};
  const int length = std::max(w, h);
  const Angle level = best_angle(points, false, length), sideways = best_angle(points, true, length);
  const bool turned = sideways.sharpness > level.sharpness;
  const auto [more, less] = std::minmax(level.sharpness, sideways.sharpness, std::greater<>());
  return {turned, turned ? sideways.degrees : level.degrees, less > 0 ? more / less : 1};
}

}  // namespace hefu
