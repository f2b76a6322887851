#include <cmath>

#include "ocr/registration.h"

namespace hefu {
namespace {

/// Waves of 40 px, unlike themselves one pixel further.
Image waves(int width, int height) {
  Image image{width, height, 1, 300, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x)
      image.pixels.push_back(
          static_cast<std::uint8_t>(128 + 60 * std::sin(x / 6.4) + 60 * std::sin(y / 6.4)));
  return image;
}

/// Mean difference of two pictures of a size, the second one moved to the right.
double difference(const Image& a, const Image& b, int moved) {
  double sum = 0;
  for (int y = 0; y < a.height; ++y)
    for (int x = 2; x < a.width - 2; ++x)
      sum += std::abs(a.pixels[static_cast<std::size_t>(y) * a.width + x] -
                      b.pixels[static_cast<std::size_t>(y) * a.width + x - moved]);
  return sum / (static_cast<double>(a.width - 4) * a.height);
}

TEST(Rectify, WholePageLiesWhereItsPartsLie) {
  Page page;
  page.width_mm = 50;
  page.height_mm = 40;
  PageMap map;
  const double px_per_mm = 300 / 25.4;
  map.homography = {px_per_mm, 0, 3, 0, px_per_mm, 5, 0, 0, 1};
  const Image scan = waves(610, 490);
  for (const double dpi : {100.0, 150.0, 300.0}) {
    const Image whole = rectify(scan, map, page, dpi), parts = crop(scan, map, {0, 0, 50, 40}, dpi);
    ASSERT_EQ(whole.pixels.size(), parts.pixels.size());
    const double in_place = difference(whole, parts, 0);
    EXPECT_LT(in_place * 2, difference(whole, parts, 1)) << dpi;
    EXPECT_LT(in_place * 2, difference(whole, parts, -1)) << dpi;
  }
}

}  // namespace
}  // namespace hefu
