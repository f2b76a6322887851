#pragma once
#include <algorithm>
#include <array>

#include "ocr/registration.h"

namespace hefu {

using WarpBasis = std::array<double, 15>;

/// The monomials u^a v^b with a + b <= 4, low degrees first, of the place in the map's normalised
/// coordinates. Clamped a little outside the page: a quartic runs away where no line holds it.
inline WarpBasis warp_basis(const PageMap& map, double x_mm, double y_mm) {
  const double u = std::clamp((x_mm - map.centre_x) / map.scale_x, -1.15, 1.15);
  const double v = std::clamp((y_mm - map.centre_y) / map.scale_y, -1.15, 1.15);
  const double us[5] = {1, u, u * u, u * u * u, u * u * u * u};
  const double vs[5] = {1, v, v * v, v * v * v, v * v * v * v};
  WarpBasis basis;
  std::size_t k = 0;
  for (int degree = 0; degree <= 4; ++degree)
    for (int j = 0; j <= degree; ++j) basis[k++] = us[degree - j] * vs[j];
  return basis;
}

}  // namespace hefu
