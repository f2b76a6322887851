#pragma once
#include <chrono>

namespace hefu {

/// Tells how long each of several stages took that follow one another.
class Stopwatch {
 public:
  /// Since the last lap, or since it was made. Units: ms, as the clock on the wall goes.
  double lap_ms() {
    const auto now = std::chrono::steady_clock::now();
    const double ms = std::chrono::duration<double, std::milli>(now - start_).count();
    start_ = now;
    return ms;
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace hefu
