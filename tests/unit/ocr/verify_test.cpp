#include "ocr/verify.h"

#include <gtest/gtest.h>

#include <cmath>

#include "ocr/registration.h"
#include "schemas/text.h"
#include "templates/layout.h"
#include "templates/layout_text.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/plain_page.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

constexpr std::size_t name_field = 0, id_field = 4, unit_field = 6, blank_field = 20, rare_field = 21,
                      count_field = 27;

/// An engine that always reads the same: to test what its word is worth.
class FixedReader : public TextReader {
 public:
  explicit FixedReader(std::string text) : text_(std::move(text)) {}
  ReadText read_line(const Image&) override { return {text_, 95, true}; }
  ReadText read_block(const Image&) override { return {text_, 95, true}; }
  int process_id() const override { return 0; }

 private:
  std::string text_;
};

PageReading read_scan(const Image& scan, TextReader* reader = nullptr,
                      const Page& page = support::plain_sheet()) {
  static Verifier verifier(support::shared_fonts());
  const Image grey = grey_without_seal(scan);
  const Registration registration = register_page(grey, page, {});
  EXPECT_EQ(registration.status, RegistrationStatus::ok);
  return verifier.verify(scan, grey, page, registration.map, reader);
}

/// A clean scan of the page with other values printed.
PageReading read_values(const std::vector<std::string>& values, TextReader* reader = nullptr,
                        const char* damage = "clean") {
  const Page shown = support::plain_page({}, values, *support::shared_fonts());
  const Image print = support::draw_page(shown, *support::shared_fonts(), 200);
  return read_scan(support::simulate_scan(print, 210, 297, support::damage_kind(damage), 7, shown.codes),
                   reader);
}

std::vector<std::string> values_with(std::size_t field, const std::string& text) {
  std::vector<std::string> values = support::plain_values();
  values[field] = text;
  return values;
}

TEST(Verifier, MatchesEveryFieldOfATruePage) {
  const PageReading page = read_values(support::plain_values());
  ASSERT_TRUE(page.legible);
  ASSERT_EQ(page.fields.size(), support::plain_sheet().fields.size());
  for (std::size_t i = 0; i < page.fields.size(); ++i)
    EXPECT_EQ(page.fields[i].verdict,
              support::plain_sheet().fields[i].entered ? Verdict::match : Verdict::not_online)
        << i;
  EXPECT_TRUE(page.labels.empty());
  EXPECT_TRUE(page.foreign_ink.empty());
}

TEST(Verifier, NamesTheLookAlikeThatThePaperShows) {
  const PageReading page = read_values(values_with(name_field, "样本已未"));
  EXPECT_EQ(page.fields[name_field].verdict, Verdict::mismatch);
  EXPECT_EQ(page.fields[name_field].paper, "样本已未");
}

TEST(Verifier, NamesAnotherDigitOnAPhonePicture) {
  const PageReading page = read_values(values_with(id_field, "150000198503120026"), nullptr, "phone");
  EXPECT_EQ(page.fields[id_field].verdict, Verdict::mismatch);
  EXPECT_EQ(page.fields[id_field].paper, "150000198503120026");
}

TEST(Verifier, NeverMatchesANarrowerLookAlikeSetInTheMiddle) {
  // I for 1 where the value is centred: its stem stands where the digit's stood.
  Page shown = support::plain_page({}, values_with(count_field, "1"), *support::shared_fonts());
  const Page one = shown;
  Glyph& glyph = shown.runs[shown.fields[count_field].runs[0]].glyphs[0];
  const auto letter = support::shared_fonts()->find(Typeface::song, U'I');
  const float em_mm = static_cast<float>(glyph.size_pt * mm_per_pt);
  glyph.x_mm += (glyph.advance_mm - letter->advance_em * em_mm) / 2;
  glyph.id = letter->id;
  const Image print = support::draw_page(shown, *support::shared_fonts(), 200);
  const Registration registration = register_page(print, one, {});
  Verifier verifier(support::shared_fonts());
  const PageReading page = verifier.verify(print, print, one, registration.map, nullptr);
  EXPECT_NE(page.fields[count_field].verdict, Verdict::match);
}

