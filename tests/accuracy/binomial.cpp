#include "tests/accuracy/binomial.h"

#include <algorithm>
#include <cmath>

namespace hefu::accuracy {
namespace {

/// The regularised incomplete beta function's continued fraction, by Lentz's way.
/// Source: Abramowitz and Stegun, 26.5.8; NIST DLMF 8.17.22.
double beta_fraction(double a, double b, double x) {
  constexpr double tiny = 1e-300, enough = 1e-15;
  double c = 1, d = 1 / std::max(tiny, 1 - (a + b) * x / (a + 1)), result = d;
  for (int m = 1; m < 10000; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    double step = 1;
    for (const double term : {even, odd}) {
      d = 1 + term * d;
      c = 1 + term / c;
      if (std::abs(d) < tiny) d = tiny;
      if (std::abs(c) < tiny) c = tiny;
      d = 1 / d;
      step = c * d;
      result *= step;
    }
    if (std::abs(step - 1) < enough) break;
  }
  return result;
}

double incomplete_beta(double a, double b, double x) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const double front =
      std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

}  // namespace

double binomial_up_to(std::int64_t events, std::int64_t trials, double rate) {
  if (events >= trials) return 1;
  return incomplete_beta(static_cast<double>(trials - events), static_cast<double>(events) + 1, 1 - rate);
}

double upper_bound(std::int64_t events, std::int64_t trials, double confidence) {
  if (trials <= 0 || events >= trials) return 1;
  // Falls steadily as the rate rises.
  double low = 0, high = 1;
  for (int halving = 0; halving < 200; ++halving) {
    const double middle = (low + high) / 2;
    (binomial_up_to(events, trials, middle) > 1 - confidence ? low : high) = middle;
  }
  return high;
}

}  // namespace hefu::accuracy
