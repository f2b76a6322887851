#include "ocr/mask_runs.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace hefu {
namespace {

std::vector<std::uint8_t> mask_of(const std::string& drawn) {
  std::vector<std::uint8_t> mask;
  for (const char c : drawn) mask.push_back(c == '#');
  return mask;
}

TEST(MaskRuns, PiecesTouchBySidesOnly) {
  const MaskPieces pieces = find_pieces(mask_of("##.#"
                                                "..#."
                                                "###."),
                                        4, 3, 1);
  EXPECT_EQ(pieces.sizes, (std::vector<std::size_t>{2, 1, 4}));
  ASSERT_EQ(pieces.runs.size(), 4U);
  EXPECT_EQ(pieces.runs[3].begin, 0);
  EXPECT_EQ(pieces.runs[3].end, 3);
  EXPECT_EQ(pieces.runs[2].piece, pieces.runs[3].piece);
}

TEST(MaskRuns, WhatMeetsFurtherDownIsOnePiece) {
  const MaskPieces pieces = find_pieces(mask_of("#.#.#"
                                                "#.###"
                                                "###.."
                                                "....#"),
                                        5, 4, 1);
  EXPECT_EQ(pieces.sizes, (std::vector<std::size_t>{10, 1}));
  for (const MaskRun& run : pieces.runs) EXPECT_EQ(run.piece, run.y == 3 ? 1 : 0);
}

TEST(MaskRuns, TheOtherValueHasItsOwnPieces) {
  const MaskPieces pieces = find_pieces(mask_of(".#."
                                                "###"
                                                ".#."),
                                        3, 3, 0);
  EXPECT_EQ(pieces.sizes, (std::vector<std::size_t>{1, 1, 1, 1}));
}

/// Whatever the mask, each pixel is in one run, neighbours of one value in one piece.
TEST(MaskRuns, AnyMask) {
  std::mt19937 random(3);
  const int w = 37, h = 29;
  for (int round = 0; round < 40; ++round) {
    std::vector<std::uint8_t> mask(w * h);
    for (std::uint8_t& pixel : mask) pixel = random() % 100 < 30 + round;
    std::vector<int> piece_at(mask.size(), -1);
    const MaskPieces pieces = find_pieces(mask, w, h, 1);
    std::vector<std::size_t> sizes(pieces.sizes.size(), 0);
    for (const MaskRun& run : pieces.runs)
      for (int x = run.begin; x < run.end; ++x) {
        ASSERT_EQ(piece_at[run.y * w + x], -1);
        piece_at[run.y * w + x] = run.piece;
        ++sizes[run.piece];
      }
    EXPECT_EQ(sizes, pieces.sizes);
    // Flooded from each piece's first pixel, nothing but that piece is reached.
    std::vector<int> flooded(mask.size(), -1), open;
    int next = 0;
    for (int start = 0; start < w * h; ++start) {
      ASSERT_EQ(piece_at[start] >= 0, mask[start] == 1);
      if (!mask[start] || flooded[start] >= 0) continue;
      flooded[start] = next;
      open.assign(1, start);
      while (!open.empty()) {
        const int at = open.back(), x = at % w;
        open.pop_back();
        for (const int to : {x > 0 ? at - 1 : at, x + 1 < w ? at + 1 : at, at >= w ? at - w : at,
                             at + w < w * h ? at + w : at})
          if (mask[to] && flooded[to] < 0) flooded[to] = next, open.push_back(to);
      }
      ++next;
    }
    EXPECT_EQ(flooded, piece_at);
  }
}

}  // namespace
}  // namespace hefu