/// What the reader says of a lone 1, in the middle of its cell, in whose place the paper shows a character
/// `off_mm` below its place.
FieldReading read_lone_one(char32_t printed, double off_mm, const char* damage, std::uint64_t seed) {
  Page one = support::plain_page({}, values_with(count_field, "1"), *support::shared_fonts());
  Field& field = one.fields[count_field];
  field.style.align = Align::centre;
  one.runs[field.runs[0]] = set_text(field, "1", *support::shared_fonts()).at(0);
  Page shown = one;
  TextRun& run = shown.runs[field.runs[0]];
  run = set_text(field, to_utf8(std::u32string(1, printed)), *support::shared_fonts()).at(0);
  run.glyphs[0].y_mm += static_cast<float>(off_mm);
  const Image print = support::draw_page(shown, *support::shared_fonts(), 200);
  const Image scan = support::simulate_scan(print, 210, 297, support::damage_kind(damage), seed, one.codes);
  return read_scan(scan, nullptr, one).fields[count_field];
}

TEST(Verifier, NeverMatchesALoneLookAlikeThatWasMoved) {
  // The line of one character is aligned by it alone: a 1 fits an I's stem where the I was not looked for.
  for (const std::uint64_t seed : {1, 5}) {
    EXPECT_NE(read_lone_one(U'I', 0, "motion", seed).verdict, Verdict::match) << seed;
    EXPECT_EQ(read_lone_one(U'1', 0, "motion", seed).verdict, Verdict::match) << seed;
  }
}

/// What the reader says of a value of which the paper shows another.
FieldReading read_pair(const char* online, const char* printed, const char* damage, std::uint64_t seed) {
  const Page expected = support::plain_page({}, values_with(unit_field, online), *support::shared_fonts());
  const Page shown = support::plain_page({}, values_with(unit_field, printed), *support::shared_fonts());
  const Image print = support::draw_page(shown, *support::shared_fonts(), 200);
  return read_scan(
             support::simulate_scan(print, 210, 297, support::damage_kind(damage), seed, expected.codes),
             nullptr, expected)
      .fields[unit_field];
}

TEST(Verifier, NeverMatchesALookAlikeThatTheLineItselfShowed) {
  // 师 fits best beside the 帅 that is printed, from where the 帅 would be too far off to be seen.
  for (const std::uint64_t seed : {15, 18, 34, 38}) {
    const FieldReading reading = read_pair("高级工程师", "高级工程帅", "motion", seed);
    EXPECT_EQ(reading.verdict, Verdict::mismatch) << seed;
    EXPECT_EQ(reading.paper, "高级工程帅") << seed;
  }
}

TEST(Verifier, SaysOfNoPlaceThatItIsEmptyWhileItsTextStandsNearby) {
  Page shown = support::plain_sheet();
  for (const std::uint32_t run : shown.fields[name_field].runs)
    for (Glyph& glyph : shown.runs[run].glyphs) glyph.y_mm += 4;
  const Image print = support::draw_page(shown, *support::shared_fonts(), 200);
  EXPECT_EQ(read_scan(print).fields[name_field].verdict, Verdict::unreadable);
}

TEST(Verifier, HoldsNothingAgainstACharacterThatStandsFurtherOffThanIsSearched) {
  const FieldReading reading = read_lone_one(U'1', 0.6, "clean", 1);
  EXPECT_EQ(reading.verdict, Verdict::unreadable);
  EXPECT_GT(reading.evidence.value(), 6);
  EXPECT_LT(read_lone_one(U'I', 0.6, "clean", 1).evidence.value(), 6);
}

/// The page as a PDF viewer draws it at 150 dpi, each glyph on whole pixels; `offset_px`: of the page's edge.
Image drawn_on_whole_pixels(Page page, double offset_px) {
  constexpr double px_per_mm = 150 / 25.4;
  for (TextRun& run : page.runs)
    for (Glyph& glyph : run.glyphs) {
      glyph.x_mm = static_cast<float>((std::round(glyph.x_mm * px_per_mm + offset_px)) / px_per_mm);
      glyph.y_mm = static_cast<float>(std::round(glyph.y_mm * px_per_mm) / px_per_mm);
    }
  return support::draw_page(page, *support::shared_fonts(), 150);
}

