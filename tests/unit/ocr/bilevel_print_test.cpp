#include "ocr/bilevel_print.h"

#include <gtest/gtest.h>

#include "ocr/registration.h"
#include "ocr/verify.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/plain_page.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

constexpr std::size_t id_field = 4;

/// What the reader says of the page scanned by a kind of damage, with another ID number printed.
PageReading read_id(const std::string& id, const char* damage, std::uint64_t seed) {
  std::vector<std::string> values = support::plain_values();
  if (!id.empty()) values[id_field] = id;
  const Page shown = support::plain_page({}, values, *support::shared_fonts());
  const Image scan = support::simulate_scan(support::draw_page(shown, *support::shared_fonts(), 300), 210,
                                            297, support::damage_kind(damage), seed, shown.codes);
  const Registration registration = register_page(scan, support::plain_sheet(), {});
  EXPECT_EQ(registration.status, RegistrationStatus::ok);
  static Verifier verifier(support::shared_fonts());
  return verifier.verify(scan, scan, support::plain_sheet(), registration.map, nullptr);
}

TEST(BilevelPrint, IsForBlackAndWhiteScansAlone) {
  const Image print = support::draw_page(support::plain_sheet(), *support::shared_fonts(), 200);
  const auto scanned = [&](const char* damage) {
    return support::simulate_scan(print, 210, 297, support::damage_kind(damage), 3);
  };
  EXPECT_TRUE(is_bilevel(scanned("bilevel")));
  EXPECT_TRUE(is_bilevel(scanned("bilevel-hard")));
  EXPECT_FALSE(is_bilevel(scanned("clean")));
  EXPECT_FALSE(is_bilevel(scanned("faint")));
}

TEST(BilevelPrint, MatchesAllFieldsOfABlackAndWhiteScan) {
  const PageReading page = read_id("", "bilevel", 7);
  for (std::size_t i = 0; i < page.fields.size(); ++i)
    EXPECT_EQ(page.fields[i].verdict,
              support::plain_sheet().fields[i].entered ? Verdict::match : Verdict::not_online)
        << i;
}

TEST(BilevelPrint, NeverMatchesACapitalIWithAOne) {
  const PageReading page = read_id("15000019850312002I", "bilevel", 7);
  EXPECT_NE(page.fields[id_field].verdict, Verdict::match);
  EXPECT_LT(page.fields[id_field].evidence.value(), -10);
}

TEST(BilevelPrint, NeverMatchesWhatTheLevelSwallowed) {
  for (const std::uint64_t seed : {7, 8}) {
    EXPECT_NE(read_id("I50000198503120020", "bilevel-hard", seed).fields[id_field].verdict, Verdict::match);
    EXPECT_NE(read_id("", "bilevel-hard", seed).fields[id_field].verdict, Verdict::mismatch);
  }
}

/// One glyph on a sheet of its own, white with black pixels.
class OneGlyph {
 public:
  OneGlyph(char32_t printed, double level) {
    glyph_ = placed(U'1');
    const double px_per_mm = 200 / 25.4;
    grey_ = {200, 200, 1, 200, std::vector<std::uint8_t>(200 * 200, 255)};
    const Glyph shown = placed(printed);
    const GlyphBitmap drawn = support::shared_fonts()->rasterise(
        shown.face, shown.id, static_cast<float>(shown.size_pt * mm_per_pt * px_per_mm), 0, 0, 0);
    for (int y = 0; y < drawn.height; ++y)
      for (int x = 0; x < drawn.width; ++x)
        if (drawn.coverage[static_cast<std::size_t>(y) * drawn.width + x] > level * 255)
          grey_.pixels[static_cast<std::size_t>(100 - drawn.top + y) * 200 + 100 + drawn.left + x] = 0;
    // Pixels' centres are whole numbers of the map, half ones on paper.
    map_.homography = {px_per_mm, 0, -0.5, 0, px_per_mm, -0.5, 0, 0, 1};
  }

  Glyph placed(char32_t c) const {
    Glyph glyph;
    const auto found = support::shared_fonts()->find(Typeface::song, c);
    glyph.code_point = c;
    glyph.face = found->face;
    glyph.id = found->id;
    glyph.size_pt = 10.5f;
    glyph.x_mm = glyph.y_mm = static_cast<float>(100 / (200 / 25.4));
    glyph.advance_mm = static_cast<float>(found->advance_em * 10.5 * mm_per_pt);
    return glyph;
  }

  /// By how much `one` explains the pixels better than `other`.
  float likelihood_ratio(char32_t one, char32_t other) {
    BilevelPrint print(*support::shared_fonts(), grey_, map_);
    print.fit({{glyph_, 0, 0}});
    const BilevelPrint::Place place = print.place(glyph_, 0, 0);
    return print.best_fit(place, placed(one), 0, 0).log_likelihood -
           print.best_fit(place, placed(other), 0, 0).log_likelihood;
  }

 private:
  Glyph glyph_;
  Image grey_;
  PageMap map_;
};

TEST(BilevelPrint, FindsWhatIsPrintedLikelier) {
  EXPECT_GT(OneGlyph(U'1', 0.5).likelihood_ratio(U'1', U'I'), 5);
  EXPECT_GT(OneGlyph(U'1', 0.5).likelihood_ratio(U'1', U'7'), 50);
  EXPECT_LT(OneGlyph(U'I', 0.5).likelihood_ratio(U'1', U'I'), 0);
  EXPECT_EQ(OneGlyph(U'1', 0.5).likelihood_ratio(U'1', U'1'), 0);
}

}  // namespace
}  // namespace hefu
