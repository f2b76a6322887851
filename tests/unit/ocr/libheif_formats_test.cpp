#include <libheif/heif.h>

#include <cstdlib>
#include <cstring>

#include "ocr/decoder.h"
#include "ocr/sandbox.h"
#include "tests/unit/ocr/small_files.h"

namespace hefu {
namespace {

heif_error append(heif_context*, const void* data, std::size_t size, void* out) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(data), size);
  return {heif_error_Ok, heif_suberror_Unspecified, ""};
}

/// As a phone writes it; each image a picture of its own.
std::string heic_of(const std::vector<Image>& images) {
  heif_context* context = heif_context_alloc();
  heif_encoder* encoder = nullptr;
  EXPECT_EQ(heif_context_get_encoder_for_format(context, heif_compression_HEVC, &encoder).code,
            heif_error_Ok);
  heif_encoder_set_lossy_quality(encoder, 90);
  for (const Image& image : images) {
    heif_image* picture = nullptr;
    heif_image_create(image.width, image.height, heif_colorspace_RGB, heif_chroma_interleaved_RGB, &picture);
    heif_image_add_plane(picture, heif_channel_interleaved, image.width, image.height, 8);
    int stride = 0;
    std::uint8_t* rows = heif_image_get_plane(picture, heif_channel_interleaved, &stride);
    for (int y = 0; y < image.height; ++y)
      std::memcpy(rows + static_cast<std::ptrdiff_t>(y) * stride,
                  &image.pixels[static_cast<std::size_t>(y) * image.width * 3],
                  static_cast<std::size_t>(image.width) * 3);
    EXPECT_EQ(heif_context_encode_image(context, picture, encoder, nullptr, nullptr).code, heif_error_Ok);
    heif_image_release(picture);
  }
  std::string bytes;
  heif_writer writer{1, append};
  EXPECT_EQ(heif_context_write(context, &writer, &bytes).code, heif_error_Ok);
  heif_encoder_release(encoder);
  heif_context_free(context);
  return bytes;
}

/// Mean difference of the pixels.
double distance(const Image& a, const Image& b) {
  double sum = 0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) sum += std::abs(a.pixels[i] - b.pixels[i]);
  return sum / static_cast<double>(a.pixels.size());
}

TEST(Heic, EveryPictureOfAFileIsAPage) {
  const std::vector<Image> images = {test::lopsided(128, 96, 3), turned(test::lopsided(128, 96, 3), 2)};
  std::vector<Image> pages;
  const DecodedFile file =
      Sandbox::start()->decode(heic_of(images), [&](int, Image image) { pages.push_back(std::move(image)); });
  EXPECT_EQ(file.status, FileStatus::read) << file.reason;
  ASSERT_EQ(pages.size(), 2U);
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(pages[i].pixels.size(), images[i].pixels.size());
    EXPECT_LT(distance(pages[i], images[i]), 6);
  }
}

TEST(Heic, ACutFileIsUnreadable) {
  const std::string heic = heic_of({test::lopsided(256, 192, 3)});
  for (const std::size_t keep : {std::size_t{20}, heic.size() / 2, heic.size() - 40}) {
    std::vector<Image> pages;
    const DecodedFile file = Sandbox::start()->decode(
        heic.substr(0, keep), [&](int, Image image) { pages.push_back(std::move(image)); });
    EXPECT_NE(file.status, FileStatus::read) << keep;
    EXPECT_FALSE(file.reason.empty());
  }
}

}  // namespace
}  // namespace hefu
