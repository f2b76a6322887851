#include "ocr/paper_level.h"

#include <algorithm>

#include "ocr/vectorised.h"

namespace hefu {
namespace {

// Of so many values every eleventh is counted: what share of them stays under a level is known to two
// thousandths.
constexpr std::size_t many = 200'000;

/// Of a row of grey values, the darkness before its paper.
HEFU_VECTORISED void darken_row(const float* paper, int w, std::uint8_t* values) {
  for (int x = 0; x < w; ++x)  // whole numbers below 2^16: floats divide them without a wrong last place
    values[x] = static_cast<std::uint8_t>(
        std::max(0, 255 - static_cast<int>(static_cast<float>(255 * values[x]) / paper[x])));
}

HEFU_VECTORISED void lightest_of_row(const std::uint8_t* row, int w, std::uint8_t* columns) {
  for (int x = 0; x < w; ++x) columns[x] = std::max(columns[x], row[x]);
}

}  // namespace

LevelBlocks lightest_of_blocks(const std::vector<std::uint8_t>& level, int w, int h, int block_px) {
  LevelBlocks blocks{(w + block_px - 1) / block_px, (h + block_px - 1) / block_px, {}};
  blocks.levels.resize(static_cast<std::size_t>(blocks.w) * blocks.h);
  std::vector<std::uint8_t> columns(static_cast<std::size_t>(blocks.w) * block_px, 0), shifted = columns;
  for (int y = 0; y < h; ++y) {
    lightest_of_row(&level[static_cast<std::size_t>(y) * w], w, columns.data());
    if (y % block_px != block_px - 1 && y != h - 1) continue;
    std::uint8_t* const row = &blocks.levels[static_cast<std::size_t>(y / block_px) * blocks.w];
    for (int step = block_px / 2; step > 0; step /= 2) {  // to the first of each block
      std::copy(columns.begin() + step, columns.end(), shifted.begin());
      lightest_of_row(shifted.data(), static_cast<int>(columns.size()) - step, columns.data());
    }
    for (int b = 0; b < blocks.w; ++b) row[b] = columns[b * block_px];
    std::fill(columns.begin(), columns.end(), std::uint8_t{0});
  }
  return blocks;
}

/// Columns first, then rows; whole rows at a time, which go into vectors.
HEFU_VECTORISED void spread(std::vector<std::uint8_t>& cells, int w, int h, int radius, bool maximum) {
  const auto merge = [maximum, w](const std::uint8_t* from, std::uint8_t* to, int count) {
    if (maximum)
      for (int x = 0; x < count; ++x) to[x] = std::max(to[x], from[x]);
    else
      for (int x = 0; x < count; ++x) to[x] = std::min(to[x], from[x]);
  };
  const std::vector<std::uint8_t> in = cells;
  std::vector<std::uint8_t> row(w);
  for (int y = 0; y < h; ++y) {
    std::copy_n(&in[static_cast<std::size_t>(y) * w], w, row.data());
    for (int near = std::max(0, y - radius); near <= std::min(h - 1, y + radius); ++near)
      merge(&in[static_cast<std::size_t>(near) * w], row.data(), w);
    std::uint8_t* out = &cells[static_cast<std::size_t>(y) * w];
    std::copy_n(row.data(), w, out);
    for (int shift = 1; shift <= std::min(radius, w - 1); ++shift) {
      merge(row.data() + shift, out, w - shift);
      merge(row.data(), out + shift, w - shift);
    }
  }
}

void fill_dark(LevelBlocks& blocks, int reach) {
  spread(blocks.levels, blocks.w, blocks.h, reach, true);
  spread(blocks.levels, blocks.w, blocks.h, reach, false);
}

void take_paper_off(std::vector<std::uint8_t>& level, int w, int h, const std::vector<std::uint8_t>& paper,
                    int block_px, int darkest_paper) {
  const int blocks = (w + block_px - 1) / block_px;
  std::vector<float> white(w);
  for (int y = 0; y < h; ++y) {
    for (int b = 0; y % block_px == 0 && b < blocks; ++b)
      std::fill(white.begin() + b * block_px, white.begin() + std::min(w, (b + 1) * block_px),
                static_cast<float>(std::max<int>(
                    darkest_paper, paper[static_cast<std::size_t>(y / block_px) * blocks + b])));
    darken_row(white.data(), w, &level[static_cast<std::size_t>(y) * w]);
  }
}

/// Four tables in turn, since neighbours mostly have one value and counting it waits for the last count;
/// values that aren't wanted are counted apart, which is quicker than to ask.
std::array<std::uint32_t, 256> histogram_of(const std::vector<std::uint8_t>& values,
                                            const std::vector<std::uint8_t>& states, std::uint8_t wanted) {
  const std::size_t step = values.size() > many ? 11 : 1;
  std::uint32_t counts[4][2][256] = {};
  for (std::size_t i = 0, table = 0; i < values.size(); i += step, ++table)
    ++counts[table % 4][states[i] != wanted][values[i]];
  std::array<std::uint32_t, 256> histogram;
  for (std::size_t value = 0; value < 256; ++value)
    histogram[value] = counts[0][0][value] + counts[1][0][value] + counts[2][0][value] + counts[3][0][value];
  return histogram;
}

}  // namespace hefu
