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

/// One row: `padded` is the row with as many zeros before and behind as the kernel reaches.
HEFU_VECTORISED void blur_along(const float* padded, const float* kernel, int taps, int width, float* out) {
  for (int x = 0; x < width; ++x) out[x] = kernel[0] * padded[x];
  for (int k = 1; k < taps; ++k)  // along the row inside, so that it goes into vectors
    for (int x = 0; x < width; ++x) out[x] += kernel[k] * padded[x + k];
}

/// Adds a row that is so much of what is blurred down.
HEFU_VECTORISED void add_row(const float* row, float weight, int width, float* out) {
  for (int x = 0; x < width; ++x) out[x] += weight * row[x];
}

}  // namespace

int blur_reach(float sigma) { return static_cast<int>(std::ceil(3 * sigma)); }

void blur(std::vector<float>& picture, int width, int height, float sigma) {
  const std::vector<float> kernel = gaussian(sigma);
  const int taps = static_cast<int>(kernel.size()), radius = taps / 2;
  const auto row = [&](int y) { return picture.begin() + static_cast<std::ptrdiff_t>(y) * width; };
  const auto is_blank = [&](int y) {
    return std::all_of(row(y), row(y + 1), [](float v) { return v == 0; });
  };
  int first = 0, end = height;  // the rows with ink: a glyph leaves a third of its box blank
  while (first < end && is_blank(first)) ++first;
  while (end > first && is_blank(end - 1)) --end;
  std::vector<float> along(static_cast<std::size_t>(width) * (end - first));
  std::vector<float> padded(width + 2 * radius, 0);
  for (int y = first; y < end; ++y) {
    std::copy_n(row(y), width, padded.begin() + radius);
    blur_along(padded.data(), kernel.data(), taps, width,
               &along[static_cast<std::size_t>(y - first) * width]);
  }
  for (int y = std::max(0, first - radius); y < std::min(height, end + radius); ++y) {
    std::fill_n(row(y), width, 0.f);
    for (int from = std::max(first, y - radius); from < std::min(end, y + radius + 1); ++from)
      add_row(&along[static_cast<std::size_t>(from - first) * width], kernel[from - y + radius], width,
              &*row(y));
  }
}

}  // namespace hefu
