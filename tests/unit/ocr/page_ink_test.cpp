#include "ocr/page_ink.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hefu {
namespace {

constexpr std::uint8_t red[3] = {200, 50, 60};

Image coloured(int width, int height, std::uint8_t paper) {
  return {width, height, 3, 200,
          std::vector<std::uint8_t>(3 * static_cast<std::size_t>(width) * height, paper)};
}

/// A ring with characters along it and a disc in its middle, as a star would lie.
void stamp(Image& image, int middle_x, int middle_y, int radius) {
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x) {
      const double off = std::hypot(x - middle_x, y - middle_y);
      const bool character = off > 0.55 * radius && off < 0.8 * radius && (x + y) % 30 < 18;
      if (off < radius / 4.0 || character || (off < radius && off > radius - 8))
        std::copy_n(red, 3, &image.pixels[3 * (static_cast<std::size_t>(y) * image.width + x)]);
    }
}

std::uint8_t at(const Image& grey, int x, int y) {
  return grey.pixels[static_cast<std::size_t>(y) * grey.width + x];
}

TEST(GreyForText, SealsOverEachOtherAreNoText) {
  Image page = coloured(1000, 1400, 250);
  stamp(page, 300, 500, 160);
  stamp(page, 480, 700, 160);
  stamp(page, 640, 900, 160);
  const Image grey = grey_for_text(page);
  EXPECT_GT(at(grey, 300, 500), 220);
  EXPECT_GT(at(grey, 480, 700), 220);
  EXPECT_GT(at(grey, 640, 900), 220);
}

TEST(GreyForText, ALineOfRedTextStaysDark) {
  Image page = coloured(1000, 1400, 250);
  for (int y = 300; y < 340; ++y)
    for (int x = 300; x < 700; ++x)
      if (x % 40 < 30) std::copy_n(red, 3, &page.pixels[3 * (static_cast<std::size_t>(y) * page.width + x)]);
  EXPECT_LT(at(grey_for_text(page), 305, 320), 90);
}

TEST(GreyForText, ARedTitlesGoldenPaperStaysAsLightAsThePaperAround) {
  Image page = coloured(1000, 1400, 0);
  for (std::size_t i = 0; i < page.pixels.size(); i += 3)
    page.pixels[i] = 232, page.pixels[i + 1] = 207, page.pixels[i + 2] = 138;
  for (int y = 300; y < 340; ++y)
    for (int x = 300; x < 700; ++x)
      if (x % 40 < 30) std::copy_n(red, 3, &page.pixels[3 * (static_cast<std::size_t>(y) * page.width + x)]);
  const Image grey = grey_for_text(page);
  EXPECT_LT(at(grey, 305, 320), 90);
  EXPECT_GT(at(grey, 315 + 20, 320), at(grey, 100, 320) - 8);  // between two characters
}

TEST(GreyForText, ASealInAShadowIsNoLighterThanItsPaper) {
  Image page = coloured(600, 800, 110);
  for (int y = 300; y < 500; ++y)
    for (int x = 200; x < 400; ++x)
      if (x % 20 < 8) {
        std::uint8_t* rgb = &page.pixels[3 * (static_cast<std::size_t>(y) * page.width + x)];
        rgb[0] = 106, rgb[1] = 50, rgb[2] = 50;
      }
  const Image grey = grey_for_text(page);
  EXPECT_LE(*std::max_element(grey.pixels.begin(), grey.pixels.end()), 110);
}

}  // namespace
}  // namespace hefu
