#include <gtest/gtest.h>

#include <cmath>

#include "ocr/feeder_streaks.h"
#include "ocr/verify.h"
#include "templates/layout.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/plain_page.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

constexpr std::size_t name_field = 0;
constexpr double dpi = 200, px_per_mm = dpi / 25.4;

Page page_with_name(const std::string& name) {
  std::vector<std::string> values = support::plain_values();
  values[name_field] = name;
  return support::plain_page({}, values, *support::shared_fonts());
}

const Glyph& last_glyph(const Page& page) { return page.runs[page.fields[name_field].runs[0]].glyphs.back(); }

void fill(Image& image, double x_mm, double y_mm, double w_mm, double h_mm, std::uint8_t level) {
  for (int y = static_cast<int>(y_mm * px_per_mm); y < static_cast<int>((y_mm + h_mm) * px_per_mm); ++y)
    for (int x = static_cast<int>(x_mm * px_per_mm); x < static_cast<int>((x_mm + w_mm) * px_per_mm); ++x)
      image.pixels[(static_cast<std::size_t>(y) * image.width + x) * image.channels] = level;
}

Verdict verdict_of_name(const Page& page, const Image& scan) {
  Verifier verifier(support::shared_fonts());
  const Image grey = grey_without_seal(scan);
  const Registration registration = register_page(grey, page, {});
  EXPECT_EQ(registration.status, RegistrationStatus::ok);
  return verifier.verify(scan, grey, page, registration.map, nullptr).fields[name_field].verdict;
}

TEST(AlteredValue, StruckThroughIsNoMatch) {
  const Page page = page_with_name("样本4");
  Image scan = support::draw_page(page, *support::shared_fonts(), dpi);
  ASSERT_EQ(verdict_of_name(page, scan), Verdict::match);
  // A pale pen's line over the figure's own bar, as long as the figure is wide.
  const Glyph& figure = last_glyph(page);
  const double em = figure.size_pt * mm_per_pt;
  fill(scan, figure.x_mm, figure.y_mm - 0.42 * em, figure.advance_mm, 0.4, 110);
  EXPECT_NE(verdict_of_name(page, scan), Verdict::match);
}

/// Scans of a page that shows another name, with each seed up to the last.
void expect_no_match(const char* name, const char* shown, const char* damage, std::uint64_t last_seed) {
  const Page page = page_with_name(name), changed = page_with_name(shown);
  const Image paper = support::draw_page(changed, *support::shared_fonts(), 300);
  for (std::uint64_t seed = 1; seed <= last_seed; ++seed) {
    const Image scan =
        support::simulate_scan(paper, page.width_mm, page.height_mm, support::damage_kind(damage), seed);
    EXPECT_NE(verdict_of_name(page, scan), Verdict::match) << seed;
  }
}

TEST(AlteredValue, CharacterMoreOfWhichAHardLevelLeftSpecksIsNoMatch) {
  expect_no_match("三等奖", "三等奖三", "bilevel-hard", 6);
}

TEST(AlteredValue, CharacterMoreOfWhichACopyOfACopyLeftThinStrokesIsNoMatch) {
  expect_no_match("二等奖", "二等奖二", "photocopy-twice", 12);
}

TEST(AlteredValue, CharacterMoreAmongAScreensWavesIsNoMatch) {
  expect_no_match("样本二", "样本二二", "screen", 6);
}

TEST(AlteredValue, DotMoreIsNoMatch) {
  const Page page = page_with_name("样本天");
  Image scan = support::draw_page(page, *support::shared_fonts(), dpi);
  const Glyph& glyph = last_glyph(page);
  fill(scan, glyph.x_mm + 0.5 * glyph.advance_mm - 0.25, glyph.y_mm - 0.1, 0.5, 0.5, 40);  // between its legs
  EXPECT_NE(verdict_of_name(page, scan), Verdict::match);
}

TEST(AlteredValue, FeederStreakThroughItChangesNothing) {
  const Page page = page_with_name("样本天");
  Image scan = support::draw_page(page, *support::shared_fonts(), dpi);
  const Glyph& glyph = last_glyph(page);
  const int column = static_cast<int>((glyph.x_mm + 0.12 * glyph.advance_mm) * px_per_mm);
  for (int y = 0; y < scan.height; ++y)
    for (int x = column; x < column + 2; ++x) {
      std::uint8_t& value = scan.pixels[static_cast<std::size_t>(y) * scan.width + x];
      value = static_cast<std::uint8_t>(value * 0.7);
    }
  const FeederStreaks streaks(scan);
  EXPECT_NEAR(streaks.darkness(column), 0.3, 0.02);
  EXPECT_EQ(streaks.darkness(column + 8), 0);
  EXPECT_EQ(verdict_of_name(page, scan), Verdict::match);
}

TEST(AlteredValue, StrokeThatAFoldTookIsNoMismatch) {
  const Page page = page_with_name("样本土");
  Image scan = support::draw_page(page, *support::shared_fonts(), dpi);
  const Glyph& glyph = last_glyph(page);
  const double em = glyph.size_pt * mm_per_pt;
  for (double up = 0.1; up < 0.8; up += 0.1) {
    Image folded = scan;
    fill(folded, 0, glyph.y_mm - up * em, 209, 0.6, 255);
    EXPECT_NE(verdict_of_name(page, folded), Verdict::mismatch) << up;
  }
}

