#include "ocr/open_tables.h"

#include <gtest/gtest.h>

namespace hefu {
namespace {

/// A page of 500 x 400 px with level rules from 40 to 460, and words of ink between them.
class OpenTablesTest : public ::testing::Test {
 protected:
  static constexpr int width = 500, height = 400, left = 40, right = 460;

  OpenTablesTest() {
    mask.width = width, mask.height = height;
    mask.ink.assign(width * height, 0);
    mask.rulings.assign(width * height, 0);
  }
  void level_rule(int y) {
    for (int x = left; x < right; ++x) mask.rulings[y * width + x] = 1;
  }
  void word(int x, int y, int length) {
    for (int j = y; j < y + 10; ++j)
      for (int i = x; i < x + length; ++i) mask.ink[j * width + i] = 1;
  }
  std::vector<ReadCell> cells() {
    rule_open_tables(mask);
    std::vector<int> areas;
    std::vector<ReadCell> found;
    find_areas(mask, areas, found);
    return found;
  }

  PageMask mask;
};

TEST_F(OpenTablesTest, CutsRowsWhereAllOfThemAreWhite) {
  for (int row = 0; row < 4; ++row) {
    level_rule(50 + 30 * row);
    if (row == 3) break;
    word(60, 60 + 30 * row, 60 + 20 * row), word(200, 60 + 30 * row, 90 - 10 * row);
    word(330, 60 + 30 * row, 30 + 30 * row);
  }
  const std::vector<ReadCell> found = cells();
  ASSERT_EQ(found.size(), 9U);
  EXPECT_EQ(found[0].row, 0);
  EXPECT_EQ(found[4].row, 1);
  EXPECT_EQ(found[4].column, 1);
  EXPECT_GT(found[4].box.x, 2 * 160);  // px of the page, twice as large
  EXPECT_LT(found[4].box.x, 2 * 200);
}

TEST_F(OpenTablesTest, PartsRowsOfSeveralLinesBesideOneInTheirMiddle) {
  level_rule(50), level_rule(80), level_rule(204);
  for (const int x : {60, 200, 330}) word(x, 60, 50);
  for (int row = 0; row < 3; ++row) {
    const int top = 90 + 38 * row;
    word(60, top, 100), word(60, top + 15, 70);
    word(200, top + 8, 50), word(330, top + 8, 90);
  }
  const std::vector<ReadCell> found = cells();
  ASSERT_EQ(found.size(), 4U * 3U);
  EXPECT_EQ(found[9].row, 3);
  EXPECT_LT(found[3].box.bottom(), 2 * 128);
  EXPECT_GT(found[3].box.bottom(), 2 * 115);
}

TEST_F(OpenTablesTest, LeavesATextAndSingleValuesOverTheirRulesAsTheyAre) {
  for (int row = 0; row < 5; ++row) {
    level_rule(50 + 30 * row);
    if (row < 4) word(60 + 7 * row, 60 + 30 * row, 300);
  }
  EXPECT_TRUE(cells().empty());
}

TEST_F(OpenTablesTest, BeginsAnewWhereTheColumnsChange) {
  for (int row = 0; row < 7; ++row) {
    level_rule(50 + 30 * row);
    if (row == 6) break;
    word(60, 60 + 30 * row, 50);
    if (row < 3)
      word(150, 60 + 30 * row, 50), word(240, 60 + 30 * row, 50), word(350, 60 + 30 * row, 50);
    else
      word(130, 60 + 30 * row, 100), word(260, 60 + 30 * row, 160);
  }
  const std::vector<ReadCell> found = cells();
  EXPECT_EQ(found.size(), 3U * 4U + 3U * 3U);
}

TEST_F(OpenTablesTest, TheWhiteBehindACommaEndsNoColumn) {
  for (int row = 0; row < 5; ++row) {
    level_rule(50 + 30 * row);
    if (row == 4) break;
    word(60, 60 + 30 * row, 60);
    word(180, 60 + 30 * row, 40);
    for (int y = 66; y < 71; ++y)  // 主持， 负责现场
      for (int x = 222; x < 225; ++x) mask.ink[(y + 30 * row) * width + x] = 1;
    word(233, 60 + 30 * row, 60 + 5 * row), word(380, 60 + 30 * row, 60);
  }
  EXPECT_EQ(cells().size(), 4U * 3U);
}

TEST_F(OpenTablesTest, AHeadingBehindItsNumberEndsATable) {
  const int rules[] = {50, 80, 110, 140, 170, 200, 230, 260};
  for (const int y : rules) level_rule(y);
  for (int row = 0; row < 3; ++row)
    for (const int x : {60, 180, 330}) word(x, 60 + 30 * row, 40 + 5 * row);
  word(60, 150, 6), word(80, 150, 90);  // 3 教育经历
  for (int row = 4; row < 7; ++row)
    for (const int x : {60, 230, 380}) word(x, 60 + 30 * row, 40 + 5 * row);
  EXPECT_EQ(cells().size(), 9U + 9U);
}

TEST_F(OpenTablesTest, RowsBetweenTwoRulesAloneAreACardsLines) {
  level_rule(50), level_rule(200);
  for (int row = 0; row < 4; ++row)
    word(60, 64 + 34 * row, 30), word(200, 64 + 34 * row, 60 + 20 * row), word(330, 64 + 34 * row, 80);
  EXPECT_TRUE(cells().empty());
  level_rule(82);  // a head's
  EXPECT_EQ(cells().size(), 12U);
}

TEST_F(OpenTablesTest, SpecksBetweenTwoRulesAreNoRows) {
  level_rule(50), level_rule(250);
  for (int y = 56; y < 246; y += 4)
    for (int x = 60 + y % 7; x < 440; x += 9) mask.ink[y * width + x] = 1;  // what a removed seal leaves
  const std::vector<std::uint8_t> before = mask.rulings;
  rule_open_tables(mask);
  EXPECT_EQ(mask.rulings, before);
}

}  // namespace
}  // namespace hefu
