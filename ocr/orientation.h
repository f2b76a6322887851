#pragma once
#include <cstdint>

namespace hefu {

/// Copies a picture so that it stands upright.
/// Shapes: `from` width x height x channels, `to` the same amount, with width and height swapped for 5 to 8.
/// `orientation` counts as EXIF does: 1 upright, 2 mirrored, 3 turned by half, 4 flipped, 5 transposed, 6 to
/// be turned clockwise, 7 transposed and turned by half, 8 to be turned counter-clockwise. Source:
/// EXIF 2.32, 4.6.4.A, tag 274.
void orient(const std::uint8_t* from, int width, int height, int channels, int orientation, std::uint8_t* to);

constexpr bool swaps_sides(int orientation) { return orientation >= 5 && orientation <= 8; }

}  // namespace hefu
