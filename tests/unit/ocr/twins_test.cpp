#include "ocr/twins.h"

#include <gtest/gtest.h>

namespace hefu {
namespace {

TEST(Twins, APairMayNeedGlyphsThatAreMuchNearer) {
  EXPECT_TRUE(are_twins(U'己', U'已'));
  EXPECT_FALSE(are_twins(U'己', U'入'));
  ASSERT_EQ(twins_of(U'人').size(), 1u);
  EXPECT_NEAR(twins_of(U'人')[0].most_ratio, 0.77, 0.001);
  EXPECT_TRUE(twins_of(U'人')[0].may_decide);
  EXPECT_FALSE(twins_of(U'己')[0].may_decide);
  EXPECT_TRUE(twins_of(U'己')[0].told_alone);
  EXPECT_FALSE(twins_of(U'日')[0].told_alone);
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
