#include "ocr/light_rules.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace hefu {
namespace {

/// A white page with noise.
Image paper(int width, int height) {
  Image page{width, height, 1, 0, {}};
  std::mt19937 random(7);
  std::normal_distribution<float> noise(0, 4);
  for (int i = 0; i < width * height; ++i)
    page.pixels.push_back(static_cast<std::uint8_t>(std::clamp(250 + noise(random), 0.F, 255.F)));
  return page;
}

void fill(Image& page, int x0, int y0, int x1, int y1, int level) {
  for (int y = y0; y < y1; ++y)
    for (int x = x0; x < x1; ++x) page.pixels[y * page.width + x] = static_cast<std::uint8_t>(level);
}

/// The longest run in any row.
int longest_run(const std::vector<std::uint8_t>& found, int width) {
  int longest = 0, run = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    run = i % width != 0 && found[i] ? run + 1 : found[i];
    longest = std::max(longest, run);
  }
  return longest;
}

TEST(LightRules, FindsARuleThatIsHardlyDarkerThanPaper) {
  Image page = paper(400, 120);
  EXPECT_LT(longest_run(find_light_rules(page), 400), 60);
  fill(page, 40, 60, 360, 61, 225);
  EXPECT_GT(longest_run(find_light_rules(page), 400), 280);
}

TEST(LightRules, StrokesAndShadedBandsAreNone) {
  Image page = paper(400, 120);
  for (int x = 20; x < 380; x += 16)
    for (const int y : {40, 46, 52}) fill(page, x, y + x / 16 % 3, x + 12, y + 2 + x / 16 % 3, 60);
  fill(page, 0, 80, 400, 100, 232);
  EXPECT_LT(longest_run(find_light_rules(page), 400), 60);
}

}  // namespace
}  // namespace hefu
