#include "ocr/twins.h"

#include <gtest/gtest.h>

namespace hefu {
namespace {

TEST(Twins, APairMayNeedGlyphsThatAreMuchNearer) {
  EXPECT_NE(twin_of(U'己', U'已'), nullptr);
  EXPECT_EQ(twin_of(U'己', U'入'), nullptr);
  ASSERT_NE(twin_of(U'千', U'干'), nullptr);
  EXPECT_NEAR(twin_of(U'千', U'干')->most_ratio, 0.9, 0.001);
  EXPECT_TRUE(twin_of(U'千', U'干')->may_decide);
  EXPECT_FALSE(twins_of(U'己')[0].may_decide);
  EXPECT_TRUE(twins_of(U'己')[0].told_alone);
  EXPECT_FALSE(twins_of(U'日')[0].told_alone);
}

TEST(Twins, WhereTheInkBeginsIsTheFirstsOrTheOthers) {
  EXPECT_EQ(twin_of(U'人', U'入')->top, StrokeTop::straight);
  EXPECT_EQ(twin_of(U'入', U'人')->top, StrokeTop::left);
  EXPECT_EQ(twin_of(U'干', U'千')->top, StrokeTop::anywhere);
}

TEST(Twins, OneThatNobodyWritesForTheOtherIsRare) {
  ASSERT_EQ(twins_of(U'髙').size(), 1u);
  EXPECT_TRUE(twins_of(U'髙')[0].is_usual);
  EXPECT_FALSE(twins_of(U'高')[0].is_usual);
  EXPECT_TRUE(twins_of(U'高')[0].elastic);
  EXPECT_FALSE(twins_of(U'千')[0].is_usual);
}

}  // namespace
}  // namespace hefu
