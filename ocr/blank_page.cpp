#include "ocr/blank_page.h"

#include <algorithm>
#include <array>

namespace hefu {
namespace {

// First values, tried on made pages only (tests/unit/ocr/blank_page_test.cpp), not tuned on real scans.
constexpr int long_side_px = 700;      // 60 dpi of A4: a printed character is some 8 px then
constexpr int block_px = 20;           // paper is as light as the light parts of its surroundings
constexpr int darker = 28;             // of 255: print shining through is lighter than that, pencil is darker
constexpr double edge_share = 0.03;    // of each side: holes, the scanner's lid, another sheet's edge
constexpr double ink_share = 0.00006;  // of the page's pixels: 21 of A4's, two printed characters

/// The paper's level around each place: the 80th percentile of its block.
std::vector<int> paper_levels(const Image& grey, int across, int down) {
  std::vector<int> levels;
  for (int by = 0; by < down; ++by)
    for (int bx = 0; bx < across; ++bx) {
      std::array<int, 256> histogram{};
      int count = 0;
      for (int y = by * block_px; y < std::min(grey.height, (by + 1) * block_px); ++y)
        for (int x = bx * block_px; x < std::min(grey.width, (bx + 1) * block_px); ++x, ++count)
          ++histogram[grey.pixels[static_cast<std::size_t>(y) * grey.width + x]];
      int level = 255;
      for (int above = 0; level > 0 && (above += histogram[level]) < count / 5;) --level;
      levels.push_back(level);
    }
  return levels;
}

}  // namespace

bool is_blank(const Image& page) {
  const int factor = std::max(1, std::max(page.width, page.height) / long_side_px);
  const Image grey = grey_luma(shrunk(page, factor));
  const int across = (grey.width + block_px - 1) / block_px, down = (grey.height + block_px - 1) / block_px;
  const std::vector<int> paper = paper_levels(grey, across, down);
  // A page that is dark all over is a picture.
  std::vector<int> sorted = paper;
  std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2),
                   sorted.end());
  const int usual = sorted.empty() ? 255 : sorted[sorted.size() / 2];
  constexpr int darkest_paper = 110;
  if (usual < darkest_paper) return false;
  const int edge_x = static_cast<int>(grey.width * edge_share),
            edge_y = static_cast<int>(grey.height * edge_share);
  int ink = 0;
  for (int y = edge_y; y < grey.height - edge_y; ++y)
    for (int x = edge_x; x < grey.width - edge_x; ++x) {
      const int level = paper[static_cast<std::size_t>(y / block_px) * across + x / block_px];
      // A block that is dark itself is ink, unless it is only in the shade.
      ink += grey.pixels[static_cast<std::size_t>(y) * grey.width + x] < std::max(level, usual / 2) - darker;
    }
  return ink < ink_share * grey.width * grey.height;
}

}  // namespace hefu