/// Toner does not break off all along a fold: the glyphs next to the one that lost its dot are whole.
TEST(AlteredValue, DotThatAFoldTookIsNoMismatch) {
  const Page page = page_with_name("样本流域玉米密植群");
  const Image scan = support::draw_page(page, *support::shared_fonts(), dpi);
  const std::vector<Glyph>& glyphs = page.runs[page.fields[name_field].runs[0]].glyphs;
  constexpr std::size_t jade = 4;
  Image dotless = scan;
  const auto erase = [](const Glyph& glyph, double from, Image& image) {
    const double em = glyph.size_pt * mm_per_pt;
    fill(image, glyph.x_mm + from * em, glyph.y_mm - 0.24 * em, (1 - from) * em, 0.17 * em, 255);
  };
  erase(glyphs[jade], 0.55, dotless);
  EXPECT_EQ(verdict_of_name(page, dotless), Verdict::mismatch);
  Image folded = dotless;
  for (std::size_t i = 0; i < glyphs.size(); ++i)
    if (i + 1 < jade || i > jade + 1) erase(glyphs[i], 0, folded);
  EXPECT_NE(verdict_of_name(page, folded), Verdict::mismatch);
}

/// The glyphs beside it have no ink so high, but those further along the line have theirs: nothing was
/// folded.
TEST(AlteredValue, DotThatWasNeverThereIsAMismatch) {
  constexpr std::size_t long_field = 3;
  const auto page_with = [&](const std::string& text) {
    std::vector<std::string> values = support::plain_values();
    values[long_field] = text;
    return support::plain_page({}, values, *support::shared_fonts());
  };
  const Page page = page_with("内蒙古自治区样本露天煤矿"), shown = page_with("内蒙古目治区样本露天煤矿");
  const Image scan = support::simulate_scan(support::draw_page(shown, *support::shared_fonts(), 300), 210,
                                            297, support::damage_kind("clean"), 7, page.codes);
  const Registration registration = register_page(scan, page, {});
  const PageReading read =
      Verifier(support::shared_fonts()).verify(scan, scan, page, registration.map, nullptr);
  EXPECT_EQ(read.fields[long_field].verdict, Verdict::mismatch);
}

/// The name set as a form sets it, so that other texts can be tried in its place.
Page page_set(const std::string& name) {
  Page page = page_with_name(name);
  Field& field = page.fields[name_field];
  field.style.size_pt = 9;
  page.runs[field.runs[0]] = set_text(field, name, *support::shared_fonts()).at(0);
  return page;
}

Image phone_picture(const Page& shown) {
  return grey_without_seal(support::simulate_scan(support::draw_page(shown, *support::shared_fonts(), 300),
                                                  210, 297, support::damage_kind("phone"), 7, shown.codes));
}

/// A fold that takes a 1 takes a piece of the rules above and below, too.
TEST(AlteredValue, DigitLessIsAMismatchWhereNothingIsFolded) {
  const Page page = page_set("2010.01");
  EXPECT_EQ(verdict_of_name(page, phone_picture(page_set("2010.0"))), Verdict::mismatch);
  Image folded = support::draw_page(page, *support::shared_fonts(), dpi);
  fill(folded, last_glyph(page).x_mm + 0.2, 0, last_glyph(page).advance_mm - 0.4, 297, 255);
  EXPECT_EQ(verdict_of_name(page, folded), Verdict::unreadable);
}

TEST(AlteredValue, DotLessThatLetsTheDigitsMoveUpIsAMismatch) {
  EXPECT_EQ(verdict_of_name(page_set("2018.12"), phone_picture(page_set("201812"))), Verdict::mismatch);
  EXPECT_EQ(verdict_of_name(page_set("2018."), phone_picture(page_set("2018"))), Verdict::unreadable);
}

/// 0 and O are near each other: what those score that are as expected says nothing of the one that is not.
TEST(AlteredValue, DigitMoreOrLessBesideZerosIsAMismatchOnAPhonePicture) {
  const Page page = page_set("YB-000114");
  EXPECT_EQ(verdict_of_name(page, phone_picture(page_set("YB-00011"))), Verdict::mismatch);
  EXPECT_EQ(verdict_of_name(page, phone_picture(page_set("YB-0001144"))), Verdict::mismatch);
}

/// 目 fits best where 自 would lie a stroke higher: the line tells where it stands.
TEST(AlteredValue, DotThatWasNeverThereIsAMismatchOnAPhonePicture) {
  EXPECT_EQ(verdict_of_name(page_set("样本自治区水"), phone_picture(page_set("样本目治区水"))),
            Verdict::mismatch);
}

/// Another value's line right below, outside the field.
TEST(AlteredValue, CharacterLessIsAMismatchWhereAnotherValueStandsRightBelow) {
  const auto page_with = [](const std::string& name) {
    Page page = page_set(name);
    RectMm& box = page.fields[name_field].box;
    const Glyph first = page.runs[page.fields[name_field].runs[0]].glyphs[0];
    const double em = first.size_pt * mm_per_pt, middle = box.y + box.h / 2;
    box.y = middle - 0.54 * em, box.h = 1.08 * em;
    TextRun below = page.runs[page.fields[6].runs[0]];
    below.kind = RunKind::label;
    const float moved = first.x_mm - below.glyphs[0].x_mm;
    for (Glyph& glyph : below.glyphs)
      glyph.x_mm += moved, glyph.y_mm = static_cast<float>(first.y_mm + 1.0 * em), glyph.size_pt = 9;
    page.runs.push_back(below);
    return page;
  };
  EXPECT_EQ(verdict_of_name(page_with("样本土壤研究"), phone_picture(page_with("样本土壤研"))),
            Verdict::mismatch);
}

TEST(AlteredValue, CharacterThatLooksAlikeIsStillAMismatch) {
  const Page page = page_with_name("样本土");
  const Image scan = support::draw_page(page_with_name("样本士"), *support::shared_fonts(), dpi);
  EXPECT_EQ(verdict_of_name(page, scan), Verdict::mismatch);
}

}  // namespace
}  // namespace hefu