/// The page with a number of 9 pt in the place of the unit.
Page page_with_number(const std::string& number) {
  Page page = support::plain_sheet();
  Field& field = page.fields[unit_field];
  field.style.size_pt = 9;
  field.text = field.online = number;
  page.runs[field.runs[0]] = set_text(field, number, *support::shared_fonts()).at(0);
  return page;
}

TEST(Verifier, CallsNothingAMismatchWhereTheLabelsStandElsewhere) {
  Page shown = support::plain_page({}, values_with(name_field, "样本已未"), *support::shared_fonts());
  std::size_t labels = 0;
  for (TextRun& run : shown.runs)
    if (run.kind == RunKind::label && labels++ % 4 == 0)
      for (Glyph& glyph : run.glyphs) glyph.y_mm += 0.9F;
  const Image print = support::draw_page(shown, *support::shared_fonts(), 200);
  const PageReading page = read_scan(print);
  EXPECT_EQ(page.fields[name_field].verdict, Verdict::unreadable);
  EXPECT_EQ(page.fields[id_field].verdict, Verdict::match);
}

TEST(Verifier, ReadsSmallDigitsThatAViewerPutOnWholePixels) {
  const Page page = page_with_number("YB-2025-1013");
  const Page changed = page_with_number("YB-2025-I0I3");
  Verifier verifier(support::shared_fonts());
  for (const double offset_px : {0.0, 0.2, 0.4, 0.6, 0.8}) {
    const auto verdict = [&](const Page& shown) {
      const Image scan = drawn_on_whole_pixels(shown, offset_px);
      const Registration registration = register_page(scan, page, {});
      return verifier.verify(scan, scan, page, registration.map, nullptr).fields[unit_field].verdict;
    };
    EXPECT_EQ(verdict(page), Verdict::match) << offset_px;
    EXPECT_NE(verdict(changed), Verdict::match) << offset_px;
  }
}

TEST(Verifier, NamesACharacterThatLooksNothingLikeTheExpectedOne) {
  const PageReading page = read_values(values_with(rare_field, "龘䶮猫𬭎〇"));
  EXPECT_EQ(page.fields[rare_field].verdict, Verdict::mismatch);
  EXPECT_EQ(page.fields[rare_field].paper, "龘䶮猫𬭎〇");
}

TEST(Verifier, NeverMatchesACharacterMoreOrLess) {
  for (const char* text : {"样本水利水电勘测设计院院", "样本水利水电勘测设计", "样本水水利水电勘测设计院"}) {
    const PageReading page = read_values(values_with(unit_field, text));
    EXPECT_NE(page.fields[unit_field].verdict, Verdict::match) << text;
  }
}

TEST(Verifier, NeverMatchesACharacterMoreWhereItsCellIsFull) {
  // As low as a line and as wide as the longer text: what is blank of it is where that character stands.
  const auto page_with = [](const std::string& text) {
    Page page = support::plain_page({}, values_with(unit_field, text), *support::shared_fonts());
    Field& field = page.fields[unit_field];
    const double height = 1.3 * em_mm(field.style), middle = field.box.y + field.box.h / 2;
    field.box.y = middle - height / 2, field.box.h = height;
    const TextRun& line = page.runs[field.runs.front()];
    field.box.w = line.glyphs.back().x_mm + 2.05 * em_mm(field.style) - field.box.x;
    return page;
  };
  struct Case {
    const char* damage;
    std::string text;
  };
  for (const auto& [damage, text] :
       {Case{"bilevel", "样本水利水电勘测设计质量"}, Case{"curl-150dpi", "样本水利水电勘测设计边疆"},
        Case{"phone-180dpi", "样本水利水电勘测设计露露"}}) {
    const Page full = page_with(text);
    const std::string last = text.substr(text.size() - 3);
    const Image print = support::draw_page(page_with(text + last), *support::shared_fonts(), 200);
    const Image scan = support::simulate_scan(print, 210, 297, support::damage_kind(damage), 7, full.codes);
    EXPECT_NE(read_scan(scan, nullptr, full).fields[unit_field].verdict, Verdict::match) << damage;
  }
}

