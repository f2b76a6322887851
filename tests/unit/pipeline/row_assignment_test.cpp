#include "pipeline/row_assignment.h"

#include <gtest/gtest.h>

namespace hefu {
namespace {

TEST(RowAssignment, TakesTheBestSumNotTheBestPairFirst) {
  // Greedy takes 0.9 and leaves 0.1.
  EXPECT_EQ(assign_rows({{0.9, 0.8}, {0.8, 0.1}}, 0.05), (std::vector<int>{1, 0}));
}

TEST(RowAssignment, LeavesOutWhatIsLikeNothing) {
  EXPECT_EQ(assign_rows({{0.2, 0.95}, {0.3, 0.1}, {0.9, 0.2}}, 0.55), (std::vector<int>{1, -1, 0}));
  EXPECT_EQ(assign_rows({{0.2, 0.3, 0.9}}, 0.55), std::vector<int>{2});
}

TEST(RowAssignment, BearsEmptyLists) {
  EXPECT_TRUE(assign_rows({}, 0.5).empty());
  EXPECT_EQ(assign_rows({{}, {}}, 0.5), (std::vector<int>{-1, -1}));
}

}  // namespace
}  // namespace hefu
