#include "ocr/sandbox.h"

#include <signal.h>

#include <fstream>
#include <thread>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "tests/support/shell.h"
#include "tests/unit/ocr/small_files.h"

namespace hefu {
namespace {

using test::jpeg_object;
using test::lopsided;
using test::page_pdf;
using test::stream_of;
using test::tiff_of;

struct Decoded {
  DecodedFile file;
  std::vector<Image> pages;
};

Decoded decode(Sandbox& sandbox, const std::string& bytes) {
  Decoded out;
  out.file = sandbox.decode(bytes, [&](int page, Image image) {
    EXPECT_EQ(page, static_cast<int>(out.pages.size()));
    out.pages.push_back(std::move(image));
  });
  return out;
}

Sandbox& shared_sandbox() {
  static const std::shared_ptr<Sandbox> sandbox = Sandbox::start();
  return *sandbox;
}

Decoded decode(const std::string& bytes) { return decode(shared_sandbox(), bytes); }

/// The children of a process, from the kernel.
std::vector<int> children_of(int process) {
  std::ifstream list("/proc/" + std::to_string(process) + "/task/" + std::to_string(process) + "/children");
  std::vector<int> children;
  for (int child; list >> child;) children.push_back(child);
  return children;
}

void expect_refused(const std::string& bytes, FileStatus status, const std::string& reason) {
  const Decoded decoded = decode(bytes);
  EXPECT_EQ(decoded.file.status, status) << decoded.file.reason;
  EXPECT_NE(decoded.file.reason.find(reason), std::string::npos) << decoded.file.reason;
  EXPECT_TRUE(decoded.pages.empty());
}

TEST(Sandbox, DecodesPngToTheSamePixels) {
  for (const int channels : {1, 3}) {
    const Image image = lopsided(61, 43, channels);
    const Decoded decoded = decode(encode_png(image));
    ASSERT_EQ(decoded.pages.size(), 1u) << decoded.file.reason;
    EXPECT_EQ(decoded.file.status, FileStatus::read);
    EXPECT_EQ(decoded.pages[0].pixels, image.pixels);
    EXPECT_EQ(decoded.pages[0].width, 61);
    EXPECT_EQ(decoded.pages[0].channels, channels);
    EXPECT_NEAR(decoded.pages[0].dpi, 150, 1);
  }
}

TEST(Sandbox, ColourAtHalfSizeIsEncodedAsItIs) {
  constexpr int width = 75, height = 50;  // no whole blocks, an odd side
  Image image{width, height, 1, 150, {}};
  for (int i = 0; i < width * height; ++i)
    image.pixels.push_back(static_cast<std::uint8_t>(70 + i % width + i / width));
  const int half_width = half_of(width), half_height = half_of(height);
  for (const int plane : {0, 1})
    for (int i = 0; i < half_width * half_height; ++i)
      image.chroma.push_back(
          static_cast<std::uint8_t>(plane == 0 ? 110 + i % half_width : 150 - i / half_width));
  const Decoded decoded = decode(encode_jpeg(image, 95));
  ASSERT_EQ(decoded.pages.size(), 1u) << decoded.file.reason;
  EXPECT_NEAR(decoded.pages[0].dpi, 150, 1);
  const Image expected = joined(image);
  ASSERT_EQ(decoded.pages[0].pixels.size(), expected.pixels.size());
  for (std::size_t i = 0; i < expected.pixels.size(); ++i)
    ASSERT_NEAR(decoded.pages[0].pixels[i], expected.pixels[i], 6) << i;
}

TEST(Sandbox, DecodesEveryPageOfATiff) {
  const std::vector<Image> pages{lopsided(40, 30, 1), lopsided(31, 55, 1), lopsided(8, 9, 1)};
  const Decoded decoded = decode(tiff_of(pages));
  ASSERT_EQ(decoded.pages.size(), 3u) << decoded.file.reason;
  EXPECT_EQ(decoded.file.pages, 3);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(decoded.pages[i].pixels, pages[i].pixels);
  EXPECT_NEAR(decoded.pages[1].dpi, 150, 1);
}

TEST(Sandbox, RefusesWhatIsNoPicture) {
  expect_refused("", FileStatus::rejected, "空");
  expect_refused("姓名：样本甲\n", FileStatus::rejected, "文本");
  expect_refused("GIF89a\x01", FileStatus::rejected, "GIF");
  expect_refused("PK\x03\x04 word/document.xml", FileStatus::rejected, "Office");
}

TEST(Sandbox, RefusesTruncatedPictures) {
  const Image image = lopsided(400, 300, 3);
  const std::string jpeg = encode_jpeg(image, 80), png = encode_png(image);
  for (const std::size_t part : {2, 3, 10}) {
    expect_refused(jpeg.substr(0, jpeg.size() - jpeg.size() / part), FileStatus::unreadable, "不完整");
    expect_refused(png.substr(0, png.size() - png.size() / part), FileStatus::unreadable, "不完整");
  }
  const std::string tiff = tiff_of({lopsided(40, 30, 1)});
  expect_refused(tiff.substr(0, tiff.size() / 2), FileStatus::unreadable, "损坏");
}

TEST(Sandbox, TakesAJpegThatLacksOnlyItsEndMark) {
  const std::string jpeg = encode_jpeg(lopsided(64, 64, 3), 80);
  EXPECT_EQ(decode(jpeg.substr(0, jpeg.size() - 2)).file.status, FileStatus::read);
}

TEST(Sandbox, RefusesPngOfTooManyPixelsByItsHeader) {
  std::string png = encode_png(lopsided(8, 8, 1));
  const std::string sides("\x00\x00\xEA\x60\x00\x00\xEA\x60", 8);  // 60,000 x 60,000
  png.replace(16, 8, sides);
  const Decoded decoded = decode(png);
  EXPECT_NE(decoded.file.status, FileStatus::read);
  EXPECT_FALSE(decoded.file.reason.empty());
}

TEST(Sandbox, RefusesHugePaperAndNamesItsSize) {
  expect_refused(page_pdf("0 0 200000 200000", "0 0 9 9 re f"), FileStatus::rejected, "200000 × 200000 pt");
}

TEST(Sandbox, AsksForThePasswordOfAnEncryptedPdfToBeRemoved) {
  const support::ScratchFolder folder;
  const auto plain = folder.write("plain.pdf", page_pdf("0 0 72 72", "0 0 9 9 re f"));
  const auto locked = folder.path() / "locked.pdf", open = folder.path() / "open.pdf";
  // qpdf returns 3 for warnings: our small file has no table of places.
  const std::string encrypt = "qpdf --warning-exit-0 --no-warn --encrypt ";
  ASSERT_EQ(support::run_command(encrypt + "secret owner 256 -- " + plain.string() + ' ' + locked.string())
                .exit_code,
            0);
  ASSERT_EQ(
      support::run_command(encrypt + "'' owner 256 -- " + plain.string() + ' ' + open.string()).exit_code, 0);
  expect_refused(read_file(locked), FileStatus::rejected, "密码");
  EXPECT_EQ(decode(read_file(open)).file.status, FileStatus::read);  // anyone may look at it
}

TEST(Sandbox, RefusesTooManyPages) {
  expect_refused(page_pdf("0 0 72 72", "0 0 9 9 re f", "null", "", 201), FileStatus::rejected, "201 页");
}

TEST(Sandbox, EndsAPdfThatNeverEnds) {
  DecodeLimits limits;
  limits.cpu_seconds = 1;
  const auto sandbox = Sandbox::start(limits);
  // Ten forms deep, each drawn ten times by the next: ten thousand million rectangles.
  std::vector<std::string> objects{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                                   "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                                   "/Resources<</XObject<</X 5 0 R>>>>>>",
                                   stream_of("", "/X Do 0 0 9 9 re f")};
  std::string ten_times;
  for (int i = 0; i < 10; ++i) ten_times += "/X Do ";
  for (int i = 0; i < 10; ++i)
    objects.push_back(stream_of("/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X " +
                                    std::to_string(6 + i) + " 0 R>>>>",
                                ten_times));
  objects.push_back(stream_of("/Type/XObject/Subtype/Form/BBox[0 0 595 842]", "0 0 300 300 re f"));
  const Decoded decoded = decode(*sandbox, test::pdf_of(objects));
  EXPECT_EQ(decoded.file.status, FileStatus::rejected);
  EXPECT_NE(decoded.file.reason.find("超时"), std::string::npos) << decoded.file.reason;
  EXPECT_EQ(decode(*sandbox, encode_png(lopsided(9, 9, 1))).file.status, FileStatus::read);
}

TEST(Sandbox, EndsAChildThatTakesTooLong) {
  DecodeLimits limits;
  limits.file_seconds = 0;
  const auto sandbox = Sandbox::start(limits);
  const Decoded decoded = decode(*sandbox, page_pdf("0 0 595 842", "0 0 9 9 re f"));
  EXPECT_NE(decoded.file.reason.find("超时"), std::string::npos) << decoded.file.reason;
}

TEST(Sandbox, SurvivesTheDeathOfAChild) {
  const auto sandbox = Sandbox::start();
  const std::vector<Image> pages(6, lopsided(300, 300, 1));
  const std::string tiff = tiff_of(pages);
  int handed_out = 0;
  const DecodedFile file = sandbox->decode(tiff, [&](int, Image) {
    if (++handed_out == 1)
      for (const int child : children_of(sandbox->process_id())) ::kill(child, SIGSEGV);
  });
  EXPECT_EQ(file.status, FileStatus::rejected);
  EXPECT_NE(file.reason.find("异常终止"), std::string::npos) << file.reason;
  EXPECT_EQ(decode(*sandbox, tiff).pages.size(), 6u);
}

TEST(Sandbox, ReportsTheDeathOfItsZygote) {
  const auto sandbox = Sandbox::start();
  ::kill(sandbox->process_id(), SIGKILL);
  EXPECT_THROW(decode(*sandbox, encode_png(lopsided(9, 9, 1))), Error);
}

TEST(Sandbox, LeavesNoChildBehindWhenACallerThrows) {
  const auto sandbox = Sandbox::start();
  const std::string tiff = tiff_of(std::vector<Image>(4, lopsided(50, 50, 1)));
  EXPECT_THROW(sandbox->decode(tiff, [](int, Image) { throw std::runtime_error("stop"); }),
               std::runtime_error);
  decode(*sandbox, tiff);  // serves on
  for (int i = 0; i < 100 && !children_of(sandbox->process_id()).empty(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  EXPECT_TRUE(children_of(sandbox->process_id()).empty());
}

TEST(Sandbox, ServesManyThreads) {
  const auto sandbox = Sandbox::start();
  const std::vector<std::string> files{encode_png(lopsided(200, 100, 3)),
                                       encode_jpeg(lopsided(300, 100, 3), 70),
                                       tiff_of({lopsided(400, 100, 1)}), "no picture"};
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 25; ++i) {
        const int which = (t + i) % 4;
        int width = 0;
        const DecodedFile file =
            sandbox->decode(files[which], [&](int, Image image) { width = image.width; });
        if (width != (which == 3 ? 0 : 200 + 100 * which)) ++wrong;
        if ((file.status == FileStatus::read) != (which != 3)) ++wrong;
      }
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace hefu
