#include "pipeline/archive_case.h"

namespace hefu {
namespace {

MarkState state_of(BoxUse use, BoxState state, bool red) {
  BoxReport box;
  box.use = use, box.state = state, box.red = red;
  return mark_state(box);
}

TEST(ArchiveMarks, SignatureIsWhatCheckSaysOfIt) {
  EXPECT_EQ(state_of(BoxUse::signature, BoxState::present, false), MarkState::present);
  EXPECT_EQ(state_of(BoxUse::signature, BoxState::unclear, true), MarkState::unclear);
  EXPECT_EQ(state_of(BoxUse::signature, BoxState::absent, false), MarkState::absent);
}

TEST(ArchiveMarks, GreySealIsForAPersonToSee) {
  EXPECT_EQ(state_of(BoxUse::seal, BoxState::present, true), MarkState::present);
  EXPECT_EQ(state_of(BoxUse::seal, BoxState::present, false), MarkState::unclear);
  EXPECT_EQ(state_of(BoxUse::seal, BoxState::unclear, false), MarkState::unclear);
  EXPECT_EQ(state_of(BoxUse::seal, BoxState::absent, false), MarkState::absent);
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
