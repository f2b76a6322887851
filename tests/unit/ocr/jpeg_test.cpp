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
    next.pixels.resize(static_cast<std::size_t>(width) * height * channels);
    return next.pixels.data();
  }
  void publish(int, const PageNote& note) override {
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
