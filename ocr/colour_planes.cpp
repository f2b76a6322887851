#include "ocr/colour_planes.h"

namespace hefu {
namespace {

// Of ITU-T T.871, in 65536ths.
constexpr int luma_of[3] = {19595, 38470, 7471}, blue_of[3] = {-11059, -21709, 32768},
              red_of[3] = {32768, -27439, -5329};

std::uint8_t weighed(const int (&weights)[3], const int (&rgb)[3], int pixels, int shift) {
  const int sum = weights[0] * rgb[0] + weights[1] * rgb[1] + weights[2] * rgb[2];
  return static_cast<std::uint8_t>(std::clamp((sum / pixels + 32768) / 65536 + shift, 0, 255));
}

}  // namespace

Image with_half_colour(const Image& rgb) {
  Image out{rgb.width, rgb.height, 1, rgb.dpi, {}, rgb.taken_on, rgb.reduced};
  const int width = half_of(rgb.width), height = half_of(rgb.height);
  const std::size_t count = static_cast<std::size_t>(width) * height;
  out.pixels.resize(static_cast<std::size_t>(rgb.width) * rgb.height);
  out.chroma.resize(2 * count);
  const auto pixel_at = [&](int x, int y) {
    return &rgb.pixels[3 * (static_cast<std::size_t>(y) * rgb.width + x)];
  };
  for (int y = 0; y < rgb.height; ++y)
    for (int x = 0; x < rgb.width; ++x) {
      const std::uint8_t* p = pixel_at(x, y);
      out.pixels[static_cast<std::size_t>(y) * rgb.width + x] = weighed(luma_of, {p[0], p[1], p[2]}, 1, 0);
    }
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      int sums[3] = {};
      for (const int dy : {0, 1})
        for (const int dx : {0, 1}) {  // an odd side's last pixel counts twice
          const std::uint8_t* p =
              pixel_at(std::min(2 * x + dx, rgb.width - 1), std::min(2 * y + dy, rgb.height - 1));
          for (int c = 0; c < 3; ++c) sums[c] += p[c];
        }
      const std::size_t i = static_cast<std::size_t>(y) * width + x;
      out.chroma[i] = weighed(blue_of, sums, 4, no_colour);
      out.chroma[count + i] = weighed(red_of, sums, 4, no_colour);
    }
  return out;
}

}  // namespace hefu
