#pragma once
#include <array>
#include <cmath>
#include <utility>

namespace hefu {

/// Solves a * x = b in place by elimination with row pivots; x is left in b. False when a is singular.
template <std::size_t N>
bool solve(std::array<double, N * N>& a, std::array<double, N>& b) {
  for (std::size_t i = 0; i < N; ++i) {
    std::size_t pivot = i;
    for (std::size_t r = i + 1; r < N; ++r)
      if (std::fabs(a[r * N + i]) > std::fabs(a[pivot * N + i])) pivot = r;
    if (!(std::fabs(a[pivot * N + i]) > 1e-14)) return false;
    if (pivot != i) {
      for (std::size_t c = 0; c < N; ++c) std::swap(a[pivot * N + c], a[i * N + c]);
      std::swap(b[pivot], b[i]);
    }
    for (std::size_t r = i + 1; r < N; ++r) {
      const double factor = a[r * N + i] / a[i * N + i];
      if (factor == 0) continue;
      for (std::size_t c = i; c < N; ++c) a[r * N + c] -= factor * a[i * N + c];
      b[r] -= factor * b[i];
    }
  }
  for (std::size_t i = N; i-- > 0;) {
    for (std::size_t c = i + 1; c < N; ++c) b[i] -= a[i * N + c] * b[c];
    b[i] /= a[i * N + i];
  }
  return true;
}

}  // namespace hefu
