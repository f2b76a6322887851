// The odder kinds of PNG and TIFF, written by Leptonica for the decoder to read.
#include <leptonica/allheaders.h>

#include "ocr/decoder.h"

namespace hefu {
namespace {

struct Kept : PageSink {
  std::vector<Image> pages;
  std::uint8_t* canvas(int width, int height, int channels) override {
    pages.push_back({width, height, channels, 0, {}});
    pages.back().pixels.resize(static_cast<std::size_t>(width) * height * channels);
    return pages.back().pixels.data();
  }
  void publish(int, const PageNote& note) override { pages.back().dpi = note.dpi; }
};

std::string written(PIX* pix, int format) {
  l_uint8* bytes = nullptr;
  std::size_t count = 0;
  pixSetResolution(pix, 300, 300);
  EXPECT_EQ(pixWriteMem(&bytes, &count, pix, format), 0);
  const std::string out(reinterpret_cast<char*>(bytes), count);
  lept_free(bytes);
  pixDestroy(&pix);
  return out;
}

Image decoded(const std::string& bytes) {
  Kept sink;
  const DecodeOutcome outcome = decode_file(sniff(bytes), bytes, {}, sink);
  EXPECT_EQ(outcome.trouble, Trouble::none);
  EXPECT_EQ(sink.pages.size(), 1u);
  return sink.pages.empty() ? Image{} : sink.pages[0];
}

/// 40 x 30, white, with a black pixel at (5, 7).
PIX* dotted(int depth) {
  PIX* pix = pixCreate(40, 30, depth);
  if (depth == 1)
    pixClearAll(pix);  // 0 is white at one bit
  else
    pixSetAll(pix);
  pixSetPixel(pix, 5, 7, depth == 1 ? 1 : 0);
  return pix;
}

void expect_dotted(const Image& image) {
  ASSERT_EQ(image.width, 40);
  ASSERT_EQ(image.height, 30);
  for (int y = 0; y < 30; ++y)
    for (int x = 0; x < 40; ++x) {
      const int value = image.pixels[(static_cast<std::size_t>(y) * 40 + x) * image.channels];
      const bool dot = x == 5 && y == 7;
      ASSERT_EQ(value, dot ? 0 : 255) << x << ' ' << y;
    }
}

TEST(ImageFormats, TiffOfEveryUsualCompression) {
  for (const int format : {IFF_TIFF_G4, IFF_TIFF_G3, IFF_TIFF_PACKBITS, IFF_TIFF_LZW, IFF_TIFF_ZIP}) {
    const Image image = decoded(written(dotted(1), format));
    EXPECT_EQ(image.channels, 1);
    EXPECT_NEAR(image.dpi, 300, 1);
    expect_dotted(image);
  }
  for (const int format : {IFF_TIFF, IFF_TIFF_LZW, IFF_TIFF_ZIP})
    expect_dotted(decoded(written(dotted(8), format)));
  const Image lossy = decoded(written(dotted(8), IFF_TIFF_JPEG));
  EXPECT_EQ(lossy.width, 40);
  EXPECT_GT(lossy.pixels[20 * 40 + 30], 240);
}

TEST(ImageFormats, PngOfEveryDepth) {
  for (const int depth : {1, 2, 4, 8, 16}) {
    const Image image = decoded(written(dotted(depth), IFF_PNG));
    EXPECT_EQ(image.channels, 1);
    expect_dotted(image);
  }
}

TEST(ImageFormats, PngPalettesKeepTheirColours) {
  PIX* pix = pixCreate(20, 10, 8);
  PIXCMAP* palette = pixcmapCreate(8);
  pixcmapAddColor(palette, 255, 255, 255);
  pixcmapAddColor(palette, 200, 10, 20);
  pixSetColormap(pix, palette);
  pixSetPixel(pix, 3, 4, 1);
  const Image image = decoded(written(pix, IFF_PNG));
  ASSERT_EQ(image.channels, 3);
  const std::size_t at = (4 * 20 + 3) * 3;
  EXPECT_EQ(image.pixels[at], 200);
  EXPECT_EQ(image.pixels[at + 1], 10);
  EXPECT_EQ(image.pixels[0], 255);
}

TEST(ImageFormats, TransparencyLiesOnWhite) {
  PIX* pix = pixCreate(20, 10, 32);
  pixSetSpp(pix, 4);
  const auto put = [&](int x, int red, int alpha) {
    l_uint32 pixel;
    composeRGBAPixel(red, 0, 0, alpha, &pixel);
    pixSetPixel(pix, x, 0, pixel);
  };
  put(1, 100, 255);
  put(2, 100, 0);
  const Image image = decoded(written(pix, IFF_PNG));
  ASSERT_EQ(image.channels, 3);
  EXPECT_EQ(image.pixels[1 * 3], 100);
  EXPECT_EQ(image.pixels[2 * 3], 255);
  EXPECT_EQ(image.pixels[2 * 3 + 1], 255);
}

TEST(ImageFormats, BombsAreRefusedByTheirHeader) {
  Kept sink;
  DecodeLimits limits;
  limits.max_pixels = 1000;
  for (const int format : {IFF_PNG, IFF_TIFF_G4}) {
    const std::string bytes = written(dotted(1), format);
    const DecodeOutcome outcome = decode_file(sniff(bytes), bytes, limits, sink);
    EXPECT_EQ(outcome.trouble, Trouble::too_many_pixels);
    EXPECT_EQ(outcome.width, 40);
    EXPECT_EQ(outcome.height, 30);
  }
  EXPECT_TRUE(sink.pages.empty());
}

}  // namespace
}  // namespace hefu
