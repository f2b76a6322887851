#include "pipeline/text_alignment.h"

namespace hefu {
namespace {

TEST(TextAlignment, TellsWhatStandsInWhosePlace) {
  const Alignment found = align(U"发表论文三篇合格", U"发表论文九篇优秀了");
  EXPECT_EQ(found.same, 5u);
  ASSERT_EQ(found.exchanges.size(), 2u);
  EXPECT_EQ(found.exchanges[0].from, 4u);
  EXPECT_EQ(found.exchanges[0].to, 5u);
  EXPECT_EQ(found.exchanges[0].other_from, 4u);
  EXPECT_EQ(found.exchanges[1].from, 6u);
  EXPECT_EQ(found.exchanges[1].to, 8u);
  EXPECT_EQ(found.exchanges[1].other_to, 9u);
}

TEST(TextAlignment, WhatOnlyOneTextHasIsNoExchange) {
  EXPECT_TRUE(align(U"高级工程师", U"工程师").exchanges.empty());
  EXPECT_TRUE(align(U"工程师", U"高级工程师，").exchanges.empty());
  EXPECT_TRUE(align(U"", U"全部").exchanges.empty());
  EXPECT_EQ(align(U"合格", U"合格").same, 2u);
}

}  // namespace
}  // namespace hefu
