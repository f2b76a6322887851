#include <gmock/gmock.h>

#include "schemas/data_files.h"
#include "tests/e2e/program.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/mixed_uploads.h"
#include "tests/support/pdf_of_jpegs.h"
#include "tests/support/set_sheet.h"

namespace hefu::e2e {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

constexpr int dpi = 200;

/// A made-up certificate, A5.
Image certificate() {
  const std::shared_ptr<const Fonts> fonts = Fonts::load();
  Page page;
  page.width_mm = 148;
  page.height_mm = 210;
  float y = 40;
  for (const char* line :
       {"年度考核登记表", "样本种业有限公司考核委员会", "发表论文三篇考核结果合格", "以上情况属实特此证明"}) {
    page.runs.push_back(support::set_line(*fonts, line, 25, y, {Typeface::song, 16.F, RunKind::label, 0}));
    y += 18;
  }
  return support::draw_page(page, *fonts, dpi);
}

std::string text_in(const fs::path& pdf) {
  return support::run_command("pdftotext '" + pdf.string() + "' -").output;
}

TEST(Text, LaysWordsOverPicturesAndPagesThatStayAsTheyAre) {
  const Desk desk;
  const Image page = certificate();
  const std::string lying = support::with_orientation(encode_jpeg(turned(page, 3), 85), 6);
  const std::string jpeg = encode_jpeg(page, 85);
  desk.write(desk.path() / "证书.jpg", lying);
  desk.write(desk.path() / "scan.pdf",
             support::pdf_of_jpegs({{jpeg, page.width, page.height, page.channels, 148, 210}}));
  const Finished ran = desk.hefu("text --pdf -o out 证书.jpg scan.pdf");
  ASSERT_EQ(ran.exit_code, 0) << ran.messages;
  EXPECT_THAT(ran.output, HasSubstr("scan.pdf.pdf"));
  const fs::path photo = desk.path() / "out/证书.jpg.pdf", scan = desk.path() / "out/scan.pdf.pdf";
  EXPECT_NE(read_file(photo).find(lying), std::string::npos) << "the picture's own bytes";
  EXPECT_NE(read_file(scan).find(jpeg), std::string::npos);
  for (const fs::path& file : {photo, scan}) {
    EXPECT_THAT(text_in(file), HasSubstr("发表论文三篇考核结果合格")) << file;
    EXPECT_EQ(support::run_command("qpdf --check '" + file.string() + "'").exit_code, 0) << file;
  }
  // Where a viewer shows it upright: the third line, 76 mm from the top of 210.
  const std::string boxes = support::run_command("pdftotext -bbox '" + scan.string() + "' -").output;
  const std::size_t at = boxes.rfind("yMax=\"", boxes.find("发表论文三篇"));
  ASSERT_NE(at, std::string::npos) << boxes;
  EXPECT_NEAR(std::stod(boxes.substr(at + 6)), 77.0 / 25.4 * 72, 6) << boxes;

  ASSERT_EQ(desk.hefu("text --pdf -o again 证书.jpg scan.pdf").exit_code, 0);
  EXPECT_EQ(read_file(photo), read_file(desk.path() / "again/证书.jpg.pdf")) << "same input, same bytes";
  EXPECT_EQ(read_file(scan), read_file(desk.path() / "again/scan.pdf.pdf"));
}

TEST(Text, WritesNoPdfUnlessAskedAndNoneOfABrokenFile) {
  const Desk desk;
  desk.write(desk.path() / "page.png", encode_png(certificate()));
  desk.write(desk.path() / "broken.pdf", "%PDF-1.4 nothing");
  ASSERT_EQ(desk.hefu("text -o plain page.png").exit_code, 0);
  EXPECT_EQ(files_in(desk.path() / "plain"), std::vector<std::string>{"page.png.hocr.html"});
  const Finished ran = desk.hefu("text --pdf -o out page.png broken.pdf");
  EXPECT_EQ(ran.exit_code, 11) << ran.messages;
  EXPECT_EQ(files_in(desk.path() / "out").size(), 2u) << "hOCR and PDF of the sound one";
}

}  // namespace
}  // namespace hefu::e2e
