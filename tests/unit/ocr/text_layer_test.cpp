#include <gmock/gmock.h>

#include "ocr/pdf_text.h"
#include "ocr/volume.h"
#include "schemas/text.h"
#include "tests/support/shell.h"
#include "tests/unit/ocr/small_files.h"

namespace hefu {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

const std::shared_ptr<Sandbox>& sandbox() {
  static const std::shared_ptr<Sandbox> shared = Sandbox::start();
  return shared;
}

/// The upload's only page under words, on a sheet of its own size.
std::string under(const std::vector<LaidWord>& words, const std::string& upload, PartPage* size = nullptr) {
  const auto maker = sandbox()->new_volume();
  const VolumePart part = maker->add(upload, PartUse::bind);
  EXPECT_EQ(part.status, FileStatus::read) << part.reason;
  VolumePlan plan;
  plan.pages.push_back({part.id, 0, part.pages[0].width_mm, part.pages[0].height_mm});
  plan.pages[0].words = words;
  if (size) *size = part.pages[0];
  std::string pdf;
  maker->join(plan, [&](std::string_view bytes) { pdf = bytes; });
  return pdf;
}

// 400 x 200 px at 150 dpi.
const Image picture = test::lopsided(400, 200, 3);
const std::string jpeg = encode_jpeg(picture, 80);
const LaidWord level = {"发表论文三篇", 10, 12, 24, 0, 0, -4}, latin = {"SCI-2024", 40, 12, 16, 0, 0, -4};

class TextLayerFile : public ::testing::Test {
 protected:
  /// What a command says of the file, which it is given as FILE.
  std::string told_by(std::string command, const std::string& pdf) const {
    const auto file = scratch_.write("layer.pdf", pdf);
    command.replace(command.find("FILE"), 4, "'" + file.string() + "'");
    return support::run_command(command + " 2>&1").output;
  }
  support::ScratchFolder scratch_;
};

TEST_F(TextLayerFile, IsFoundByAViewerAndThePictureStaysAsItIs) {
  const std::string pdf = under({level, latin}, jpeg);
  EXPECT_NE(pdf.find(jpeg), std::string::npos) << "the JPEG's own bytes";
  EXPECT_THAT(told_by("pdftotext FILE -", pdf), AllOf(HasSubstr("发表论文三篇"), HasSubstr("SCI-2024")));
  Image seen;
  sandbox()->decode(pdf, [&](int, Image page) { seen = std::move(page); });
  Image alone;
  sandbox()->decode(jpeg, [&](int, Image page) { alone = std::move(page); });
  EXPECT_EQ(seen.pixels, alone.pixels) << "nothing is drawn over it";
  EXPECT_EQ(under({level, latin}, jpeg), pdf) << "same input, same bytes";
}

TEST_F(TextLayerFile, LiesWhereTheWordsStand) {
  PartPage size;
  const PdfText text = sandbox()->read_pdf_text(under({level}, jpeg, &size));
  ASSERT_EQ(text.pages.size(), 1u);
  const std::vector<PdfCharacter>& letters = text.pages[0].characters;
  ASSERT_EQ(letters.size(), 6u);
  for (std::size_t i = 0; i < letters.size(); ++i) {
    EXPECT_EQ(letters[i].code_point, static_cast<std::uint32_t>(to_utf32(level.text)[i]));
    EXPECT_EQ(letters[i].hidden, 1u);
    EXPECT_NEAR(letters[i].box.x * size.width_mm, 10 + 4.0 * static_cast<double>(i), 0.05);
    EXPECT_NEAR(letters[i].box.width * size.width_mm, 4, 0.05);
    EXPECT_NEAR((letters[i].box.y + letters[i].box.height / 2) * size.height_mm, 10, 0.6);
  }
}

TEST_F(TextLayerFile, FollowsALineThatRunsUpThePage) {
  const LaidWord upward = {"合格", 30, 25, 0, -8, -4, 0};
  PartPage size;
  const PdfText text = sandbox()->read_pdf_text(under({upward}, jpeg, &size));
  ASSERT_EQ(text.pages.at(0).characters.size(), 2u);
  const PageShare &first = text.pages[0].characters[0].box, &second = text.pages[0].characters[1].box;
  EXPECT_NEAR(first.bottom() * size.height_mm, 25, 0.1);
  EXPECT_NEAR(second.bottom() * size.height_mm, 21, 0.1);
  EXPECT_NEAR((first.x + first.width / 2) * size.width_mm, 28, 0.6);
}

TEST_F(TextLayerFile, KeepsCharactersBeyondTheFirstPlane) {
  EXPECT_THAT(told_by("pdftotext FILE -", under({{"李𬭎", 5, 12, 12, 0, 0, -6}}, jpeg)),
              HasSubstr("李𬭎"));
}

TEST_F(TextLayerFile, TakesThePlaceOfALayerThatWasThere) {
  const std::string contents =
      "BT /F 10 Tf 20 300 Td (shown) Tj 3 Tr 0 -50 Td (layer) Tj (more) ' 0 Tr 9 9 Td"
      " (too) Tj 3 Tr (moves) Tj 0 Tr (on) Tj ET";
  const auto maker = sandbox()->new_volume();
  const VolumePart part = maker->add(test::page_pdf("0 0 200 400", contents), PartUse::search);
  ASSERT_EQ(part.status, FileStatus::read) << part.reason;
  VolumePlan plan;
  plan.pages.push_back({part.id, 0, part.pages[0].width_mm, part.pages[0].height_mm});
  plan.pages[0].words = {{"三篇", 10, 20, 8, 0, 0, -4}};
  std::string pdf;
  maker->join(plan, [&](std::string_view bytes) { pdf = bytes; });
  const std::string text = told_by("pdftotext FILE -", pdf);
  EXPECT_THAT(text, HasSubstr("shown"));
  EXPECT_THAT(text, HasSubstr("三篇"));
  EXPECT_THAT(text, Not(HasSubstr("layer")));
  EXPECT_THAT(text, Not(HasSubstr("more")));
  EXPECT_THAT(text, HasSubstr("moveson")) << "seen text that goes on from it would stand elsewhere";
}

TEST_F(TextLayerFile, HasASoundFileAndAFontOfItsOwn) {
  const std::string pdf = under({level, latin}, jpeg);
  EXPECT_THAT(told_by("qpdf --check FILE", pdf), HasSubstr("No syntax or stream encoding errors"));
  const std::string fonts = told_by("pdffonts FILE", pdf);
  EXPECT_THAT(fonts, HasSubstr("HefuTextLayer"));
  EXPECT_THAT(fonts, ::testing::ContainsRegex("CID TrueType +Identity-H +yes +no +yes"));
}

}  // namespace
}  // namespace hefu
