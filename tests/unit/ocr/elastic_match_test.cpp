#include "ocr/elastic_match.h"

#include <gtest/gtest.h>

#include <vector>

namespace hefu {
namespace {

constexpr int side = 26;

/// A square picture of ink 0 or 1 with horizontal bars on the rows given, and vertical ones between two rows.
struct Drawing {
  std::vector<float> ink = std::vector<float>(side * side);
  void bar(int row, int from, int to) {
    for (int x = from; x <= to; ++x)
      for (int y = row; y < row + 2; ++y) ink[static_cast<std::size_t>(y) * side + x] = 1;
  }
  void post(int column, int from, int to) {
    for (int y = from; y <= to; ++y)
      for (int x = column; x < column + 2; ++x) ink[static_cast<std::size_t>(y) * side + x] = 1;
  }
};

/// A box that hangs from the bar above it, as in 髙, or does not, as in 高.
Drawing box(bool hangs, int bar_row, int box_row, int left, int right) {
  Drawing drawing;
  drawing.bar(bar_row, 2, 23);
  drawing.bar(box_row, left, right);
  drawing.bar(box_row + 7, left, right);
  for (const int column : {left, right - 1}) drawing.post(column, hangs ? bar_row : box_row, box_row + 8);
  return drawing;
}

GlyphTemplate as_template(const Drawing& drawing) {
  GlyphTemplate ink;
  ink.width = ink.height = side;
  ink.stride = 32;
  ink.ink.resize(ink.stride * side);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x) ink.ink[y * ink.stride + x] = drawing.ink[y * side + x];
  return ink;
}

GlyphPatch as_patch(const Drawing& drawing) {
  GlyphPatch patch;
  patch.width = patch.height = side + 2 * search_px;
  patch.value.resize(static_cast<std::size_t>(patch.width) * patch.height + 64);
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x)
      patch.value[(y + search_px) * patch.width + x + search_px] = drawing.ink[y * side + x];
  return patch;
}

TEST(ElasticMatch, WhatIsTheSameFitsWholly) {
  const Drawing drawing = box(false, 4, 10, 7, 18);
  EXPECT_NEAR(elastic_correlation(as_template(drawing), as_patch(drawing)), 1, 0.001);
}

TEST(ElasticMatch, StrokesMayLieInOtherPlaces) {
  const GlyphTemplate here = as_template(box(false, 4, 10, 7, 18));
  EXPECT_GT(elastic_correlation(here, as_patch(box(false, 3, 11, 6, 19))), 0.97);
  EXPECT_LT(elastic_correlation(here, as_patch(box(false, 4, 16, 7, 18))), 0.9);  // too far
}

TEST(ElasticMatch, NoStrokeComesOrGoes) {
  const GlyphTemplate apart = as_template(box(false, 4, 10, 7, 18)),
                      hanging = as_template(box(true, 4, 10, 7, 18));
  const GlyphPatch printed_apart = as_patch(box(false, 3, 11, 6, 19)),
                   printed_hanging = as_patch(box(true, 3, 11, 6, 19));
  EXPECT_GT(elastic_correlation(apart, printed_apart), elastic_correlation(hanging, printed_apart) + 0.03);
  EXPECT_GT(elastic_correlation(hanging, printed_hanging),
            elastic_correlation(apart, printed_hanging) + 0.03);
}

}  // namespace
}  // namespace hefu
