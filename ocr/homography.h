#pragma once
#include <array>
#include <optional>
#include <vector>

#include "ocr/code_reader.h"

namespace hefu {

struct PointMm {
  double x = 0, y = 0;
};

using Homography = std::array<double, 9>;  // row-major, mm -> px, last entry 1

/// The projective map through four pairs of points; nullopt when three of them lie on a line.
/// Source: Wolberg, Digital Image Warping, 3.4.2.
std::optional<Homography> homography_through(const std::array<PointMm, 4>& from,
                                             const std::array<PointPx, 4>& to);

/// The affine map that fits the pairs best; nullopt when they lie on a line.
std::optional<Homography> affine_through(const std::vector<PointMm>& from, const std::vector<PointPx>& to);

}  // namespace hefu
