#include "ocr/volume.h"

#include <gmock/gmock.h>

#include "ocr/volume_parts.h"
#include "tests/support/mixed_uploads.h"
#include "tests/support/shell.h"
#include "tests/unit/ocr/small_files.h"

namespace hefu {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Sandbox& sandbox() {
  static const std::shared_ptr<Sandbox> shared = Sandbox::start();
  return *shared;
}

/// All pages of some files, each on a sheet of its own size.
std::string joined(const std::vector<std::string>& files, std::vector<PartPage>* sizes = nullptr) {
  const auto maker = sandbox().new_volume();
  VolumePlan plan;
  for (const std::string& file : files) {
    const VolumePart part = maker->add(file, PartUse::bind);
    EXPECT_EQ(part.status, FileStatus::read) << part.reason;
    for (std::size_t i = 0; i < part.pages.size(); ++i) {
      plan.pages.push_back({part.id, int(i), part.pages[i].width_mm, part.pages[i].height_mm});
      if (sizes) sizes->push_back(part.pages[i]);
    }
  }
  std::string pdf;
  maker->join(plan, [&](std::string_view bytes) { pdf = bytes; });
  return pdf;
}

/// The document with every stream unpacked, as text to search in.
std::string unpacked(const std::string& pdf) {
  const support::ScratchFolder scratch;
  const auto file = scratch.write("in.pdf", pdf);
  const std::string out = (scratch.path() / "out.pdf").string();
  EXPECT_EQ(support::run_command("qpdf --qdf --object-streams=disable '" + file.string() + "' '" + out + "'")
                .exit_code,
            0);
  return support::run_command("cat '" + out + "'").output;
}

std::vector<Image> pages_of(const std::string& pdf) {
  std::vector<Image> pages;
  EXPECT_EQ(sandbox().decode(pdf, [&](int, Image page) { pages.push_back(std::move(page)); }).status,
            FileStatus::read);
  return pages;
}

TEST(Volume, CarriesJpegAndG4StreamsByteForByte) {
  const std::string jpeg = encode_jpeg(test::lopsided(640, 480, 3), 70);
  EXPECT_NE(joined({jpeg}).find(jpeg), std::string::npos);
  Image page = support::marked_page(400, 600, 9, false);
  for (auto& v : page.pixels) v = v < 128 ? 0 : 255;
  const std::string tiff = support::g4_tiff({page}, 200);
  EXPECT_NE(joined({tiff}).find(only_strip(tiff)), std::string::npos);
}

TEST(Volume, KeepsEveryPixelOfLosslessPictures) {
  for (const int channels : {1, 3}) {
    const Image image = test::lopsided(301, 203, channels);
    Image with_size = image;
    with_size.dpi = 150;
    const std::vector<Image> seen = pages_of(joined({encode_png(with_size)}));
    ASSERT_EQ(seen.size(), 1u);
    EXPECT_EQ(seen[0].pixels, image.pixels) << channels << " channels";
  }
  Image grey = test::lopsided(120, 90, 1);
  grey.dpi = 150;
  const std::vector<Image> seen = pages_of(joined({test::tiff_of({grey, grey})}));
  ASSERT_EQ(seen.size(), 2u);
  EXPECT_EQ(seen[1].pixels, grey.pixels);
}

TEST(Volume, EveryExifOrientationStandsUpright) {
  const Image page = support::marked_page(600, 800, 37, false);
  const auto stored = [&](int orientation) {
    // What a camera stores so that this orientation makes it upright again.
    const int turns = orientation == 6 ? 3 : orientation == 8 ? 1 : orientation == 3 ? 2 : 0;
    return support::with_orientation(encode_jpeg(turned(page, turns), 85), orientation);
  };
  for (const int orientation : {1, 3, 6, 8}) {
    const std::vector<Image> seen = pages_of(joined({stored(orientation)}));
    ASSERT_EQ(seen.size(), 1u);
    const support::SeenMark mark = support::read_mark(seen[0]);
    EXPECT_EQ(mark.mark, 37) << orientation;
    EXPECT_EQ(mark.turns, 0) << orientation;
  }
}

TEST(Volume, NothingThatActsIsCarriedOver) {
  const std::string script = "<</S/JavaScript/JS(app.alert\\('hefu-script'\\))>>";
  const std::string stamp =
      test::stream_of("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", "0.25 0 0.75 rg 0 0 9 9 re f");
  const std::string pdf = test::pdf_of(
      {"<</Type/Catalog/Pages 2 0 R/OpenAction " + script + "/Names<</EmbeddedFiles<</Names[(x) 9 0 R]>>>>>>",
       "<</Type/Pages/Kids[3 0 R]/Count 1>>",
       "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R/Resources<</XObject<</A 5 0 R>>"
       "/Font<</F 6 0 R>>>>/AA<</O " +
           script + ">>/Annots[7 0 R 8 0 R]>>",
       test::stream_of("", "/A Do BT /F 12 Tf 20 20 Td (hefu-text) Tj ET"),
       test::stream_of("/Type/XObject/Subtype/Form/BBox[0 0 50 50]/Ref<</F(hefu-elsewhere.pdf)/Page "
                       "0>>/PieceInfo<</X(hefu-piece)>>",
                       "1 0 0 rg 0 0 50 50 re f"),
       "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
       "<</Type/Annot/Subtype/Stamp/Rect[100 100 150 150]/F 4/AP<</N 10 0 R>>/A " + script + ">>",
       "<</Type/Annot/Subtype/Link/Rect[0 0 99 99]/A<</S/URI/URI(http://hefu-link.invalid)>>>>",
       "<</Type/Filespec/F(hefu-file.txt)/EF<</F 11 0 R>>>>", stamp,
       test::stream_of("/Type/EmbeddedFile", "hefu-embedded")});
  const std::string all = unpacked(joined({pdf}));
  for (const char* gone : {"JavaScript", "hefu-script", "OpenAction", "hefu-link", "hefu-elsewhere",
                           "hefu-piece", "hefu-embedded", "EmbeddedFile", "/Annot"})
    EXPECT_THAT(all, Not(HasSubstr(gone)));
  EXPECT_THAT(all, HasSubstr("hefu-text"));
  EXPECT_THAT(all, HasSubstr("0.25 0 0.75 rg")) << "what the stamp shows is part of the page";
  EXPECT_THAT(all, HasSubstr("/A ")) << "a picture that happens to be called A is no action";
}

TEST(Volume, PagesStandAsTheirPdfSays) {
  std::vector<PartPage> sizes;
  const std::string content = "0 g 20 360 20 20 re f";  // dark at the top left of the unturned page
  const std::vector<Image> seen =
      pages_of(joined({test::page_pdf("0 0 300 400", content, "null", "/Rotate 90")}, &sizes));
  ASSERT_EQ(seen.size(), 1u);
  ASSERT_EQ(sizes.size(), 1u);
  EXPECT_NEAR(sizes[0].width_mm, 400 / 72.0 * 25.4, 0.1);
  EXPECT_GT(seen[0].width, seen[0].height);
  const Image grey = grey_luma(seen[0]);
  const auto at = [&](double u, double v) {
    return grey.pixels[static_cast<std::size_t>(v * grey.height) * grey.width +
                       static_cast<std::size_t>(u * grey.width)];
  };
  EXPECT_LT(at(370 / 400.0, 30 / 300.0), 60) << "turned clockwise it is at the top right";
  EXPECT_GT(at(30 / 400.0, 30 / 300.0), 200);
}

TEST(Volume, BadFilesHaveReasonsAndHarmNobody) {
  const auto maker = sandbox().new_volume();
  EXPECT_EQ(maker->add("", PartUse::bind).status, FileStatus::rejected);
  EXPECT_EQ(maker->add("%PDF-1.4 nothing", PartUse::bind).id, -1);
  EXPECT_EQ(maker->add("\xFF\xD8\xFF\xE0 nothing", PartUse::bind).id, -1);
  EXPECT_EQ(maker->add(std::string("II*\0\xFF\xFF\xFF\x7F", 8), PartUse::bind).id, -1);
  const VolumePart huge = maker->add(test::page_pdf("0 0 99999 99999", ""), PartUse::bind);
  EXPECT_EQ(huge.status, FileStatus::rejected);
  EXPECT_THAT(huge.reason, HasSubstr("页面过大"));
  const VolumePart good = maker->add(test::page_pdf("0 0 200 200", "0 0 9 9 re f"), PartUse::bind);
  ASSERT_EQ(good.status, FileStatus::read) << good.reason;
  VolumePlan plan;
  plan.pages.push_back({good.id, 0, 210, 297});
  std::string pdf;
  maker->join(plan, [&](std::string_view bytes) { pdf = bytes; });
  EXPECT_EQ(pages_of(pdf).size(), 1u);
}

}  // namespace
}  // namespace hefu
