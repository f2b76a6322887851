#include <webp/encode.h>

#include "ocr/decoder.h"
#include "ocr/sandbox.h"
#include "tests/unit/ocr/small_files.h"

namespace hefu {
namespace {

std::string lossless(const Image& image) {
  std::uint8_t* bytes = nullptr;
  const std::size_t size =
      WebPEncodeLosslessRGB(image.pixels.data(), image.width, image.height, 3 * image.width, &bytes);
  const std::string out(reinterpret_cast<const char*>(bytes), size);
  WebPFree(bytes);
  return out;
}

std::string number(std::size_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i & 255);
  return out;
}

/// The picture in the extended container, with an EXIF block that says how it lies.
std::string with_exif(const std::string& webp, int width, int height, int orientation) {
  std::string block("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19);
  block += static_cast<char>(orientation);
  block += std::string("\0\0\0\0\0\0", 6);
  std::string body = "WEBPVP8X" + number(10, 4) + number(8, 4) + number(width - 1, 3) + number(height - 1, 3);
  body += webp.substr(12) + "EXIF" + number(block.size(), 4) + block;
  return "RIFF" + number(body.size(), 4) + body;
}

DecodedFile decode(const std::string& bytes, std::vector<Image>& pages) {
  return Sandbox::start()->decode(bytes, [&](int, Image image) { pages.push_back(std::move(image)); });
}

TEST(WebP, IsReadAsItWasWritten) {
  const Image image = test::lopsided(61, 40, 3);
  std::vector<Image> pages;
  EXPECT_EQ(decode(lossless(image), pages).status, FileStatus::read);
  ASSERT_EQ(pages.size(), 1U);
  EXPECT_EQ(pages[0].width, 61);
  EXPECT_EQ(pages[0].pixels, image.pixels);
}

TEST(WebP, StandsAsItsExifSays) {
  const Image image = test::lopsided(60, 40, 3);
  std::vector<Image> pages;
  ASSERT_EQ(decode(with_exif(lossless(image), 60, 40, 6), pages).status, FileStatus::read);
  ASSERT_EQ(pages.size(), 1U);
  EXPECT_EQ(pages[0].pixels, turned(image, 1).pixels);
}

TEST(WebP, ACutFileIsIncomplete) {
  const std::string webp = lossless(test::lopsided(300, 200, 3));
  std::vector<Image> pages;
  const DecodedFile file = decode(webp.substr(0, webp.size() / 2), pages);
  EXPECT_EQ(file.status, FileStatus::unreadable);
  EXPECT_NE(file.reason.find("不完整"), std::string::npos) << file.reason;
  EXPECT_TRUE(pages.empty());
}

TEST(WebP, TooManyPixelsAreRefusedBeforeTheyAreDecoded) {
  DecodeLimits limits;
  limits.max_pixels = 1000;
  std::vector<Image> pages;
  const DecodedFile file = Sandbox::start(limits)->decode(
      lossless(test::lopsided(60, 40, 3)), [&](int, Image image) { pages.push_back(std::move(image)); });
  EXPECT_EQ(file.status, FileStatus::rejected);
  EXPECT_TRUE(pages.empty());
}

}  // namespace
}  // namespace hefu
