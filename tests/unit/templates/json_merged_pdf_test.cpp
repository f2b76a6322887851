#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "schemas/error.h"
#include "schemas/write_file.h"
#include "templates/merged_pdf.h"
#include "templates/pdf.h"
#include "tests/support/shell.h"
#include "tests/unit/templates/layout_sample.h"

namespace hefu {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using support::run_command;

const PdfMetadata metadata{"打印任务 样本", "Hefu", "print-job", "zh-CN", "2025-07-15"};

std::string merged_of(Duplex duplex, const std::function<void(MergedPdf&)>& fill) {
  std::ostringstream out;
  MergedPdf merged(out, test::fonts(), duplex, metadata);
  fill(merged);
  merged.finish();
  return out.str();
}

/// What qpdf reads back.
struct ReadBack {
  support::ScratchFolder folder;
  std::string file;
  json all;
  explicit ReadBack(const std::string& bytes) : file(folder.write("merged.pdf", bytes).string()) {
    EXPECT_EQ(run_command("qpdf --check " + file + " >/dev/null 2>&1").exit_code, 0);
    all = json::parse(
        run_command("qpdf --json=2 --json-key=qpdf --json-key=pages --json-key=outlines " + file).output);
  }
  const json& object(const std::string& reference) const {
    return all["qpdf"][1]["obj:" + reference]["value"];
  }
  json page(std::size_t i) const { return object(all["pages"][i]["object"]); }
  std::size_t page_count() const { return all["pages"].size(); }
  std::string text(const std::string& options = "") const {
    return run_command("pdftotext -raw " + options + " " + file + " -").output;
  }
};

const Sheet& three_landscape_pages() {
  static const Sheet sheet = [] {
    Sheet laid = test::lay_out_sample("submission-form", test::sample_person()).sheet;
    while (laid.pages.size() < 3) laid.pages.push_back(laid.pages.back());
    laid.pages.resize(3);
    return laid;
  }();
  return sheet;
}

TEST(MergedPdf, ShowsEverySheetAsItIsAloneAndSharesTheirFonts) {
  const Sheet one = test::lay_out_sample("submission-form", test::sample_person()).sheet;
  const Sheet other = test::lay_out_sample("checklist", test::with_rare_characters()).sheet;
  const ReadBack merged(merged_of(Duplex::one_sided, [&](MergedPdf& file) {
    file.add(one, 1, Sides::one);
    file.add(other, 1, Sides::one);
    file.add(one, 1, Sides::one);
  }));
  const ReadBack first(write_pdf(one, test::fonts())), second(write_pdf(other, test::fonts()));
  EXPECT_EQ(merged.text(), first.text() + second.text() + first.text());
  const auto rasters = [](const ReadBack& file, const std::string& pages) {
    return run_command("pdftoppm -r 40 -gray " + pages + " " + file.file).output;
  };
  const auto n = one.pages.size();
  EXPECT_TRUE(rasters(merged, fmt::format("-l {}", n)) == rasters(first, ""));
  EXPECT_TRUE(rasters(merged, fmt::format("-f {} -l {}", n + 1, n + other.pages.size())) ==
              rasters(second, ""));
  EXPECT_LT(fs::file_size(merged.file), fs::file_size(first.file) * 3 / 2 + fs::file_size(second.file));
}

TEST(MergedPdf, GivesTheSamePictureOnce) {
  Sheet other = three_landscape_pages();
  other.application = "YB-OTHER";
  const ReadBack merged(merged_of(Duplex::one_sided, [&](MergedPdf& file) {
    file.add(three_landscape_pages(), 2, Sides::one);
    file.add(other, 1, Sides::one);
  }));
  int pictures = 0;
  for (const auto& [name, object] : merged.all["qpdf"][1].items())
    pictures += object.contains("stream") && object["stream"]["dict"].value("/Subtype", "") == "/Image";
  EXPECT_EQ(pictures, 1);
}

TEST(MergedPdf, BeginsEachCopyOnANewSheetOfPaper) {
  const ReadBack merged(merged_of(Duplex::short_edge, [&](MergedPdf& file) {
    file.add(three_landscape_pages(), 2, Sides::both);
    file.add(three_landscape_pages(), 1, Sides::one);
  }));
  ASSERT_EQ(merged.page_count(), 4u + 4u + 6u);
  const json contents = [&] {
    json list;
    for (std::size_t i = 0; i < merged.page_count(); ++i) list.push_back(merged.page(i)["/Contents"]);
    return list;
  }();
  const json& blank = contents[3];
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(contents[i], contents[4 + i]) << i;  // a copy names the same
  for (const std::size_t i : {7u, 9u, 11u, 13u}) EXPECT_EQ(contents[i], blank) << i;
  for (const std::size_t i : {8u, 10u, 12u}) EXPECT_NE(contents[i], blank) << i;
  for (std::size_t i = 0; i < merged.page_count(); ++i) {
    EXPECT_FALSE(merged.page(i).contains("/Rotate"));
    EXPECT_NEAR(merged.page(i)["/MediaBox"][2].get<double>(), 420 / 25.4 * 72, 0.01);
  }
  EXPECT_EQ(merged.text("-f 4 -l 4"), "\f");
}

TEST(MergedPdf, TurnsBacksThatTheOtherEdgeWouldShowUpsideDown) {
  const Sheet portrait = test::lay_out_sample("checklist", test::sample_person()).sheet;
  const ReadBack merged(merged_of(Duplex::long_edge, [&](MergedPdf& file) {
    file.add(portrait, 1, Sides::one);
    file.add(three_landscape_pages(), 1, Sides::both);
  }));
  const std::size_t first = merged.page_count() - 4;
  for (std::size_t i = 0; i < first; ++i) EXPECT_FALSE(merged.page(i).contains("/Rotate"));
  for (std::size_t i = 0; i < 4; ++i)
    EXPECT_EQ(merged.page(first + i).value("/Rotate", 0), i % 2 == 1 ? 180 : 0) << i;
}

TEST(MergedPdf, AsksThePrinterForPaperAndTurning) {
  const std::vector<std::pair<Duplex, std::string>> all = {{Duplex::one_sided, "/Simplex"},
                                                           {Duplex::long_edge, "/DuplexFlipLongEdge"},
                                                           {Duplex::short_edge, "/DuplexFlipShortEdge"}};
  for (const auto& [duplex, name] : all) {
    const ReadBack merged(
        merged_of(duplex, [](MergedPdf& file) { file.add(three_landscape_pages(), 1, Sides::both); }));
    const json catalog = merged.object(merged.all["qpdf"][1]["trailer"]["value"]["/Root"]);
    EXPECT_EQ(catalog["/ViewerPreferences"]["/Duplex"], name);
    EXPECT_EQ(catalog["/ViewerPreferences"]["/PickTrayByPDFSize"], true);
    EXPECT_EQ(catalog["/ViewerPreferences"]["/PrintScaling"], "/None");
  }
}

TEST(MergedPdf, BookmarksPeopleAndTheirForms) {
  const ReadBack merged(merged_of(Duplex::one_sided, [](MergedPdf& file) {
    file.begin_group("1 样本䶮");
    file.add(three_landscape_pages(), 2, Sides::both);
    file.begin_group("2 样本乙");
    file.add(three_landscape_pages(), 1, Sides::both);
    file.begin_group("3 无人");
  }));
  const json& outlines = merged.all["outlines"];
  ASSERT_EQ(outlines.size(), 2u);
  EXPECT_EQ(outlines[0]["title"], "1 样本䶮");
  EXPECT_EQ(outlines[0]["destpageposfrom1"], 1);
  EXPECT_EQ(outlines[1]["title"], "2 样本乙");
  EXPECT_EQ(outlines[1]["destpageposfrom1"], 7);
  EXPECT_EQ(outlines[0]["kids"][0]["title"], three_landscape_pages().title);
}

TEST(MergedPdf, FindsItsPagesAmongMany) {
  Sheet sheet = three_landscape_pages();
  sheet.pages.resize(1);
  constexpr int copies = 128 * 128 + 200;  // one level of the page tree more than fits
  const support::ScratchFolder folder;
  const std::string file =
      folder
          .write("many.pdf",
                 merged_of(Duplex::one_sided, [&](MergedPdf& all) { all.add(sheet, copies, Sides::one); }))
          .string();
  EXPECT_NE(run_command("pdfinfo " + file).output.find(fmt::format("Pages:           {}\n", copies)),
            std::string::npos);
  const std::string last =
      run_command(fmt::format("pdftotext -raw -f {0} -l {0} {1} -", copies, file)).output;
  EXPECT_EQ(last, run_command("pdftotext -raw -l 1 " + file + " -").output);
  EXPECT_NE(last.find("样本"), std::string::npos);
  EXPECT_LT(fs::file_size(file), 8u << 20);
}

TEST(MergedPdf, IsNoFileWithoutPages) {
  std::ostringstream out;
  MergedPdf merged(out, test::fonts(), Duplex::one_sided, metadata);
  EXPECT_THROW(merged.finish(), Error);
}

TEST(FileDraft, IsThereWholeOrNotAtAll) {
  const support::ScratchFolder folder;
  const fs::path file = folder.path() / "large.bin";
  const std::string part(300'000, 'x');
  {
    FileDraft left(file);
    left.stream() << part;
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
  FileDraft kept(file);
  kept.stream() << part << part << "end";
  EXPECT_FALSE(fs::exists(file));
  kept.publish();
  EXPECT_EQ(fs::file_size(file), 600'003u);
}

}  // namespace
}  // namespace hefu
