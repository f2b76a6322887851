#include <cmath>

#include "ocr/decoder.h"
#include "ocr/exif.h"
#include "tests/unit/ocr/small_files.h"

namespace hefu {
namespace {

/// Decodes in this process: the bytes are our own.
struct Kept : PageSink {
  std::vector<Image> pages;
  Image next;
  std::uint8_t* canvas(int width, int height, int channels) override {
    next = {width, height, channels, 0, {}};
    next.pixels.resize(bytes_of_page(width, height, channels));
    return next.pixels.data();
  }
  void publish(int, const PageNote& note) override {
    if (next.channels == half_colour_channels) {
      const auto luma = static_cast<std::ptrdiff_t>(next.width) * next.height;
      next.channels = 1;
      next.chroma.assign(next.pixels.begin() + luma, next.pixels.end());
      next.pixels.resize(static_cast<std::size_t>(luma));
    }
    next.dpi = note.dpi;
    next.taken_on = note.taken_on;
    next.reduced = note.reduced;
    pages.push_back(next);
  }
};

Image decoded(const std::string& jpeg, const DecodeLimits& limits = {}) {
  Kept sink;
  const DecodeOutcome outcome = decode_jpeg(jpeg, {}, limits, sink);
  EXPECT_EQ(outcome.trouble, Trouble::none);
  return sink.pages.empty() ? Image{} : sink.pages[0];
}

TEST(Jpeg, StandsUprightWhateverItsExifSays) {
  const Image plain = decoded(encode_jpeg(test::lopsided(64, 48, 3), 95));
  const std::string jpeg = encode_jpeg(test::lopsided(64, 48, 3), 95);
  const auto at = [](const Image& image, int x, int y) {
    return image.pixels[(static_cast<std::size_t>(y) * image.width + x) * 3];
  };
  const int w = 63, h = 47;  // the last column and row of the lying picture
  // For each orientation, where the upright picture's top left and top right lie in the lying one: EXIF 2.32,
  // tag 274.
  const int origins[9][4] = {{},           {0, 0, w, 0}, {w, 0, 0, 0}, {w, h, 0, h}, {0, h, w, h},
                             {0, 0, 0, h}, {0, h, 0, 0}, {w, h, w, 0}, {w, 0, w, h}};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const Image upright = decoded(test::with_orientation(jpeg, orientation));
    ASSERT_EQ(upright.width, orientation >= 5 ? 48 : 64);
    const int* from = origins[orientation];
    EXPECT_EQ(at(upright, 0, 0), at(plain, from[0], from[1])) << orientation;
    EXPECT_EQ(at(upright, upright.width - 1, 0), at(plain, from[2], from[3])) << orientation;
  }
}

TEST(Jpeg, IsReducedOnlyFromTheLengthAskedFor) {
  const std::string jpeg = encode_jpeg(test::lopsided(200, 100, 1), 90);
  DecodeLimits limits;
  limits.reduce_long_side_px = 201;
  EXPECT_EQ(decoded(jpeg, limits).width, 200);
  limits.reduce_long_side_px = 200;
  const Image half = decoded(jpeg, limits);
  EXPECT_EQ(half.width, 100);
  EXPECT_NEAR(half.dpi, 75, 1);
}

/// A red disc on paper with a slow change of light and grey strokes: what seals and pages look like.
Image sealed(int width, int height) {
  Image image{width, height, 3, 200, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const bool red = std::hypot(x - width / 2.0, y - height / 2.0) < height / 3.0;
      const int light = 200 + 40 * x / width - (x % 24 < 3 ? 120 : 0);
      image.pixels.push_back(static_cast<std::uint8_t>(red ? light * 8 / 10 : light));
      image.pixels.push_back(static_cast<std::uint8_t>(red ? light * 3 / 10 : light));
      image.pixels.push_back(static_cast<std::uint8_t>(red ? light * 3 / 10 : light));
    }
  return image;
}

double mean_difference(const Image& a, const Image& b) {
  EXPECT_EQ(a.width, b.width);
  EXPECT_EQ(a.height, b.height);
  EXPECT_EQ(a.pixels.size(), b.pixels.size());
  double sum = 0;
  for (std::size_t i = 0; i < std::min(a.pixels.size(), b.pixels.size()); ++i)
    sum += std::abs(a.pixels[i] - b.pixels[i]);
  return sum / static_cast<double>(a.pixels.size());
}

TEST(Jpeg, ColourAtHalfSizeIsTheSamePicture) {
  DecodeLimits halves;
  halves.half_colour = true;
  for (const auto& [width, height] : {std::pair{128, 96}, std::pair{131, 93}, std::pair{17, 33}}) {
    const std::string jpeg = encode_jpeg(sealed(width, height), 92);
    const Image whole = decoded(jpeg), split = decoded(jpeg, halves);
    ASSERT_EQ(split.channels, 1);
    ASSERT_EQ(split.chroma.size(), 2u * half_of(width) * half_of(height));
    EXPECT_LT(mean_difference(joined(split), whole), 4) << width;  // colour's edges are stairs
    EXPECT_LT(mean_difference(grey_without_seal(split), grey_without_seal(whole)), 1) << width;
    EXPECT_LT(mean_difference(cut(split, 5, 7, 9, 11), cut(whole, 5, 7, 9, 11)), 6) << width;
    if (width % 2 == 0) {
      EXPECT_LT(mean_difference(shrunk(split, 2), shrunk(whole, 2)), 1.5);
    }
  }
}

TEST(Jpeg, ColourAtHalfSizeStandsUpright) {
  DecodeLimits halves;
  halves.half_colour = true;
  const std::string jpeg = encode_jpeg(sealed(128, 96), 92);
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const std::string turned = test::with_orientation(jpeg, orientation);
    const Image split = decoded(turned, halves);
    ASSERT_FALSE(split.chroma.empty());
    EXPECT_LT(mean_difference(joined(split), decoded(turned)), 4) << orientation;
  }
  // Turned, an odd side's last colour would lie elsewhere: such a picture comes whole.
  EXPECT_EQ(decoded(test::with_orientation(encode_jpeg(sealed(127, 96), 92), 6), halves).channels, 3);
  EXPECT_EQ(decoded(encode_jpeg(test::lopsided(64, 48, 1), 92), halves).chroma.size(), 0u);
}

TEST(Exif, OddBlocksReadAsDefaults) {
  EXPECT_EQ(read_exif("").orientation, 1);
  EXPECT_EQ(read_exif("Exif").orientation, 1);
  std::string block("Exif\0\0II*\0\xFF\xFF\xFF\xFF", 14);  // a directory far outside
  EXPECT_EQ(read_exif(block).orientation, 1);
  block = std::string("Exif\0\0II*\0\x08\0\0\0\xFF\xFF", 16);  // 65,535 entries that are not there
  EXPECT_EQ(read_exif(block).orientation, 1);
}

TEST(Image, TurnedByQuartersComesBackAfterFour) {
  const Image image = test::lopsided(37, 23, 3);
  EXPECT_EQ(turned(turned(image, 1), 3).pixels, image.pixels);
  EXPECT_EQ(turned(turned(image, 2), 2).pixels, image.pixels);
  const Image clockwise = turned(image, 1);
  EXPECT_EQ(clockwise.width, 23);
  // The top left goes to the top right.
  EXPECT_EQ(clockwise.pixels[22 * 3], image.pixels[0]);
}

}  // namespace
}  // namespace hefu
