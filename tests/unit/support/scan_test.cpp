#include "tests/support/scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "schemas/error.h"

namespace hefu::support {
namespace {

// A small sheet, 60 x 80 mm at 300 dpi: a black frame, a black square near the top left and rows of dashes.
Image small_page() {
  constexpr double px_per_mm = 300 / 25.4;
  Image page{709, 945, 1, 300, {}};
  page.pixels.assign(static_cast<std::size_t>(page.width) * page.height, 255);
  const auto fill = [&](double x, double y, double w, double h) {
    for (int row = static_cast<int>(y * px_per_mm); row < (y + h) * px_per_mm; ++row)
      for (int column = static_cast<int>(x * px_per_mm); column < (x + w) * px_per_mm; ++column)
        page.pixels[static_cast<std::size_t>(row) * page.width + column] = 0;
  };
  fill(8, 8, 10, 10);
  for (double y = 25; y < 70; y += 5)
    for (double x = 8; x < 50; x += 4) fill(x, y, 2.5, 0.8);
  return page;
}

Image scan(const Damage& damage, std::uint64_t seed = 1) {
  return simulate_scan(small_page(), 60, 80, damage, seed, {{40, 8, 12, 12}});
}

double mean(const Image& image) {
  return std::accumulate(image.pixels.begin(), image.pixels.end(), 0.0) /
         static_cast<double>(image.pixels.size());
}

int level(const Image& image, double x_mm, double y_mm, int channel = 0) {
  const int x = static_cast<int>(x_mm * image.dpi / 25.4), y = static_cast<int>(y_mm * image.dpi / 25.4);
  return image.pixels[(static_cast<std::size_t>(y) * image.width + x) * image.channels + channel];
}

TEST(ScanSimulator, SameSeedGivesSamePixelsAndAnotherSeedDoesNot) {
  for (const std::string& kind : damage_kinds()) {
    EXPECT_EQ(scan(damage_kind(kind), 3).pixels, scan(damage_kind(kind), 3).pixels) << kind;
    if (kind.rfind("bilevel", 0) != 0) {
      EXPECT_NE(scan(damage_kind(kind), 3).pixels, scan(damage_kind(kind), 4).pixels) << kind;
    }
  }
}

TEST(ScanSimulator, UndamagedPageKeepsItsPlacesAtEveryResolution) {
  for (const double dpi : {150.0, 200.0, 300.0}) {
    Damage damage;
    damage.out_dpi = dpi;
    const Image image = scan(damage);
    EXPECT_NEAR(image.width, 60 * dpi / 25.4, 1);
    EXPECT_EQ(level(image, 8.4, 8.4), 0) << dpi;
    EXPECT_EQ(level(image, 17.6, 17.6), 0) << dpi;
    EXPECT_GT(level(image, 7.5, 12), 240) << dpi;
    EXPECT_GT(level(image, 18.6, 12), 240) << dpi;
  }
}

TEST(ScanSimulator, UpsideDownPageHasItsTopLeftAtTheBottomRight) {
  const Image image = scan(damage_kind("upside-down"));
  EXPECT_LT(level(image, 60 - 13, 80 - 13), 40);
  EXPECT_GT(level(image, 13, 13), 200);
}

TEST(ScanSimulator, EachDamageDoesWhatItsNameSays) {
  const double clean = mean(scan(Damage{}));
  EXPECT_LT(mean(scan({.light = 0.5})), clean * 0.9);
  EXPECT_LT(mean(scan({.shadow = 0.5})), clean * 0.95);
  EXPECT_GT(level(scan({.faint = 0.6}), 13, 13), 100);
  EXPECT_GT(level(scan({.cover_codes = true}), 46, 14), 240);
  EXPECT_LT(mean(scan({.signatures = {{20, 8, 18, 10}}})), clean - 0.2);
  const Image black_and_white = scan(damage_kind("bilevel"));
  EXPECT_TRUE(std::all_of(black_and_white.pixels.begin(), black_and_white.pixels.end(),
                          [](std::uint8_t value) { return value == 0 || value == 255; }));
  EXPECT_NE(scan({.jpeg_quality = 30}).pixels, scan(Damage{}).pixels);
  EXPECT_NEAR(mean(scan({.jpeg_quality = 30})), clean, 1);
}

TEST(ScanSimulator, RedSealLeavesBlackPrintBlackAndVanishesFromTheGreyWithoutSeal) {
  Damage damage;
  damage.seal_boxes = {{0, 0, 26, 26}};  // its ring passes the square's corner; its star lies on it
  const Image sealed = scan(damage);
  ASSERT_EQ(sealed.channels, 3);
  EXPECT_LT(level(sealed, 12.5, 12.5, 0), 40);
  int red = 0;
  for (std::size_t i = 0; i < sealed.pixels.size(); i += 3)
    red += sealed.pixels[i] - sealed.pixels[i + 1] > 80;
  EXPECT_GT(red, 2000);
  const Image clean = scan(Damage{}), without = grey_without_seal(sealed);
  int darker = 0;
  for (std::size_t i = 0; i < clean.pixels.size(); ++i) darker += clean.pixels[i] - without.pixels[i] > 40;
  EXPECT_LT(darker, red / 20);
  damage.grey_seals = true;
  EXPECT_EQ(scan(damage).channels, 1);
}

TEST(ScanSimulator, PhonePictureHasATableAroundTheSheet) {
  const Image image = scan(damage_kind("phone"));
  ASSERT_EQ(image.channels, 3);
  EXPECT_LT(level(image, 0.5, 0.5), 130);
  EXPECT_GT(level(image, 33, 22), 180);
}

TEST(ScanSimulator, RetouchingChangesWhatWasAskedForNearTheCharacterAlone) {
  Image page{480, 480, 1, 600, std::vector<std::uint8_t>(480 * 480, 250)};
  const double px_per_mm = 600 / 25.4;
  const RectMm glyph{8, 8, 3.7, 3.7};
  for (std::uint64_t seed = 1; seed < 12; ++seed) {
    Image changed = page;
    Random random(seed);
    retouch(changed, px_per_mm, glyph, U'3', 0.15, random);
    int count = 0;
    for (int y = 0; y < 480; ++y)
      for (int x = 0; x < 480; ++x) {
        const std::size_t i = static_cast<std::size_t>(y) * 480 + x;
        if (std::abs(changed.pixels[i] - page.pixels[i]) <= 80) continue;
        ++count;
        EXPECT_TRUE(x > 6.9 * px_per_mm && x < 12.8 * px_per_mm && y > 6.9 * px_per_mm &&
                    y < 12.8 * px_per_mm);
      }
    EXPECT_GE(count / (px_per_mm * px_per_mm), 0.15) << seed;
  }
}

TEST(ScanSimulator, CreasesRunAcrossTheWholeSheet) {
  const Image flat = scan(Damage{}), creased = scan({.creases = 5});
  int rows = 0;
  for (int y = 0; y < flat.height; ++y) {
    bool changed = false;
    for (int x = 0; x < flat.width; ++x) {
      const std::size_t i = static_cast<std::size_t>(y) * flat.width + x;
      changed = changed || flat.pixels[i] != creased.pixels[i];
    }
    rows += changed;
  }
  EXPECT_GT(rows, 3);
  for (const std::string& kind : stress_kinds()) EXPECT_NO_THROW(damage_kind(kind)) << kind;
}

TEST(ScanSimulator, UnknownKindIsRefused) { EXPECT_THROW(damage_kind("coffee"), Error); }

}  // namespace
}  // namespace hefu::support
