#include "pipeline/page_order.h"

namespace hefu {
namespace {

using Kept = std::vector<bool>;

TEST(PageOrder, KeepsAllOfAnAscendingRun) {
  EXPECT_EQ(longest_ascending({1, 2, 5}), (Kept{true, true, true}));
}

TEST(PageOrder, TakesOutTheOnePageThatWasMoved) {
  EXPECT_EQ(longest_ascending({1, 5, 2, 3, 4}), (Kept{true, false, true, true, true}));
  EXPECT_EQ(longest_ascending({2, 3, 1, 4}), (Kept{true, true, false, true}));
}

TEST(PageOrder, KeepsTheEarlierOfTwoThatWereSwapped) {
  EXPECT_EQ(longest_ascending({1, 3, 2, 4}), (Kept{true, true, false, true}));
}

TEST(PageOrder, KeepsOneOfAPileThatLiesTheWrongWayRound) {
  EXPECT_EQ(longest_ascending({3, 2, 1}), (Kept{true, false, false}));
  EXPECT_EQ(longest_ascending({}), Kept{});
}

}  // namespace
}  // namespace hefu
