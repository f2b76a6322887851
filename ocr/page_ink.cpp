#include "ocr/page_ink.h"

#include <algorithm>

#include "ocr/paper_level.h"
#include "ocr/vectorised.h"

namespace hefu {
namespace {

constexpr int block_px = 8;
constexpr int darkest_paper = 40;  // grey; darker than this nothing passes for paper in a shadow
// Paper is the lightest within a fortieth of the page each way, 7 mm on A4: wider than the strokes of a
// title.
constexpr int reach_share = 40;
// Share of the ink's usual darkness from which a pixel counts as ink, and the least darkness, over the noise
// of a phone's picture. Found on tests/bench/run evidence --text, seeds 1 to 999.
constexpr double ink_share = 0.35;
constexpr int least_darkness = 32, certain_darkness = 70;
// Blue by more than this beside red, and lighter than print: a blue seal or pen. Black in a bluish light is
// dark.
constexpr int least_blue = 40;

HEFU_VECTORISED void lightest_of_row(const std::uint8_t* row, int w, std::uint8_t* columns) {
  for (int x = 0; x < w; ++x) columns[x] = std::max(columns[x], row[x]);
}

HEFU_VECTORISED void invert(std::uint8_t* values, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<std::uint8_t>(255 - values[i]);
}

HEFU_VECTORISED void mark(const std::uint8_t* values, std::size_t count, std::uint8_t level,
                          std::uint8_t* ink) {
  for (std::size_t i = 0; i < count; ++i) ink[i] = values[i] < level;
}

}  // namespace

void even_light(Image& grey, int px_per_paper) {
  const int w = grey.width, h = grey.height;
  const int bw = (w + block_px - 1) / block_px, bh = (h + block_px - 1) / block_px;
  std::vector<std::uint8_t> paper(static_cast<std::size_t>(bw) * bh);
  std::vector<std::uint8_t> columns(static_cast<std::size_t>(bw) * block_px, 0);
  for (int y = 0; y < h; ++y) {
    lightest_of_row(&grey.pixels[static_cast<std::size_t>(y) * w], w, columns.data());
    if (y % block_px != block_px - 1 && y != h - 1) continue;
    std::uint8_t* blocks = &paper[static_cast<std::size_t>(y / block_px) * bw];
    for (int b = 0; b < bw; ++b)
      blocks[b] = *std::max_element(&columns[b * block_px], &columns[b * block_px] + block_px);
    std::fill(columns.begin(), columns.end(), std::uint8_t{0});
  }
  const int reach = std::max(2, px_per_paper / reach_share / block_px);
  spread(paper, bw, bh, reach, true);
  spread(paper, bw, bh, reach, false);
  take_paper_off(grey.pixels, w, h, paper, block_px, darkest_paper);
  invert(grey.pixels.data(), grey.pixels.size());
}

std::vector<std::uint8_t> ink_of(const Image& even) {
  double sum = 0, count = 0;
  for (std::size_t i = 0; i < even.pixels.size(); i += 7) {
    const int dark = 255 - even.pixels[i];
    if (dark >= certain_darkness) sum += dark, ++count;
  }
  const double usual = count > 0 ? sum / count : 128;
  const int dark = std::max(least_darkness, static_cast<int>(ink_share * usual));
  std::vector<std::uint8_t> ink(even.pixels.size());
  mark(even.pixels.data(), even.pixels.size(), static_cast<std::uint8_t>(255 - dark), ink.data());
  return ink;
}

Image grey_for_text(const Image& image) {
  Image grey = grey_without_seal(image);
  if (image.channels != 3) return grey;
  for (std::size_t i = 0; i < grey.pixels.size(); ++i) {
    const std::uint8_t* rgb = &image.pixels[3 * i];
    if (rgb[2] > rgb[0] + least_blue) grey.pixels[i] = std::max(grey.pixels[i], rgb[2]);
  }
  return grey;
}

}  // namespace hefu
