#include "ocr/blank_page.h"

#include "tests/support/mixed_uploads.h"

namespace hefu {
namespace {

Image paper(int level) {
  return {496, 702, 1, 60, std::vector<std::uint8_t>(496 * 702, static_cast<std::uint8_t>(level))};
}

void ink(Image& image, int x0, int y0, int w, int h, int level) {
  for (int y = y0; y < y0 + h; ++y)
    for (int x = x0; x < x0 + w; ++x)
      image.pixels[static_cast<std::size_t>(y) * image.width + x] = static_cast<std::uint8_t>(level);
}

TEST(BlankPage, PaperWithNoiseDustAndShadowIsBlank) {
  EXPECT_TRUE(is_blank(paper(250)));
  EXPECT_TRUE(is_blank(support::marked_page(1240, 1754, 0, false)));
  EXPECT_TRUE(is_blank(support::marked_page(1500, 2000, 0, true)));
  Image dusty = paper(240);
  for (int i = 0; i < 5; ++i) ink(dusty, 60 + 70 * i, 100 + 90 * i, 2, 2, 90);
  EXPECT_TRUE(is_blank(dusty));
  Image shaded = paper(240);
  for (int y = 0; y < 702; ++y)
    for (int x = 0; x < 496; ++x)
      shaded.pixels[static_cast<std::size_t>(y) * 496 + x] = static_cast<std::uint8_t>(245 - x / 6);
  EXPECT_TRUE(is_blank(shaded));
}

TEST(BlankPage, BackOfASheetShiningThroughIsBlank) {
  Image page = paper(246);
  for (int i = 0; i < 20; ++i) ink(page, 60, 60 + 30 * i, 360, 8, 232);
  EXPECT_TRUE(is_blank(page));
}

TEST(BlankPage, OneWordIsNotBlank) {
  Image page = paper(250);
  for (int i = 0; i < 4; ++i) ink(page, 200 + 10 * i, 300, 6, 8, 60);
  EXPECT_FALSE(is_blank(page));
  EXPECT_FALSE(is_blank(support::marked_page(1240, 1754, 5, false)));
}

TEST(BlankPage, DarkPictureIsNotBlank) { EXPECT_FALSE(is_blank(paper(60))); }

}  // namespace
}  // namespace hefu
