#include "templates/pdf.h"

#include <cstdlib>
#include <fstream>
#include <regex>

#include "ocr/code_reader.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "templates/page_code.h"
#include "tests/support/set_sheet.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

using support::LineStyle;
using support::run_command;
using support::set_line;

const std::vector<std::string> values = {
    "样本䶮㛃𬭎龘〇", "样本巴特尔·呼和浩特",
    "150000198501150017",     "内蒙古自治区样本水利勘测设计院有限责任公司",
    "2025年7月15日",          "第 3 完成人（共 12 人），ISBN 978-7-0000-0000-1"};

/// Two pages of which every kind of item is drawn: rules, labels across and down, values, spaced text,
/// picture, code.
Sheet two_pages(const Fonts& fonts) {
  Sheet sheet;
  sheet.kind = "evaluation-form", sheet.form = "bench", sheet.form_code = 250,
  sheet.title = "样本评审表 <甲&乙>";
  sheet.application = "YB-2025-0001", sheet.date = "2025-07-15", sheet.serial = 1;
  Page page;
  page.lines = support::ruled_table({20, 60, 150, 190}, {30, 40, 50, 60, 70, 80, 90}, 0.2f);
  for (const Line& line : support::ruled_table({20, 190}, {30, 90}, 0.5f)) page.lines.push_back(line);
  page.frame = {20, 30, 170, 60};
  for (std::size_t i = 0; i < values.size(); ++i) {
    const float y_mm = 36.8f + 10 * static_cast<float>(i);
    page.runs.push_back(set_line(fonts, "标签", 24, y_mm, LineStyle{Typeface::hei}));
    page.runs.push_back(
        set_line(fonts, values[i], 62, y_mm, LineStyle{Typeface::song, 10.5f, RunKind::value}));
  }
  page.runs.push_back(set_line(fonts, "评审表", 80, 20, LineStyle{Typeface::hei, 22, RunKind::label, 6}));
  page.runs.push_back(set_line(fonts, "本人承诺：所填内容真实。", 24, 100, LineStyle{Typeface::kai, 12}));
  TextRun down = set_line(fonts, "竖排标签", 170, 45);
  for (std::size_t i = 0; i < down.glyphs.size(); ++i)
    down.glyphs[i].x_mm = 170, down.glyphs[i].y_mm = 45 + 4 * static_cast<float>(i);
  page.runs.push_back(down);
  Picture photo;
  photo.box = {154, 55, 25, 35},
  photo.bytes = read_file(std::string(HEFU_SOURCE_DIR) + "/tests/data/photo.jpg"), photo.width = 295,
  photo.height = 413;
  page.pictures = {photo};
  page.codes = {{178, 2, 27, 27}, {5, 265, 27, 27}};
  sheet.pages = {page, page};
  sheet.pages[1].runs.push_back(set_line(fonts, "第二页", 100, 285));
  sheet.bookmarks = {{"封面", 0}, {"业绩", 1}};
  seal_digests(sheet);
  sign_pages(sheet, SigningKey::load(std::string(HEFU_SOURCE_DIR) + "/samples/keys/private.pem"));
  return sheet;
}

/// What pdftoppm -gray writes: "P5", width, height, 255, pixels.
Image read_pgm(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::string magic;
  Image image;
  int most = 0;
  in >> magic >> image.width >> image.height >> most;
  in.get();
  image.channels = 1;
  image.pixels.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  in.read(reinterpret_cast<char*>(image.pixels.data()), static_cast<std::streamsize>(image.pixels.size()));
  return image;
}

class PdfTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    fonts_ = Fonts::load();
    sheet_ = two_pages(*fonts_);
    bytes_ = write_pdf(sheet_, *fonts_);
    scratch_ = std::make_unique<support::ScratchFolder>();
    file_ = scratch_->write("form.pdf", bytes_).string();
    if (const char* keep = std::getenv("HEFU_KEEP_PDF")) std::ofstream(keep, std::ios::binary) << bytes_;
  }
  static void TearDownTestSuite() { scratch_.reset(); }
  static std::shared_ptr<const Fonts> fonts_;
  static Sheet sheet_;
  static std::string bytes_, file_;
  static std::unique_ptr<support::ScratchFolder> scratch_;
};
std::shared_ptr<const Fonts> PdfTest::fonts_;
Sheet PdfTest::sheet_;
std::string PdfTest::bytes_, PdfTest::file_;
std::unique_ptr<support::ScratchFolder> PdfTest::scratch_;

TEST_F(PdfTest, GivesEveryValueBackAsText) {
  const std::string text = run_command("pdftotext -layout " + file_ + " -").output;
  for (const std::string& value : values)
    EXPECT_NE(text.find(value), std::string::npos) << value << "\n" << text;
  EXPECT_NE(text.find("本人承诺：所填内容真实。"), std::string::npos);
}

TEST_F(PdfTest, IsSoundForQpdf) { EXPECT_EQ(run_command("qpdf --check " + file_ + " 2>&1").exit_code, 0); }

