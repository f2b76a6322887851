#include "ocr/registration.h"
#include "ocr/warp_basis.h"

namespace hefu {

PointPx PageMap::operator()(double x_mm, double y_mm) const {
  if (warped) {
    const WarpBasis basis = warp_basis(*this, x_mm, y_mm);
    for (std::size_t i = 0; i < basis.size(); ++i) {
      x_mm += warp_x[i] * basis[i];
      y_mm += warp_y[i] * basis[i];
    }
  }
  const auto& h = homography;
  const double w = h[6] * x_mm + h[7] * y_mm + h[8];
  return {(h[0] * x_mm + h[1] * y_mm + h[2]) / w, (h[3] * x_mm + h[4] * y_mm + h[5]) / w};
}

double PageMap::px_per_mm(double x_mm, double y_mm) const {
  const PointPx here = (*this)(x_mm, y_mm), right = (*this)(x_mm + 1, y_mm), down = (*this)(x_mm, y_mm + 1);
  return std::min(std::hypot(right.x - here.x, right.y - here.y),
                  std::hypot(down.x - here.x, down.y - here.y));
}

}  // namespace hefu
