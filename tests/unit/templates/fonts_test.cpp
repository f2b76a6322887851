#include "templates/fonts.h"

#include <numeric>
#include <thread>

namespace hefu {
namespace {

class FontsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { fonts_ = Fonts::load(); }
  static std::string face_of(Typeface typeface, char32_t code_point) {
    const auto glyph = fonts_->find(typeface, code_point);
    return glyph ? fonts_->face(glyph->face).name : "none";
  }
  static long ink(const GlyphBitmap& glyph) {
    return std::accumulate(glyph.coverage.begin(), glyph.coverage.end(), 0L);
  }
  static GlyphBitmap draw(char32_t code_point, float embolden_px = 0, float dx = 0, float dy = 0) {
    const auto glyph = fonts_->find(Typeface::song, code_point).value();
    return fonts_->rasterise(glyph.face, glyph.id, 40, embolden_px, dx, dy);
  }
  static std::shared_ptr<const Fonts> fonts_;
};
std::shared_ptr<const Fonts> FontsTest::fonts_;

TEST_F(FontsTest, FindsEachTypefaceInItsOwnFace) {
  EXPECT_EQ(face_of(Typeface::song, U'表'), "NotoSerifCJKsc-Regular");
  EXPECT_EQ(face_of(Typeface::hei, U'表'), "NotoSansCJKsc-Regular");
  EXPECT_EQ(face_of(Typeface::kai, U'表'), "LXGWWenKai-Regular");
}

TEST_F(FontsTest, FindsTheRareCharactersOfNames) {
  for (const char32_t c : {U'䶮', U'㛃', U'𬭎', U'龘', U'〇', U'喆', U'堃', U'·'})
    EXPECT_TRUE(fonts_->find(Typeface::song, c)) << static_cast<unsigned>(c);
  EXPECT_EQ(face_of(Typeface::song, U'\U0002000B'), "NotoSerifCJKsc-Regular");
  EXPECT_EQ(face_of(Typeface::song, U'\U0002A6D2'), "BabelStoneHan");
}

TEST_F(FontsTest, SaysThatAGlyphIsMissing) {
  EXPECT_FALSE(fonts_->find(Typeface::song, U'\uE000'));
  EXPECT_FALSE(fonts_->find(Typeface::kai, U'\U0010FFFF'));
}

TEST_F(FontsTest, GivesNaturalAdvances) {
  EXPECT_FLOAT_EQ(fonts_->find(Typeface::song, U'表')->advance_em, 1.0f);
  EXPECT_LT(fonts_->find(Typeface::song, U'1')->advance_em, 0.7f);
}

TEST_F(FontsTest, DrawsInkWhereTheGlyphStands) {
  const GlyphBitmap ink = draw(U'一');
  EXPECT_GT(ink.width, 30);  // a stroke across the whole em
  EXPECT_LT(ink.height, 10);
  EXPECT_GT(ink.top, 8);  // above the baseline
  EXPECT_LT(ink.top, 28);
}

TEST_F(FontsTest, EmboldensAboutTheMiddleOfTheStroke) {
  const GlyphBitmap thin = draw(U'国'), bold = draw(U'国', 2.0f), faint = draw(U'国', -0.5f);
  EXPECT_GT(ink(bold), ink(thin) * 5 / 4);
  EXPECT_LT(ink(faint), ink(thin));
  EXPECT_NEAR(bold.left + bold.width / 2.0, thin.left + thin.width / 2.0, 1.0);
  EXPECT_NEAR(bold.top - bold.height / 2.0, thin.top - thin.height / 2.0, 1.0);
}

TEST_F(FontsTest, MovesByFractionsOfAPixelRightAndDown) {
  const auto centre = [](const GlyphBitmap& g) {
    double sum = 0, x = 0, y = 0;
    for (int r = 0; r < g.height; ++r)
      for (int c = 0; c < g.width; ++c) {
        const double v = g.coverage[static_cast<std::size_t>(r * g.width + c)];
        sum += v, x += v * (g.left + c), y += v * (r - g.top);
      }
    return std::pair(x / sum, y / sum);
  };
  const auto from = centre(draw(U'国')), to = centre(draw(U'国', 0, 0.5f, 0.25f));
  EXPECT_NEAR(to.first - from.first, 0.5, 0.05);
  EXPECT_NEAR(to.second - from.second, 0.25, 0.05);
}

TEST_F(FontsTest, DrawsTheSameInEveryThread) {
  const GlyphBitmap expected = draw(U'龘');
  std::vector<GlyphBitmap> drawn(4);
  std::vector<std::thread> threads;
  for (GlyphBitmap& one : drawn) threads.emplace_back([&one] { one = draw(U'龘'); });
  for (std::thread& thread : threads) thread.join();
  for (const GlyphBitmap& one : drawn) EXPECT_EQ(one.coverage, expected.coverage);
}

TEST_F(FontsTest, FingerprintIsStable) {
  EXPECT_EQ(fonts_->fingerprint().size(), 64u);
  EXPECT_EQ(fonts_->fingerprint(), Fonts::load()->fingerprint());
}

}  // namespace
}  // namespace hefu
