#include "ocr/screen_waves.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hefu {
namespace {

constexpr int wide = 800, high = 1200, stroke_px = 4, pitch = 60;

bool in_stroke(int x, int y) { return y % pitch < stroke_px && x > 100 && x < 700; }

/// Level strokes on paper with waves of a share of its light.
Image page_with(double share) {
  Image page{wide, high, 1, 0, {}};
  for (int y = 0; y < high; ++y)
    for (int x = 0; x < wide; ++x) {
      const double wave = share * (std::sin(0.12 * x) + std::sin(0.09 * y));
      page.pixels.push_back(static_cast<std::uint8_t>(in_stroke(x, y) ? 50 : 200 * (1 + wave)));
    }
  return page;
}

TEST(ScreenWaves, BecomePaperAndStrokesStay) {
  Image page = page_with(0.12);
  ASSERT_TRUE(take_waves_off(page, high));
  std::size_t grey = 0;
  for (int y = pitch; y + pitch < high; ++y)
    for (int x = 110; x < 690; ++x) {
      const int level = page.pixels[static_cast<std::size_t>(y) * wide + x];
      if (in_stroke(x, y))
        EXPECT_LT(level, 100) << x << "," << y;
      else
        grey += level < 225;
    }
  EXPECT_LT(grey, page.pixels.size() / 500);
}

TEST(ScreenWaves, APageWithoutStaysAsItIs) {
  Image page = page_with(0.01);
  const std::vector<std::uint8_t> before = page.pixels;
  EXPECT_FALSE(take_waves_off(page, high));
  EXPECT_EQ(page.pixels, before);
}

TEST(ScreenWaves, ADarkPictureIsNone) {
  Image page = page_with(0);
  for (int y = 200; y < 900; ++y)
    std::fill_n(page.pixels.begin() + static_cast<std::ptrdiff_t>(y) * wide + 100, 500, std::uint8_t{90});
  EXPECT_FALSE(take_waves_off(page, high));
}

}  // namespace
}  // namespace hefu