TEST_F(PdfTest, EmbedsEveryFontAsASubset) {
  const std::string fonts = run_command("pdffonts " + file_).output;
  int rows = 0;
  for (const char* name : {"NotoSerifCJKsc-Regular", "NotoSansCJKsc-Regular", "LXGWWenKai-Regular"}) {
    const std::regex row(std::string("[A-Z]{6}\\+") + name + ".*Identity-H +yes yes yes");
    EXPECT_TRUE(std::regex_search(fonts, row)) << fonts;
  }
  for (const char c : fonts) rows += c == '\n';
  EXPECT_EQ(rows, 2 + 3) << fonts;
}

TEST_F(PdfTest, GivesTheSameBytesTwice) { EXPECT_EQ(write_pdf(sheet_, *Fonts::load()), bytes_); }

TEST_F(PdfTest, NamesAnotherFileByAnotherId) {
  const auto id = [](const std::string& pdf) { return pdf.substr(pdf.rfind("/ID")); };
  Sheet other = sheet_;
  other.pages[1].runs.back() = set_line(*fonts_, "第三页", 100, 285);
  EXPECT_NE(id(write_pdf(other, *fonts_)).substr(0, 40), id(bytes_).substr(0, 40));
}

TEST_F(PdfTest, SaysTheSameInInfoAndXmp) {
  const std::string info = run_command("pdfinfo -isodates " + file_).output;
  const std::string xmp = run_command("pdfinfo -meta " + file_).output;
  EXPECT_NE(info.find("样本评审表 <甲&乙> YB-2025-0001"), std::string::npos) << info;
  EXPECT_NE(xmp.find("样本评审表 &lt;甲&amp;乙&gt; YB-2025-0001"), std::string::npos) << xmp;
  EXPECT_NE(info.find("2025-07-15T00:00:00+08"), std::string::npos) << info;
  EXPECT_NE(xmp.find("<xmp:CreateDate>2025-07-15T00:00:00+08:00<"), std::string::npos) << xmp;
  EXPECT_NE(xmp.find("<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U<"), std::string::npos);
}

TEST_F(PdfTest, CarriesThePhotoUntouched) {
  EXPECT_NE(bytes_.find(sheet_.pages[0].pictures[0].bytes), std::string::npos);
  // pdfimages complains about inline images (the page codes) that it has to read twice; all else draws them.
  run_command("pdfimages -all " + file_ + " " + (scratch_->path() / "picture").string() + " 2>/dev/null");
  EXPECT_TRUE(std::filesystem::exists(scratch_->path() / "picture-000.jpg"));
}

TEST_F(PdfTest, ShowsItsBookmarksTitleAndLanguage) {
  const std::string json = run_command("qpdf --json " + file_).output;
  EXPECT_NE(json.find("\"业绩\""), std::string::npos);
  for (const char* key : {"/DisplayDocTitle", "\"/Lang\"", "/PageLabels", "/GTS_PDFA1"})
    EXPECT_NE(json.find(key), std::string::npos) << key;
}

TEST_F(PdfTest, PrintsCodesThatZbarReadsAt200Dpi) {
  const std::string picture = (scratch_->path() / "page").string();
  run_command("pdftoppm -r 200 -gray -png " + file_ + " " + picture);
  for (std::size_t i = 0; i < sheet_.pages.size(); ++i) {
    const std::string read =
        run_command("zbarimg --nodbus --raw -q " + picture + "-" + std::to_string(i + 1) + ".png").output;
    EXPECT_NE(read.find(sheet_.pages[i].code), std::string::npos);
  }
}

TEST_F(PdfTest, PrintsCodesThatZxingReadsAt200Dpi) {
  const std::string picture = (scratch_->path() / "grey").string();
  run_command("pdftoppm -r 200 -gray " + file_ + " " + picture);
  for (std::size_t i = 0; i < sheet_.pages.size(); ++i) {
    const auto codes = read_codes(read_pgm(picture + "-" + std::to_string(i + 1) + ".pgm"));
    ASSERT_FALSE(codes.empty());
    for (const FoundCode& code : codes) {
      EXPECT_EQ(code.text, sheet_.pages[i].code);
      EXPECT_EQ(decode_page_code(code.text, TrustedKeys()).value().status, CodeStatus::genuine);
    }
  }
}

TEST_F(PdfTest, NamesACharacterThatSharesItsGlyph) {
  Sheet sheet = sheet_;
  // The same glyph for two characters, as fonts do for radicals and the characters that look like them.
  TextRun run = set_line(*fonts_, "一一", 100, 120);
  run.glyphs[1].code_point = U'\u2F00';
  sheet.pages[0].runs.push_back(run);
  const std::string file = scratch_->write("shared.pdf", write_pdf(sheet, *fonts_)).string();
  EXPECT_NE(run_command("pdftotext " + file + " -").output.find("一\u2F00"), std::string::npos);
}

TEST_F(PdfTest, NeverShowsAMissingGlyphInSilence) {
  Sheet sheet = sheet_;
  sheet.pages[0].runs[0].glyphs[0].id = 0;
  EXPECT_THROW(write_pdf(sheet, *fonts_), Error);
  sheet.pages[0].runs[0].glyphs[0].id = 5, sheet.pages[0].runs[0].glyphs[0].face = 99;
  EXPECT_THROW(write_pdf(sheet, *fonts_), Error);
}

}  // namespace
}  // namespace hefu
