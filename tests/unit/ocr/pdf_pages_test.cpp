#include "ocr/sandbox.h"
#include "tests/unit/ocr/small_files.h"

namespace hefu {
namespace {

using test::jpeg_object;
using test::lopsided;
using test::page_pdf;
using test::stream_of;

std::vector<Image> pages_of(const std::string& bytes) {
  static const std::shared_ptr<Sandbox> sandbox = Sandbox::start();
  std::vector<Image> pages;
  const DecodedFile file =
      sandbox->decode(bytes, [&](int, Image image) { pages.push_back(std::move(image)); });
  EXPECT_EQ(file.status, FileStatus::read) << file.reason;
  return pages;
}

// 300 x 400 px on 144 x 192 pt: 150 dpi, where rendering would give 400 x 533 px at 200 dpi.
const Image scan = lopsided(300, 400, 3);
const std::string scan_jpeg = encode_jpeg(scan, 90);
const std::string box = "0 0 144 192", drawn = "q 144 0 0 192 0 0 cm /Im Do Q";

TEST(PdfPage, OfOnePictureIsThePictureItself) {
  const std::vector<Image> direct = pages_of(scan_jpeg);
  const std::vector<Image> pages = pages_of(page_pdf(box, drawn, jpeg_object(scan, scan_jpeg)));
  ASSERT_EQ(pages.size(), 1u);
  ASSERT_EQ(direct.size(), 1u);
  EXPECT_EQ(pages[0].pixels, direct[0].pixels);
  EXPECT_EQ(pages[0].width, 300);
  EXPECT_NEAR(pages[0].dpi, 150, 0.5);
}

TEST(PdfPage, HiddenTextOverAPictureDoesNotCount) {
  const auto pages = pages_of(
      page_pdf(box, drawn + " BT /F 12 Tf 3 Tr 9 9 Td (excellent) Tj ET", jpeg_object(scan, scan_jpeg)));
  ASSERT_EQ(pages.size(), 1u);
  EXPECT_EQ(pages[0].width, 300);
}

TEST(PdfPage, IsRenderedWhenAnythingLiesOverThePicture) {
  const std::string overlays[] = {" BT /F 12 Tf 9 9 Td (9) Tj ET", " 1 1 1 rg 10 10 20 20 re f",
                                  " 5 5 m 90 90 l S", " q 20 0 0 20 50 50 cm /Im Do Q"};
  for (const std::string& overlay : overlays) {
    const auto pages = pages_of(page_pdf(box, drawn + overlay, jpeg_object(scan, scan_jpeg)));
    ASSERT_EQ(pages.size(), 1u);
    EXPECT_EQ(pages[0].width, 400) << overlay;
  }
  const auto annotated =
      pages_of(page_pdf(box, drawn, jpeg_object(scan, scan_jpeg),
                        "/Annots[<</Type/Annot/Subtype/Square/Rect[10 10 50 50]/IC[1 0 0]/C[1 0 0]>>]"));
  ASSERT_EQ(annotated.size(), 1u);
  EXPECT_EQ(annotated[0].width, 400);
}

TEST(PdfPage, IsRenderedWhenThePictureIsClippedOrPartOfThePage) {
  const std::string contents[] = {"q 20 20 60 60 re W n 144 0 0 192 0 0 cm /Im Do Q",
                                  "q 0 0 m 144 0 l 144 192 l h W n 144 0 0 192 0 0 cm /Im Do Q",
                                  "q 100 0 0 130 10 10 cm /Im Do Q", "q 300 0 0 400 0 0 cm /Im Do Q",
                                  "q 140 10 -10 180 0 0 cm /Im Do Q"};
  for (const std::string& content : contents) {
    const auto pages = pages_of(page_pdf(box, content, jpeg_object(scan, scan_jpeg)));
    ASSERT_EQ(pages.size(), 1u);
    EXPECT_EQ(pages[0].width, 400) << content;
  }
}

/// How far two pictures are apart once one is brought to the other's size: mean absolute difference.
double difference(const Image& a, const Image& b) {
  double sum = 0;
  for (int y = 0; y < a.height; ++y)
    for (int x = 0; x < a.width; ++x)
      for (int c = 0; c < 3; ++c) {
        const std::size_t at_b =
            (static_cast<std::size_t>(y * b.height / a.height) * b.width + x * b.width / a.width) * 3;
        sum += std::abs(a.pixels[(static_cast<std::size_t>(y) * a.width + x) * 3 + c] - b.pixels[at_b + c]);
      }
  return sum / (3.0 * a.width * a.height);
}

/// Turned and mirrored pictures: the picture taken as it is must look as the rendered page does. A dot that
/// adds nothing to see forces the rendering.
TEST(PdfPage, PictureStandsAsTheRenderedPageDoes) {
  const std::string upright = "0 0 144 192", sideways = "0 0 192 144";
  const std::pair<std::string, std::string> placings[] = {
      {upright, "144 0 0 192 0 0"},     {upright, "-144 0 0 192 144 0"},
      {upright, "144 0 0 -192 0 192"},  {upright, "-144 0 0 -192 144 192"},
      {sideways, "0 144 192 0 0 0"},    {sideways, "0 -144 192 0 0 144"},
      {sideways, "0 144 -192 0 192 0"}, {sideways, "0 -144 -192 0 192 144"}};
  for (const auto& [paper, matrix] : placings)
    for (const std::string turn : {"0", "90", "180", "270"}) {
      const std::string content = "q " + matrix + " cm /Im Do Q", picture = jpeg_object(scan, scan_jpeg);
      const auto taken = pages_of(page_pdf(paper, content, picture, "/Rotate " + turn));
      const auto rendered =
          pages_of(page_pdf(paper, content + " 0 0 0.01 0.01 re f", picture, "/Rotate " + turn));
      ASSERT_EQ(taken.size(), 1u);
      ASSERT_EQ(rendered.size(), 1u);
      ASSERT_EQ(taken[0].pixels.size(), scan.pixels.size()) << matrix;
      ASSERT_NE(rendered[0].pixels.size(), scan.pixels.size());
      EXPECT_EQ(taken[0].width > taken[0].height, rendered[0].width > rendered[0].height);
      EXPECT_LT(difference(taken[0], rendered[0]), 4) << matrix << " turned " << turn;
    }
}

TEST(PdfPage, OfOneUncompressedBilevelPictureIsThePictureItself) {
  const std::string rows("\x80\x00\xC0\x00\xE0\x00\xF0\x01", 8);  // 16 x 4 px, 1 is white
  const auto pages =
      pages_of(page_pdf("0 0 16 4", "q 16 0 0 4 0 0 cm /Im Do Q",
                        stream_of("/Type/XObject/Subtype/Image/Width 16/Height 4/BitsPerComponent 1"
                                  "/ColorSpace/DeviceGray",
                                  rows)));
  ASSERT_EQ(pages.size(), 1u);
  ASSERT_EQ(pages[0].pixels.size(), 64u);
  EXPECT_EQ(pages[0].pixels[0], 255);
  EXPECT_EQ(pages[0].pixels[1], 0);
  EXPECT_EQ(pages[0].pixels[63], 255);
  EXPECT_NEAR(pages[0].dpi, 72, 0.1);
}

}  // namespace
}  // namespace hefu
