#include "ocr/photo_sharpness.h"

#include "ocr/photo_thresholds.h"

namespace hefu {

namespace limit = photo_thresholds;

double edge_width_px(const Image& photo) {
  const Image grey = shrunk(grey_luma(photo), photo.width / limit::edge_picture_px);
  const double scale = std::min(1.0, static_cast<double>(limit::edge_picture_px) / grey.width);
  const int reach = static_cast<int>(limit::edge_reach_px / scale);
  std::vector<double> widths;
  for (int y = 0; y < grey.height; ++y) {
    const std::uint8_t* row = &grey.pixels[static_cast<std::size_t>(y) * grey.width];
    const auto slope = [&](int x) { return std::abs(row[x + 1] - row[x]); };
    for (int x = 1; x + 2 < grey.width; ++x) {
      const int here = slope(x);
      if (here * 2 * reach < limit::edge_contrast || here < slope(x - 1) || here <= slope(x + 1)) continue;
      const int from = std::max(0, x - reach), to = std::min(grey.width - 1, x + 1 + reach);
      const auto [low, high] = std::minmax_element(row + from, row + to + 1);
      if (*high - *low >= limit::edge_contrast) widths.push_back(scale * (*high - *low) / here);
    }
  }
  if (static_cast<int>(widths.size()) < limit::fewest_edges) return 0;
  std::nth_element(widths.begin(), widths.begin() + widths.size() / 4, widths.end());
  return widths[widths.size() / 4];
}

}  // namespace hefu
