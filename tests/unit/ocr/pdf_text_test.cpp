#include "ocr/pdf_text.h"

#include "ocr/volume_parts.h"
#include "tests/unit/ocr/small_files.h"

namespace hefu {
namespace {

using test::lopsided;
using test::page_pdf;

PdfText text_of(const std::string& bytes) {
  static const std::shared_ptr<Sandbox> sandbox = Sandbox::start();
  return sandbox->read_pdf_text(bytes);
}

std::string letters(const PdfPageText& page, bool hidden) {
  std::string text;
  for (const PdfCharacter& letter : page.characters)
    if ((letter.hidden != 0) == hidden) text += static_cast<char>(letter.code_point);
  return text;
}

TEST(PdfText, TellsWhatIsShownFromWhatIsHidden) {
  const PdfText text =
      text_of(page_pdf("0 0 200 400", "BT /F 10 Tf 20 300 Td (seen) Tj 3 Tr 0 -50 Td (un seen) Tj ET"));
  ASSERT_EQ(text.status, FileStatus::read);
  ASSERT_EQ(text.pages.size(), 1u);
  EXPECT_EQ(letters(text.pages[0], false), "seen");
  EXPECT_EQ(letters(text.pages[0], true), "unseen");
  const PageShare& box = text.pages[0].characters[0].box;
  EXPECT_NEAR(box.x, 0.1, 0.01);
  EXPECT_NEAR(box.bottom(), 0.25, 0.01) << "on the baseline, from the top";
  EXPECT_NEAR(box.width, 5 / 200.0, 0.01);
  EXPECT_NEAR(box.height, 10 / 400.0, 0.005);
}

TEST(PdfText, StandsWhereAViewerShowsTheTurnedPage) {
  const PdfText text =
      text_of(page_pdf("0 0 200 400", "BT /F 10 Tf 20 380 Td (X) Tj ET", "null", "/Rotate 90"));
  ASSERT_EQ(text.pages.size(), 1u);
  const PageShare& box = text.pages[0].characters.at(0).box;
  EXPECT_NEAR(box.x, 380 / 400.0, 0.01) << "turned clockwise the top left is at the top right";
  EXPECT_NEAR(box.y, 20 / 200.0, 0.01);
}

TEST(PdfText, SaysWhereThePictureLiesThatIsHandedOut) {
  const Image scan = lopsided(300, 400, 3);
  const PdfText text = text_of(page_pdf("0 0 150 200", "q 144 0 0 192 3 6 cm /Im Do Q",
                                        test::jpeg_object(scan, encode_jpeg(scan, 90))));
  ASSERT_EQ(text.pages.size(), 1u);
  const PageShare& picture = text.pages[0].picture;
  EXPECT_NEAR(picture.x, 3 / 150.0, 1e-4);
  EXPECT_NEAR(picture.y, 2 / 200.0, 1e-4);
  EXPECT_NEAR(picture.width, 0.96, 1e-4);
  EXPECT_NEAR(picture.height, 0.96, 1e-4);
}

TEST(PdfText, OtherFilesHaveNoneAndBadOnesAreAStatus) {
  const PdfText jpeg = text_of(encode_jpeg(lopsided(60, 40, 3), 80));
  EXPECT_EQ(jpeg.status, FileStatus::read);
  EXPECT_TRUE(jpeg.pages.empty());
  EXPECT_EQ(text_of("%PDF-1.4 nothing").status, FileStatus::unreadable);
}

TEST(PdfText, NothingThatAChildSaysIsBelieved) {
  std::vector<std::uint8_t> memory(4096);
  ByteRoom room(memory.data(), memory.size());
  constexpr float nowhere = std::numeric_limits<float>::quiet_NaN();
  pack_page_text({{},
                  {{U'a', 0, {0.1F, 0.1F, 0.1F, 0.1F}},
                   {0xD800, 0, {}},
                   {0x110000, 0, {}},
                   {U'b', 0, {nowhere, 0, 0, 0}}}},
                 room);
  const std::string packed(memory.begin(), memory.begin() + static_cast<std::ptrdiff_t>(room.size()));
  std::vector<PdfPageText> pages;
  ASSERT_TRUE(unpack_page_texts(packed, 1, pages));
  EXPECT_EQ(letters(pages.at(0), false), "a");
  pages.clear();
  EXPECT_FALSE(unpack_page_texts(packed.substr(0, packed.size() - 1), 1, pages));
  pages.clear();
  EXPECT_FALSE(unpack_page_texts(packed + packed, 1, pages)) << "more pages than there may be";
}

}  // namespace
}  // namespace hefu
