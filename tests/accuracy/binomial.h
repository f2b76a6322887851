#pragma once
#include <cstdint>

namespace hefu::accuracy {

/// Highest rate that `events` in `trials` do not rule out: the exact (Clopper-Pearson) one-sided upper bound.
/// 1 where nothing was tried. Source: Clopper and Pearson, Biometrika 26 (1934), 404-413.
double upper_bound(std::int64_t events, std::int64_t trials, double confidence = 0.95);

/// Share of the binomial distribution at or below `events`.
double binomial_up_to(std::int64_t events, std::int64_t trials, double rate);

}  // namespace hefu::accuracy
