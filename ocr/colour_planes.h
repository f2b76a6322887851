#pragma once
#include <algorithm>
#include <cstdint>

#include "ocr/image.h"

namespace hefu {

constexpr std::uint8_t no_colour = 128;
constexpr std::int16_t about_0(std::uint8_t difference) {
  return static_cast<std::int16_t>(difference - no_colour);
}

// Of ITU-T T.871, in 65536ths: red, green and blue from luma and the two differences of colour.
constexpr int red_of_red = 91881, green_of_blue = 22554, green_of_red = 46802, blue_of_blue = 116130;

// The same from the differences about 0, in 256ths and 16 bits: a level off at most, and twice as many at
// once.
constexpr std::int16_t red_beyond_luma(std::int16_t red) {  // 1.402
  return static_cast<std::int16_t>(red + ((red * 103) >> 8));
}
constexpr std::int16_t green_below_luma(std::int16_t blue, std::int16_t red) {  // 0.344, 0.714
  return static_cast<std::int16_t>((blue * 88 + red * 183) >> 8);
}
constexpr std::int16_t blue_beyond_luma(std::int16_t blue) {  // 1.772
  return static_cast<std::int16_t>(blue + ((blue * 198) >> 8));
}
/// What grey without seal ink (image.h) is more, or less, than luma.
constexpr std::int16_t without_seal_beyond_luma(std::int16_t blue, std::int16_t red) {
  const std::int16_t more = red_beyond_luma(red);
  const auto beyond_green = static_cast<std::int16_t>(more + green_below_luma(blue, red));
  return static_cast<std::int16_t>(more + (std::max<std::int16_t>(0, beyond_green) >> 2));
}

/// An sRGB8 picture with its colour at half size, as most scans come: of every four pixels their mean.
Image with_half_colour(const Image& rgb);

}  // namespace hefu
