#include "ocr/screen_waves.h"

#include <algorithm>

#include "ocr/paper_level.h"

namespace hefu {
namespace {

constexpr int block_px = 8;
// Waves are as wide as a character and wider, a tenth and more darker than what lies between them, and all
// over the page: text is dark in thin strokes, pictures are dark beyond this share of the long side. Of
// tuning papers on a screen 0.29 of the page and more is so dark, of others 0.09 at most.
constexpr int widest_share = 40;
constexpr double wave_level = 0.92, waves_share = 0.2;
constexpr int darkest_paper = 40, least_paper = 110;  // a table around the page has none
// Darkness of what is left of them beside their crests; a screen's black is darker than 150.
constexpr int left_over = 48;

}  // namespace

bool take_waves_off(Image& grey, int px_per_paper) {
  LevelBlocks crests = lightest_of_blocks(grey.pixels, grey.width, grey.height, block_px);
  LevelBlocks paper = crests;
  fill_dark(paper, std::max(2, px_per_paper / widest_share / block_px));
  std::size_t troughs = 0, light = 0;
  for (std::size_t i = 0; i < paper.levels.size(); ++i) {
    if (paper.levels[i] < least_paper) continue;
    ++light;
    troughs += crests.levels[i] < wave_level * paper.levels[i];
  }
  if (static_cast<double>(troughs) < waves_share * static_cast<double>(light) || light == 0) return false;
  fill_dark(crests, 1);
  take_paper_off(grey.pixels, grey.width, grey.height, crests.levels, block_px, darkest_paper);
  for (std::uint8_t& p : grey.pixels)
    p = static_cast<std::uint8_t>(255 - std::max(0, p - left_over) * 255 / (255 - left_over));
  return true;
}

}  // namespace hefu
