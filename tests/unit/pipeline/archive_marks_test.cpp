#include "pipeline/archive_case.h"

namespace hefu {
namespace {

Image place(std::uint8_t red, std::uint8_t green, std::uint8_t blue, int strokes) {
  Image image{100, 40, 3, 0, std::vector<std::uint8_t>(100 * 40 * 3, 245)};
  for (int i = 0; i < strokes; ++i) {
    std::uint8_t* p = &image.pixels[static_cast<std::size_t>(i) * 5 * 3];
    p[0] = red, p[1] = green, p[2] = blue;
  }
  return image;
}

TEST(ArchiveMarks, SignatureIsInkThatIsNotRed) {
  EXPECT_EQ(judge_mark(BoxUse::signature, "有", place(30, 30, 60, 200)), MarkState::present);
  EXPECT_EQ(judge_mark(BoxUse::signature, "有", place(20, 60, 180, 200)), MarkState::present) << "a blue pen";
  EXPECT_EQ(judge_mark(BoxUse::signature, "有", place(200, 30, 30, 200)), MarkState::unclear)
      << "a seal that reaches over it is no signature";
  EXPECT_EQ(judge_mark(BoxUse::signature, "无", place(30, 30, 60, 200)), MarkState::absent);
}

TEST(ArchiveMarks, GreySealIsForAPersonToSee) {
  EXPECT_EQ(judge_mark(BoxUse::seal, "有", place(200, 30, 30, 400)), MarkState::present);
  EXPECT_EQ(judge_mark(BoxUse::seal, "看不出", place(90, 90, 90, 400)), MarkState::unclear);
  EXPECT_EQ(judge_mark(BoxUse::seal, "无", place(0, 0, 0, 0)), MarkState::absent);
}

TEST(ArchiveMarks, MetadataFindsTheDocumentAndIsWellFormed) {
  Archive archive;
  archive.number = "YB-2025-0001";
  archive.notice = "2025-green-channel";
  const std::string xmp = archive_xmp(archive, "a<b & c", "notice", "2025-07-15T10:00:00+08:00");
  EXPECT_NE(xmp.find("a&lt;b &amp; c"), std::string::npos);
  EXPECT_NE(xmp.find("<dc:identifier>YB-2025-0001</dc:identifier>"), std::string::npos);
  EXPECT_NE(xmp.find("<pdfaid:part>3</pdfaid:part>"), std::string::npos);
}

}  // namespace
}  // namespace hefu
