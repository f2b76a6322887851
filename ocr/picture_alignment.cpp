// Lays one thumbnail over another and says what is left.
#include "ocr/picture_hash.h"
#include "ocr/solve.h"

namespace hefu {
namespace {

constexpr int columns = PictureLikeness::columns, rows = PictureLikeness::rows;
constexpr double most_play = 0.06;  // of a side: 3 % off, and the other picture's 3 %
constexpr int rounds = 8;
// White in both says nothing, and where a lighter copy was cut off at 255 it hides how much lighter it is.
constexpr double white_level = 248;
// Levels that JPEG, grain and rounding leave anywhere.
constexpr double noise = 3;

/// Where pixels of the first thumbnail lie in the second, and how light goes over: x' = left + wide * x.
struct Overlay {
  double left = 0, top = 0, wide = 1, tall = 1, gain = 1, offset = 0;
  bool possible() const {
    return std::abs(left) <= most_play && std::abs(top) <= most_play &&
           std::abs(left + wide - 1) <= most_play && std::abs(top + tall - 1) <= most_play && gain > 0.7 &&
           gain < 1.4;
  }
};

double level(const PictureLikeness& of, double x, double y, int c) {
  const int left = std::clamp(static_cast<int>(std::floor(x)), 0, columns - 2);
  const int top = std::clamp(static_cast<int>(std::floor(y)), 0, rows - 2);
  const double u = x - left, v = y - top;
  const auto at = [&](int dx, int dy) {
    return static_cast<double>(of.thumbnail[3 * ((top + dy) * columns + left + dx) + c]);
  };
  return (1 - v) * ((1 - u) * at(0, 0) + u * at(1, 0)) + v * ((1 - u) * at(0, 1) + u * at(1, 1));
}

template <class OnPixel>
void each_shared_pixel(const Overlay& overlay, OnPixel on_pixel) {
  for (int y = 0; y < rows; ++y)
    for (int x = 0; x < columns; ++x) {
      const double u = (x + 0.5) / columns, v = (y + 0.5) / rows;
      const double to_x = (overlay.left + overlay.wide * u) * columns - 0.5;
      const double to_y = (overlay.top + overlay.tall * v) * rows - 0.5;
      if (to_x >= 0 && to_y >= 0 && to_x <= columns - 1 && to_y <= rows - 1) on_pixel(x, y, u, v, to_x, to_y);
    }
}

/// One step of Gauss-Newton on luma. False when the pictures have too little in them.
bool improve(const PictureLikeness& a, const PictureLikeness& b, Overlay& overlay) {
  std::array<double, 36> normal{};
  std::array<double, 6> step{};
  each_shared_pixel(overlay, [&](int x, int y, double u, double v, double to_x, double to_y) {
    const double there = level(b, to_x, to_y, 0);
    if (there >= white_level && level(a, x, y, 0) >= white_level) return;
    const double residual = level(a, x, y, 0) - overlay.gain * there - overlay.offset;
    const double gx =
        overlay.gain * columns * (level(b, to_x + 0.5, to_y, 0) - level(b, to_x - 0.5, to_y, 0));
    const double gy = overlay.gain * rows * (level(b, to_x, to_y + 0.5, 0) - level(b, to_x, to_y - 0.5, 0));
    const double slope[6] = {gx, gx * u, gy, gy * v, there, 1};
    // Far off is not play but another picture: it must not pull.
    const double weight = 1 / (1 + residual * residual / 900);
    for (int i = 0; i < 6; ++i) {
      for (int j = 0; j < 6; ++j) normal[6 * i + j] += weight * slope[i] * slope[j];
      step[i] += weight * slope[i] * residual;
    }
  });
  if (!solve<6>(normal, step)) return false;
  overlay.left += step[0], overlay.wide += step[1], overlay.top += step[2], overlay.tall += step[3];
  overlay.gain += step[4], overlay.offset += step[5];
  return true;
}

double what_is_left(const PictureLikeness& a, const PictureLikeness& b, const Overlay& overlay) {
  double sum = 0;
  int count = 0;
  each_shared_pixel(overlay, [&](int x, int y, double, double, double to_x, double to_y) {
    if (level(b, to_x, to_y, 0) >= white_level && level(a, x, y, 0) >= white_level) return;
    for (int c = 0; c < 3; ++c) {
      const double there = level(b, to_x, to_y, c);
      const double expected =
          c == 0 ? overlay.gain * there + overlay.offset : 128 + overlay.gain * (there - 128);
      const double off = level(a, x, y, c) - expected;
      const double gx = level(b, to_x + 1, to_y, c) - level(b, to_x - 1, to_y, c);
      const double gy = level(b, to_x, to_y + 1, c) - level(b, to_x, to_y - 1, c);
      const double play = (gx * gx + gy * gy) / 16;  // half a pixel
      sum += off * off / (noise * noise + play);
    }
    ++count;
  });
  return count == 0 ? 99 : std::sqrt(sum / (3 * count));
}

}  // namespace

double aligned_difference(const PictureLikeness& a, const PictureLikeness& b) {
  Overlay overlay;
  for (int i = 0; i < rounds; ++i)
    if (!improve(a, b, overlay) || !overlay.possible()) return 99;
  return what_is_left(a, b, overlay);
}

}  // namespace hefu
