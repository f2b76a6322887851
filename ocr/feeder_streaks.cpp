#include "ocr/feeder_streaks.h"

#include <algorithm>
#include <cmath>

namespace hefu {

FeederStreaks::FeederStreaks(const Image& grey) : columns_(grey.width, 0) {
  // Of each column the median over some rows: print darkens less than half of any column, but for a form's
  // upright rules, which no character touches.
  constexpr int rows = 101, reach_px = 12;  // paper is what is lightest within 1.5 mm at 200 dpi
  std::vector<std::vector<float>> darkness(grey.width);
  std::vector<std::uint8_t> lightest(grey.width);
  for (int i = 0; i < rows; ++i) {
    const std::uint8_t* row =
        &grey.pixels[static_cast<std::size_t>((grey.height - 1) * static_cast<long>(i) / (rows - 1)) *
                     grey.width];
    for (int x = 0; x < grey.width; ++x)
      lightest[x] =
          *std::max_element(row + std::max(0, x - reach_px), row + std::min(grey.width, x + reach_px + 1));
    for (int x = 0; x < grey.width; ++x)
      darkness[x].push_back(1 -
                            static_cast<float>(row[x]) / static_cast<float>(std::max<int>(20, lightest[x])));
  }
  for (int x = 0; x < grey.width; ++x) {
    std::nth_element(darkness[x].begin(), darkness[x].begin() + rows / 2, darkness[x].end());
    columns_[x] = darkness[x][rows / 2];
  }
}

float FeederStreaks::darkness(double x) const {
  constexpr float noise =
      0.08f;  // the median of paper under grain and JPEG; streaks that show take twice as much
  const int at = static_cast<int>(std::lround(x)), last = static_cast<int>(columns_.size()) - 1;
  float most = 0;
  for (int column = std::max(0, at - 1); column <= std::min(last, at + 1); ++column)
    most = std::max(most, columns_[column]);
  return most > noise ? most : 0;
}

}  // namespace hefu
