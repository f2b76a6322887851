#include "pipeline/parallel.h"

#include <atomic>
#include <stdexcept>
#include <thread>

namespace hefu {
namespace {

TEST(ForEachOrdered, FinishesInOrderWhateverTheWorkTakes) {
  std::vector<std::size_t> order;
  for_each_ordered(
      40, 4,
      [](std::size_t i, int) { std::this_thread::sleep_for(std::chrono::microseconds((40 - i) * 20)); },
      [&](std::size_t i) { order.push_back(i); });
  ASSERT_EQ(order.size(), 40u);
  EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
}

TEST(ForEachOrdered, LendsAWorkerToOneThreadAtATime) {
  std::atomic<int> busy[3] = {};
  std::atomic<bool> shared{false};
  for_each_ordered(
      60, 3,
      [&](std::size_t, int worker) {
        if (busy[worker]++ != 0) shared = true;
        std::this_thread::sleep_for(std::chrono::microseconds(100));
        --busy[worker];
      },
      [](std::size_t) {});
  EXPECT_FALSE(shared);
}

TEST(ForEachOrdered, ThrowsWhatTheWorkThrows) {
  EXPECT_THROW(for_each_ordered(
                   10, 2,
                   [](std::size_t i, int) {
                     if (i == 5) throw std::runtime_error("five");
                   },
                   [](std::size_t) {}),
               std::runtime_error);
}

}  // namespace
}  // namespace hefu