TEST(Verifier, DoesNotTakeTheEnginesWordForAChange) {
  FixedReader reader("样本己未");  // what was expected, whatever the paper shows
  const PageReading page = read_values(values_with(name_field, "样本已未"), &reader);
  EXPECT_EQ(page.fields[name_field].verdict, Verdict::mismatch);
}

TEST(Verifier, DoesNotTakeTheEnginesWordForAMismatch) {
  FixedReader reader("样本已未");  // something else, although the paper shows what was expected
  const PageReading page = read_values(support::plain_values(), &reader, "phone");
  EXPECT_EQ(page.fields[name_field].verdict, Verdict::match);
}

TEST(Verifier, SaysThatAValueIsNotThere) {
  const PageReading page = read_values(values_with(unit_field, ""));
  EXPECT_EQ(page.fields[unit_field].verdict, Verdict::mismatch);
  EXPECT_EQ(page.fields[unit_field].paper, "");
}

TEST(Verifier, SeesInkWhereNothingWasEntered) {
  const PageReading page = read_values(values_with(blank_field, "手写"));
  EXPECT_EQ(page.fields[blank_field].verdict, Verdict::not_online);
  EXPECT_TRUE(page.fields[blank_field].extra_ink);
  EXPECT_FALSE(read_values(support::plain_values()).fields[blank_field].extra_ink);
}

TEST(Verifier, CallsAFieldOutsideThePictureUnreadable) {
  Image print = support::draw_page(support::plain_sheet(), *support::shared_fonts(), 200);
  const int kept = print.height * 55 / 100;  // the lower part was cut off
  print.pixels.resize(static_cast<std::size_t>(print.width) * kept);
  print.height = kept;
  static Verifier verifier(support::shared_fonts());
  PageMap map;
  const double px_per_mm = 200 / 25.4;
  map.homography = {px_per_mm, 0, -0.5, 0, px_per_mm, -0.5, 0, 0, 1};
  const PageReading page = verifier.verify(print, print, support::plain_sheet(), map, nullptr);
  EXPECT_EQ(page.fields[name_field].verdict, Verdict::match);
  EXPECT_EQ(page.fields.back().verdict, Verdict::unreadable);
}

TEST(Verifier, DoesNotReadAPageThatIsNotLegible) {
  Image blank{1654, 2339, 1, 200, {}};
  blank.pixels.assign(static_cast<std::size_t>(blank.width) * blank.height, 250);
  static Verifier verifier(support::shared_fonts());
  PageMap map;
  const double px_per_mm = 200 / 25.4;
  map.homography = {px_per_mm, 0, 0, 0, px_per_mm, 0, 0, 0, 1};
  const PageReading page = verifier.verify(blank, blank, support::plain_sheet(), map, nullptr);
  EXPECT_FALSE(page.legible);
  EXPECT_EQ(page.fields[name_field].verdict, Verdict::unreadable);
  EXPECT_LT(verifier.label_score(blank, support::plain_sheet(), map), 0.3);
}

TEST(Verifier, ReportsALabelThatWasAltered) {
  Page shown = support::plain_sheet();
  for (TextRun& run : shown.runs)
    if (run.kind == RunKind::label && run.glyphs.size() == 4 && run.glyphs[0].code_point == U'工') {
      const auto other = support::shared_fonts()->find(Typeface::hei, U'家');
      run.glyphs[1].code_point = U'家';
      run.glyphs[1].id = other->id;
      break;
    }
  const Image print = support::draw_page(shown, *support::shared_fonts(), 200);
  const PageReading page =
      read_scan(support::simulate_scan(print, 210, 297, support::damage_kind("clean"), 7));
  ASSERT_EQ(page.labels.size(), 1u);
  EXPECT_EQ(page.labels[0].paper, "工家单位");
}

}  // namespace
}  // namespace hefu
