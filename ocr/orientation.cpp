#include "ocr/orientation.h"

#include <algorithm>
#include <cstddef>

namespace hefu {
namespace {

/// Where the upright picture's top left lies in the source, and the steps to its right and down, in bytes.
struct Walk {
  std::ptrdiff_t start = 0, right = 0, down = 0;
};

Walk walk_of(int orientation, std::ptrdiff_t width, std::ptrdiff_t height, std::ptrdiff_t channels) {
  const std::ptrdiff_t row = width * channels, last_row = (height - 1) * row, last_column = row - channels;
  switch (orientation) {
    case 2:
      return {last_column, -channels, row};
    case 3:
      return {last_row + last_column, -channels, -row};
    case 4:
      return {last_row, channels, -row};
    case 5:
      return {0, row, channels};
    case 6:
      return {last_row, -row, channels};
    case 7:
      return {last_row + last_column, -row, -channels};
    case 8:
      return {last_column, row, -channels};
    default:
      return {0, channels, row};
  }
}

template <int channels>
void copy_walked(const std::uint8_t* from, const Walk& walk, int width, int height, std::uint8_t* to) {
  // Tiles keep both sides in cache when rows become columns.
  constexpr int tile = 64;
  for (int tile_y = 0; tile_y < height; tile_y += tile)
    for (int tile_x = 0; tile_x < width; tile_x += tile)
      for (int y = tile_y; y < std::min(height, tile_y + tile); ++y) {
        const std::uint8_t* in = from + walk.start + y * walk.down + tile_x * walk.right;
        std::uint8_t* out = to + (static_cast<std::ptrdiff_t>(y) * width + tile_x) * channels;
        for (int x = tile_x; x < std::min(width, tile_x + tile); ++x, in += walk.right, out += channels)
          for (int c = 0; c < channels; ++c) out[c] = in[c];
      }
}

}  // namespace

void orient(const std::uint8_t* from, int width, int height, int channels, int orientation,
            std::uint8_t* to) {
  const Walk walk = walk_of(orientation, width, height, channels);
  const int out_width = swaps_sides(orientation) ? height : width;
  const int out_height = swaps_sides(orientation) ? width : height;
  if (channels == 3)
    copy_walked<3>(from, walk, out_width, out_height, to);
  else
    copy_walked<1>(from, walk, out_width, out_height, to);
}

}  // namespace hefu
