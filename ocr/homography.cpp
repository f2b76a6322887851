#include "ocr/homography.h"

#include "ocr/solve.h"

namespace hefu {

std::optional<Homography> homography_through(const std::array<PointMm, 4>& from,
                                             const std::array<PointPx, 4>& to) {
  std::array<double, 64> a{};
  std::array<double, 8> b{};
  for (std::size_t i = 0; i < 4; ++i) {
    const double x = from[i].x, y = from[i].y, u = to[i].x, v = to[i].y;
    const double row_u[8] = {x, y, 1, 0, 0, 0, -u * x, -u * y};
    const double row_v[8] = {0, 0, 0, x, y, 1, -v * x, -v * y};
    std::copy_n(row_u, 8, &a[16 * i]);
    std::copy_n(row_v, 8, &a[16 * i + 8]);
    b[2 * i] = u;
    b[2 * i + 1] = v;
  }
  if (!solve<8>(a, b)) return std::nullopt;
  return Homography{b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], 1};
}

std::optional<Homography> affine_through(const std::vector<PointMm>& from, const std::vector<PointPx>& to) {
  std::array<double, 9> a{};
  std::array<double, 3> u{}, v{};
  for (std::size_t i = 0; i < from.size(); ++i) {
    const double row[3] = {from[i].x, from[i].y, 1};
    for (int r = 0; r < 3; ++r) {
      u[r] += row[r] * to[i].x;
      v[r] += row[r] * to[i].y;
      for (int c = 0; c < 3; ++c) a[r * 3 + c] += row[r] * row[c];
    }
  }
  std::array<double, 9> again = a;
  if (!solve<3>(a, u) || !solve<3>(again, v)) return std::nullopt;
  return Homography{u[0], u[1], u[2], v[0], v[1], v[2], 0, 0, 1};
}

}  // namespace hefu
