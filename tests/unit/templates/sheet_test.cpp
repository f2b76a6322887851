#include "templates/sheet.h"

#include <limits>
#include <random>

#include "schemas/error.h"
#include "tests/unit/templates/layout_sample.h"

namespace hefu {
namespace {

TextRun run_of(RunKind kind, std::u32string_view text, float x_mm) {
  TextRun run{kind, {}};
  for (const char32_t c : text)
    run.glyphs.push_back({c, 0, static_cast<std::uint32_t>(c) % 60000, x_mm += 4, 30.5f, 10.5f, 3.7f});
  return run;
}

Sheet small_sheet() {
  Sheet sheet;
  sheet.kind = "evaluation-form", sheet.form = "evaluation-form-2025", sheet.form_code = 3;
  sheet.title = "评审表", sheet.application = "YB-0001", sheet.date = "2025-07-15", sheet.serial = 1;
  Page page;
  page.heading = "封面";
  page.lines = {{20, 20, 190, 20, 0.2f}, {20, 20, 20, 90, 0.2f}};
  page.runs = {run_of(RunKind::late, U"第九号", 100), run_of(RunKind::label, U"姓名", 20),
               run_of(RunKind::value, U"样本䶮", 60), run_of(RunKind::mark, U"版次 1", 160)};
  Picture photo;
  photo.box = {150, 40, 25, 35}, photo.bytes = "\xFF\xD8 drawn", photo.width = 295, photo.height = 413;
  photo.grey = {10, 20, 30, 40}, photo.grey_width = 2, photo.grey_height = 2;
  page.pictures = {photo};
  Field name;
  name.path = "/application/applicant/name", name.label = "姓名", name.online = name.text = "样本䶮";
  name.entered = true, name.box = {60, 24, 40, 8}, name.runs = {2};
  page.fields = {name};
  page.boxes = {{"unit-seal", "单位公章", Filler::unit, BoxUse::seal, {100, 200, 40, 40}},
                {"number", "编号", Filler::bureau, BoxUse::late, {100, 26, 40, 6}}};
  page.frame = {20, 20, 170, 250};
  page.codes = {{175, 5, 28, 28}};
  sheet.pages = {page};
  sheet.bookmarks = {{"封面", 0}};
  seal_digests(sheet);
  return sheet;
}

bool is_refused(const std::string& bytes) {
  try {
    parse_sheet(bytes);
  } catch (const Error& error) {
    return error.kind() == ErrorKind::bad_input;
  }
  return false;
}

TEST(Sheet, ComesBackFromBytesWhole) {
  const Sheet sheet = small_sheet();
  const std::string bytes = serialise_sheet(sheet);
  const Sheet back = parse_sheet(bytes);
  EXPECT_EQ(serialise_sheet(back), bytes);
  EXPECT_EQ(back.pages[0].runs[2].glyphs[2].code_point, U'䶮');
  EXPECT_EQ(back.pages[0].fields[0].path, "/application/applicant/name");
  EXPECT_EQ(back.pages[0].boxes[1].use, BoxUse::late);
  EXPECT_EQ(back.pages[0].pictures[0].grey, sheet.pages[0].pictures[0].grey);
  EXPECT_EQ(back.pages[0].digest, sheet.pages[0].digest);
  EXPECT_EQ(content_digest(back, back.pages[0]), sheet.pages[0].digest);
}

TEST(Sheet, DigestIgnoresWhatIsKnownOnlyAfterPrinting) {
  Sheet sheet = small_sheet();
  const Digest before = sheet.pages[0].digest;
  sheet.pages[0].runs[0] = run_of(RunKind::late, U"第一二三号", 100);
  sheet.pages[0].runs[3] = run_of(RunKind::mark, U"版次 2", 160);
  sheet.pages[0].runs.push_back(run_of(RunKind::late, U"佐证", 100));
  sheet.pages[0].codes.push_back({5, 264, 28, 28});
  sheet.pages[0].code = "HF1:ABC";
  sheet.pages[0].boxes[1].box.w = 60;
  sheet.serial = 2, sheet.date = "2025-08-01";
  EXPECT_EQ(content_digest(sheet, sheet.pages[0]), before);
}

TEST(Sheet, DigestDoesNotDependOnWhetherALateRunStandsBeforeAValue) {
  Sheet sheet = small_sheet();
  const Digest before = sheet.pages[0].digest;
  sheet.pages[0].runs.erase(sheet.pages[0].runs.begin());
  sheet.pages[0].fields[0].runs = {1};
  EXPECT_EQ(content_digest(sheet, sheet.pages[0]), before);
}

TEST(Sheet, DigestChangesWithContent) {
  const Sheet sheet = small_sheet();
  const auto digest_after = [&](auto change) {
    Sheet changed = sheet;
    change(changed, changed.pages[0]);
    return content_digest(changed, changed.pages[0]);
  };
  const Digest before = sheet.pages[0].digest;
  EXPECT_NE(digest_after([](Sheet&, Page& p) { p.runs[2].glyphs[0].code_point = U'已'; }), before);
  EXPECT_NE(digest_after([](Sheet&, Page& p) { p.runs[1].glyphs[0].x_mm += 0.01f; }), before);
  EXPECT_NE(digest_after([](Sheet&, Page& p) { p.lines.pop_back(); }), before);
  EXPECT_NE(digest_after([](Sheet&, Page& p) { p.pictures[0].bytes += 'x'; }), before);
  EXPECT_NE(digest_after([](Sheet& s, Page&) { s.application = "YB-0002"; }), before);
}

TEST(Sheet, ComesFromLayoutWithItsDigests) {
  const Sheet sheet = test::lay_out_sample("checklist", test::sample_person()).sheet;
  ASSERT_FALSE(sheet.pages.empty());
  for (const Page& page : sheet.pages) EXPECT_EQ(page.digest, content_digest(sheet, page));
}

TEST(Sheet, RefusesEveryTruncation) {
  const std::string bytes = serialise_sheet(small_sheet());
  for (std::size_t n = 0; n < bytes.size(); ++n) ASSERT_TRUE(is_refused(bytes.substr(0, n))) << n;
  EXPECT_TRUE(is_refused(bytes + '\0'));
}

TEST(Sheet, SurvivesArbitraryBytes) {
  const std::string good = serialise_sheet(small_sheet());
  std::mt19937 random(7);
  int refused = 0;
  for (int i = 0; i < 5000; ++i) {
    std::string bytes = good;
    for (unsigned k = 1 + random() % 8; k > 0; --k)
      bytes[random() % bytes.size()] = static_cast<char>(random());
    if (is_refused(bytes)) ++refused;  // anything but a Sheet or Error(bad_input) fails the test
  }
  EXPECT_GT(refused, 1000);
}

TEST(Sheet, RefusesIndexesThatPointNowhere) {
  Sheet sheet = small_sheet();
  sheet.pages[0].fields[0].runs = {4};
  EXPECT_TRUE(is_refused(serialise_sheet(sheet)));
  sheet = small_sheet();
  sheet.bookmarks[0].page = 1;
  EXPECT_TRUE(is_refused(serialise_sheet(sheet)));
  sheet = small_sheet();
  sheet.pages[0].pictures[0].grey_width = 3;
  EXPECT_TRUE(is_refused(serialise_sheet(sheet)));
  sheet = small_sheet();
  sheet.pages[0].width_mm = std::numeric_limits<double>::quiet_NaN();
  EXPECT_TRUE(is_refused(serialise_sheet(sheet)));
}

}  // namespace
}  // namespace hefu
