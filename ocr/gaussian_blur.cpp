#include "ocr/gaussian_blur.h"

#include <algorithm>
#include <cmath>

#include "ocr/vectorised.h"

namespace hefu {
namespace {

std::vector<float> gaussian(float sigma) {
  const int radius = blur_reach(sigma);
  std::vector<float> kernel(2 * radius + 1);
  float sum = 0;
  for (int i = -radius; i <= radius; ++i)
    sum += kernel[i + radius] = std::exp(-static_cast<float>(i * i) / (2 * sigma * sigma));
  for (float& k : kernel) k /= sum;
  return kernel;
}

/// One pass along rows; `out` gets the transposed picture, so that two passes blur both ways.
HEFU_VECTORISED void blur_rows_transposed(const std::vector<float>& in, int w, int h,
                                          const std::vector<float>& kernel, std::vector<float>& out) {
  const int radius = static_cast<int>(kernel.size()) / 2;
  std::vector<float> row(w + 2 * radius, 0), sums(w);
  out.resize(in.size());
  for (int y = 0; y < h; ++y) {
    std::copy_n(&in[static_cast<std::size_t>(y) * w], w, row.begin() + radius);
    std::fill(sums.begin(), sums.end(), 0.f);
    for (std::size_t k = 0; k < kernel.size(); ++k)  // along the row inside, so that it goes into vectors
      for (int x = 0; x < w; ++x) sums[x] += kernel[k] * row[x + k];
    for (int x = 0; x < w; ++x) out[static_cast<std::size_t>(x) * h + y] = sums[x];
  }
}

}  // namespace

int blur_reach(float sigma) { return static_cast<int>(std::ceil(3 * sigma)); }

void blur(std::vector<float>& picture, int width, int height, float sigma) {
  const std::vector<float> kernel = gaussian(sigma);
  std::vector<float> turned;
  blur_rows_transposed(picture, width, height, kernel, turned);
  blur_rows_transposed(turned, height, width, kernel, picture);
}

}  // namespace hefu
