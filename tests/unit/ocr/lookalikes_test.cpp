#include "ocr/lookalikes.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "ocr/font_bank.h"

namespace hefu {
namespace {

TEST(Lookalikes, FiguresAmongFiguresAreMistakenForFiguresAlone) {
  const auto bank = load_font_bank({});
  ShapeIndex shapes(bank);
  const GlyphRef one = bank->find_in_face(0, U'1').value();
  const Glyph glyph{U'1', 0, one.id, 0, 0, 10.5f, 2};
  const auto is_other_sign = [](const LookalikeGlyph& other) { return !is_figure(other.code_point); };
  const Lookalikes signs(bank, shapes), figures(bank, shapes, Figures::among_figures);
  EXPECT_TRUE(std::ranges::any_of(signs.of(glyph), is_other_sign));
  EXPECT_FALSE(std::ranges::any_of(figures.of(glyph), is_other_sign));
  EXPECT_EQ(figures.of(glyph).size(), 9u);
}

TEST(Lookalikes, NumeralsOfStrokesAreMistakenForEachOther) {
  const auto bank = load_font_bank({});
  ShapeIndex shapes(bank);
  const GlyphRef two = bank->find_in_face(0, U'二').value();
  const auto others = Lookalikes(bank, shapes).of({U'二', 0, two.id, 0, 0, 10.5f, 10.5f * 0.3528f});
  for (const char32_t other : {U'一', U'三'})
    EXPECT_TRUE(std::ranges::any_of(others, [&](const auto& one) { return one.code_point == other; }));
}

TEST(Lookalikes, AnXThatEndsANumberIsNoLetter) {
  EXPECT_FALSE(has_letters(U"15000019760320709X"));
  EXPECT_FALSE(has_letters(U"2020年1月"));
  EXPECT_TRUE(has_letters(U"YB312793"));
}

}  // namespace
}  // namespace hefu
