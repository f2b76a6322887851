#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace hefu {

/// Bounded pixels. sRGB8 (3 channels, interleaved) or grey8 (1), upright as the file says (EXIF applied),
/// alpha on white; origin top left, rows without padding.
struct Image {
  int width = 0, height = 0, channels = 1;
  double dpi = 0;  // as the file says; 0: unknown
  std::vector<std::uint8_t> pixels;
  int taken_on = 0;  // the day the file says that it was photographed, as 20250620; 0: not said
  int reduced = 1;   // the file's own picture is this many times larger
  /// Where the file keeps colour at half size and the caller takes it so, `pixels` is luma (1 channel) and
  /// this its colour: blue difference, then red difference, each half_of(width) x half_of(height), 128 for
  /// none. Source: ITU-T T.871. Else empty.
  std::vector<std::uint8_t> chroma;
  bool empty() const { return pixels.empty(); }
  bool coloured() const { return channels == 3 || !chroma.empty(); }
};

constexpr int half_of(int px) { return (px + 1) / 2; }

/// Grey in which red seal ink is (nearly) paper: R + 0.25 * max(R - G, 0).
/// Source: measured on sealed scans, 78.4 -> 99.7 % of fields decided.
Image grey_without_seal(const Image& image);
/// Rec. 601 luma: everything that is ink, seals too.
Image grey_luma(const Image& image);
/// Turned clockwise by quarter turns.
Image turned(const Image& image, int quarter_turns);
/// A part, as far as it lies in the picture; of one with colour at half size, in sRGB8.
Image cut(const Image& image, int x, int y, int width, int height);
/// sRGB8 or grey8: as it is, but for a picture with colour at half size.
Image joined(const Image& image);
/// Luma and its colour, of the same size each, as sRGB8.
void join_colour(const std::uint8_t* luma, const std::uint8_t* blue, const std::uint8_t* red,
                 std::size_t count, std::uint8_t* rgb);
/// Shrunk by a whole factor, each pixel the mean of its block; sRGB8 or grey8. By one: as it is.
Image shrunk(const Image& image, int factor);

/// Encoders for reports and crops: Leptonica's seam, libjpeg's. JPEG takes colour at half size, too.
std::string encode_png(const Image& image);
std::string encode_jpeg(const Image& image, int quality);

}  // namespace hefu
