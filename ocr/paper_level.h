#pragma once
#include <array>
#include <cstdint>
#include <vector>

namespace hefu {

/// Largest (or smallest) of each cell and those within `radius` cells in both directions, in place.
/// Shapes: w x h cells, rows without padding.
void spread(std::vector<std::uint8_t>& cells, int w, int h, int radius, bool maximum);

/// A level for every block of a picture, rows of `w`.
struct LevelBlocks {
  int w = 0, h = 0;
  std::vector<std::uint8_t> levels;
};

/// The lightest px of each block of `block_px` x `block_px`, a power of two. Shapes: `level` w x h.
LevelBlocks lightest_of_blocks(const std::vector<std::uint8_t>& level, int w, int h, int block_px);

/// Fills what is darker and no wider than twice `reach` blocks (a morphological closing).
void fill_dark(LevelBlocks& blocks, int reach);

/// Turns grey levels into darkness, 255 - 255 * level / paper, at least 0.
/// Shapes: `level` w x h; `paper` a level for every block of `block_px` x `block_px`, rows of
/// ceil(w / block_px). `darkest_paper`: levels of paper under it count as this.
void take_paper_off(std::vector<std::uint8_t>& level, int w, int h, const std::vector<std::uint8_t>& paper,
                    int block_px, int darkest_paper);

/// How many of the values stand where the state is the wanted one, by value; of very many, an eleventh of
/// them all over.
std::array<std::uint32_t, 256> histogram_of(const std::vector<std::uint8_t>& values,
                                            const std::vector<std::uint8_t>& states, std::uint8_t wanted);

}  // namespace hefu
