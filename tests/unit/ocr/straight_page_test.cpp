#include "ocr/straight_page.h"

#include <array>
#include <cmath>

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

constexpr int width = 610, height = 490;

/// A page of 50 mm by 40 in a scan of so many px a mm, a few px off.
struct Scanned {
  Page page;
  PageMap map;
  explicit Scanned(double px_per_mm) {
    page.width_mm = 50;
    page.height_mm = 40;
    map.homography = {px_per_mm, 0, 3, 0, px_per_mm, 5, 0, 0, 1};
  }
};

RectMm whole_of(const StraightPage& page) {
  return {0, 0, page.width / StraightPage::px_per_mm, page.height / StraightPage::px_per_mm};
}

TEST(StraightPage, LiesWhereItsPartsLie) {
  const Image scan = waves(width, height);
  for (const double px_per_mm : {6.0, 8.0, 11.8}) {
    const Scanned scanned(px_per_mm);
    const StraightPage page = straighten(scan, scanned.map, scanned.page);
    const Image whole = page.picture(), parts = crop(scan, scanned.map, whole_of(page), StraightPage::dpi);
    ASSERT_EQ(whole.pixels.size(), parts.pixels.size());
    const double in_place = difference(whole, parts, 0);
    EXPECT_LT(in_place * 2, difference(whole, parts, 1)) << px_per_mm;
    EXPECT_LT(in_place * 2, difference(whole, parts, -1)) << px_per_mm;
  }
}

TEST(StraightPage, ColourAtHalfSizeLiesWhereLumaLies) {
  Image split = waves(width, height);
  const int w = half_of(width), h = half_of(height);
  for (const int channel : {0, 1})
    for (int y = 0; y < h; ++y)
      for (int x = 0; x < w; ++x)
        split.chroma.push_back(static_cast<std::uint8_t>(128 + (channel == 0 ? x % 40 - 20 : y % 40 - 20)));
  for (const double px_per_mm : {6.0, 8.0, 11.8}) {
    const Scanned scanned(px_per_mm);
    const StraightPage page = straighten(split, scanned.map, scanned.page);
    const Image straight = page.cut(whole_of(page));
    const Image whole = crop(joined(split), scanned.map, whole_of(page), StraightPage::dpi);
    ASSERT_EQ(straight.pixels.size(), whole.pixels.size());
    double sum = 0;
    for (std::size_t i = 0; i < whole.pixels.size(); ++i)
      sum += std::abs(straight.pixels[i] - whole.pixels[i]);
    EXPECT_LT(sum / static_cast<double>(whole.pixels.size()), 5) << px_per_mm;
  }
}

TEST(StraightPage, ColourOfAFullPictureStays) {
  Image colour{width, height, 3, 300, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const bool red = x >= 203 && y >= 165;  // 25 mm and 20 mm of the page
      for (const int level : {200, red ? 40 : 190, red ? 60 : 180})
        colour.pixels.push_back(static_cast<std::uint8_t>(level));
    }
  const Scanned scanned(8);
  const StraightPage page = straighten(colour, scanned.map, scanned.page);
  const auto expect_near = [&](const RectMm& box, const std::array<int, 3>& rgb) {
    const Image part = page.cut(box);
    ASSERT_EQ(part.channels, 3);
    ASSERT_FALSE(part.empty());
    for (std::size_t i = 0; i < part.pixels.size(); ++i) ASSERT_NEAR(part.pixels[i], rgb[i % 3], 3);
  };
  expect_near({1, 1, 23.5, 38}, {200, 190, 180});
  expect_near({25.5, 20.5, 24, 19}, {200, 40, 60});
}

TEST(StraightPage, PartsAreOfThePicture) {
  const Scanned scanned(8);
  const StraightPage page = straighten(waves(width, height), scanned.map, scanned.page);
  const Image whole = page.picture(), part = page.cut({10, 20, 8, 90});  // reaches beyond the page
  EXPECT_EQ(part.pixels, cut_mm(whole, {10, 20, 8, 90}, StraightPage::px_per_mm).pixels);
  EXPECT_EQ(part.height, page.height - static_cast<int>(20 * StraightPage::px_per_mm));
}

TEST(StraightPage, SaysWhatTheScanDoesNotReach) {
  Scanned scanned(8);
  scanned.map.homography[2] = -80;  // ten millimetres on the left are cut off
  const StraightPage straight = straighten(waves(width, height), scanned.map, scanned.page);
  const auto at = [&](double x_mm, double y_mm) {
    return static_cast<std::size_t>(y_mm * StraightPage::px_per_mm) * straight.width +
           static_cast<std::size_t>(x_mm * StraightPage::px_per_mm);
  };
  EXPECT_EQ(straight.outside[at(9, 20)], 1);
  EXPECT_EQ(straight.luma[at(9, 20)], 255);
  EXPECT_EQ(straight.outside[at(11, 20)], 0);
}

TEST(StraightPage, ThreeQuartersOfAColouredPageAreThoseOfItsPicture) {
  Image scan = waves(width, height);
  scan.chroma.resize(2 * static_cast<std::size_t>(half_of(width)) * half_of(height));
  for (std::uint8_t& level : scan.pixels)
    level = static_cast<std::uint8_t>(64 + level / 2);  // far from white
  for (std::size_t i = 0; i < scan.chroma.size(); ++i)
    scan.chroma[i] = static_cast<std::uint8_t>(
        128 + 20 * std::sin(static_cast<double>(i % half_of(width)) / 20) + (i / half_of(width) % 245) / 20);
  const Scanned scanned(8);
  const StraightPage page = straighten(scan, scanned.map, scanned.page);
  const Image whole = joined(page.picture()), small = joined(page.three_quarters());
  const Image expected = three_quarters(whole);
  ASSERT_EQ(whole.width, page.width);
  ASSERT_EQ(small.width, expected.width);
  ASSERT_EQ(small.height, expected.height);
  for (std::size_t i = 0; i < small.pixels.size(); ++i) ASSERT_NEAR(small.pixels[i], expected.pixels[i], 8);
}

TEST(StraightPage, ThreeQuartersIsTheSamePictureSmaller) {
  const Image whole = waves(400, 300), small = three_quarters(whole);
  ASSERT_EQ(small.width, 300);
  ASSERT_EQ(small.height, 225);
  EXPECT_DOUBLE_EQ(small.dpi, 225);
  for (int y = 2; y < 220; ++y)
    for (int x = 2; x < 290; ++x) {
      // The middle of a pixel of the small one lies in this pixel of the whole one.
      const auto large_x = static_cast<int>((x + 0.5) * 4 / 3), large_y = static_cast<int>((y + 0.5) * 4 / 3);
      ASSERT_NEAR(small.pixels[static_cast<std::size_t>(y) * 300 + x],
                  whole.pixels[static_cast<std::size_t>(large_y) * 400 + large_x], 12);
    }
}

}  // namespace
}  // namespace hefu
