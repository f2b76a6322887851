#include "ocr/cut_strip.h"

#include <gtest/gtest.h>

#include "ocr/engine_strip.h"

namespace hefu {
namespace {

constexpr StripScale as_it_is{1, 1};
const BoxPx everywhere{0, 0, 400, 100};

Image grey_page(std::uint8_t grey) { return {400, 100, 1, 0, std::vector<std::uint8_t>(400 * 100, grey)}; }

void fill(Image& page, int left, int right, std::uint8_t grey) {
  for (int y = 40; y < 60; ++y)
    for (int x = left; x < right; ++x) page.pixels[static_cast<std::size_t>(y) * page.width + x] = grey;
}

int inked_columns(const Image& strip) {
  int inked = 0;
  const std::size_t middle = static_cast<std::size_t>(strip.height / 2) * strip.width;
  for (int x = 0; x < strip.width; ++x) inked += strip.pixels[middle + x] < 128;
  return inked;
}

TEST(CutStrip, LaysTheBoxInTheMiddleOfWhite) {
  Image page = grey_page(255);
  fill(page, 100, 120, 0);
  const StripCut cut = cut_strip(page, {100, 40, 20, 20}, everywhere, as_it_is);
  EXPECT_EQ(cut.picture.height, engine_strip_px);
  EXPECT_EQ(cut.picture.width, 20 + 2 * side_margin_px);
  EXPECT_EQ(inked_columns(cut.picture), 20);
  EXPECT_NEAR(cut.page_x(side_margin_px), 100, 1e-9);
}

TEST(CutStrip, TakesNothingFromBeyondTheBounds) {
  Image page = grey_page(255);
  fill(page, 100, 140, 0);
  const StripCut cut = cut_strip(page, {100, 40, 40, 20}, {0, 0, 110, 100}, as_it_is);
  EXPECT_NEAR(inked_columns(cut.picture), 10, 1);
}

TEST(CutStrip, MakesPapersGrainWhiteAndKeepsFaintInk) {
  Image page = grey_page(240);
  fill(page, 100, 120, 180);
  const Image strip = cut_strip(page, {100, 40, 20, 20}, everywhere, as_it_is).picture;
  EXPECT_EQ(strip.pixels.front(), 255);
  EXPECT_EQ(strip.pixels[static_cast<std::size_t>(engine_strip_px / 2) * strip.width + 10], 180);
}

TEST(NarrowGaps, LeaveOutTheMiddleAndKnowWhereTheRestLay) {
  Image page = grey_page(250);
  fill(page, 100, 110, 0);
  fill(page, 290, 300, 0);
  StripCut cut = cut_strip(page, {100, 40, 200, 20}, everywhere, as_it_is);
  narrow_gaps(cut);
  EXPECT_LT(cut.picture.width, 60);
  EXPECT_EQ(inked_columns(cut.picture), 20);
  EXPECT_NEAR(cut.page_x(side_margin_px), 100, 1e-9);
  EXPECT_NEAR(cut.page_x(side_margin_px + 9.5), 109.5, 1e-9);
  const double end = cut.picture.width - side_margin_px - 0.5;  // of the second piece of ink
  EXPECT_NEAR(cut.page_x(end), 299.5, 1e-9);
}

TEST(NarrowGaps, LeaveTextAsItStands) {
  Image page = grey_page(255);
  for (int x = 100; x < 300; x += 20) fill(page, x, x + 12, 0);
  StripCut cut = cut_strip(page, {100, 40, 200, 20}, everywhere, as_it_is);
  const std::vector<std::uint8_t> before = cut.picture.pixels;
  narrow_gaps(cut);
  EXPECT_EQ(cut.picture.pixels, before);
}

TEST(NarrowGaps, ABlankStripStaysBlank) {
  StripCut cut = cut_strip(grey_page(255), {100, 40, 200, 20}, everywhere, as_it_is);
  narrow_gaps(cut);
  EXPECT_EQ(inked_columns(cut.picture), 0);
}

}  // namespace
}  // namespace hefu
