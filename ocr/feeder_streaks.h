#pragma once
#include <vector>

#include "ocr/image.h"

namespace hefu {

/// Lines that dirt on a feeder's window draws down a whole scan, from its first row to its last.
class FeederStreaks {
 public:
  explicit FeederStreaks(const Image& grey);
  /// Share of the light that a streak takes at a column, px of the scan, or next to it; 0 where there is
  /// none.
  float darkness(double x) const;

 private:
  std::vector<float> columns_;
};

}  // namespace hefu
