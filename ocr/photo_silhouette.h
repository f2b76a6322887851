#pragma once
#include <cstdint>
#include <vector>

#include "ocr/image.h"

namespace hefu {

/// The picture shrunk to a working size, each pixel the mean of what it covers; never enlarged. sRGB8.
Image working_copy(const Image& image, int long_side_px);

struct Rgb {
  int red = 0, green = 0, blue = 0;
};
inline Rgb rgb_at(const Image& image, int x, int y) {
  const std::uint8_t* p = &image.pixels[3 * (static_cast<std::size_t>(y) * image.width + x)];
  return {p[0], p[1], p[2]};
}
inline int luma(const Rgb& c) { return (c.red * 77 + c.green * 150 + c.blue * 29) >> 8; }
int chroma(const Rgb& colour);
double hue_degrees(const Rgb& colour);

/// A background of one colour whose light may fall off evenly: each channel a plane over the picture.
struct BackgroundFit {
  double plane[3][3] = {};  // level at the middle, change over the width, change over the height
  double even_share = 0;    // of the band that lies near the planes
  double white_share = 0;   // of the band
  Rgb colour;               // at the middle of the band
  double light_change = 0;  // luma, over the picture
  int distance = 0;         // what lies nearer to the planes than this, largest channel, is background
};

/// Fits the band along the upper edges. `picture`: sRGB8, working size.
BackgroundFit fit_background(const Image& picture);

/// One byte a pixel: 1 where the picture is not background. Background is what can be reached from the edges
/// over pixels near the fit, so that white inside the person stays in. Specks are dropped.
std::vector<std::uint8_t> cut_silhouette(const Image& picture, const BackgroundFit& background);

/// A part of the silhouette that stands up by itself: a head, or a head and all below it.
struct Lobe {
  int top = 0, bottom = 0;  // rows, `bottom` the last before it joins another lobe
  int left = 0, right = 0;  // columns over all of its rows
  int widest = 0;
};
std::vector<Lobe> find_lobes(const std::vector<std::uint8_t>& silhouette, int width, int height);

}  // namespace hefu
