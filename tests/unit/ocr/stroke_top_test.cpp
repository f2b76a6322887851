#include "ocr/stroke_top.h"

#include <gtest/gtest.h>

#include <cmath>

namespace hefu {
namespace {

constexpr int side = 30;

struct Point {
  float x, y;
};

/// Draws a stroke three px wide.
void draw(GlyphPatch& patch, Point from, Point to) {
  constexpr int steps = 200;
  for (int i = 0; i <= steps; ++i) {
    const float t = static_cast<float>(i) / steps;
    const int x = static_cast<int>(std::lround(from.x + t * (to.x - from.x))),
              y = static_cast<int>(std::lround(from.y + t * (to.y - from.y)));
    for (int beside = -1; beside <= 1; ++beside)
      patch.value[static_cast<std::size_t>(y) * side + x + beside] = 1;
  }
}

GlyphPatch blank() {
  GlyphPatch patch;
  patch.width = patch.height = side;
  patch.value.assign(side * side, 0);
  return patch;
}

TEST(StrokeTop, AStrokeBeginsOverItsPartingOrToTheLeftOfIt) {
  GlyphPatch straight = blank();  // 人
  draw(straight, {15, 4}, {14, 12});
  draw(straight, {14, 12}, {5, 25});
  draw(straight, {14, 12}, {25, 25});
  GlyphPatch left = blank();  // 入
  draw(left, {10, 4}, {15, 12});
  draw(left, {15, 12}, {25, 25});
  draw(left, {15, 12}, {5, 25});
  ASSERT_TRUE(top_to_the_left(straight) && top_to_the_left(left));
  EXPECT_NEAR(*top_to_the_left(straight), 0, 0.05);
  EXPECT_NEAR(*top_to_the_left(left), 0.1, 0.05);
}

TEST(StrokeTop, WhereThereIsNoInkNothingIsTold) {
  GlyphPatch patch = blank();
  EXPECT_FALSE(top_to_the_left(patch));
  draw(patch, {10, 12}, {20, 12});
  EXPECT_FALSE(top_to_the_left(patch));
}

}  // namespace
}  // namespace hefu
