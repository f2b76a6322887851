#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ocr/image.h"

namespace hefu {

struct PointPx {
  double x = 0, y = 0;
};

/// One QR code that was found. Corners in px of the given image: top left, top right, bottom right, bottom
/// left of the symbol (not of the picture).
struct FoundCode {
  std::string text;
  PointPx corners[4];
};

/// Finds the page codes of a scan of one page, in any orientation; tries again sharpened, thresholded
/// otherwise and smoothed when nothing is found. Both copies of the page's code, where both can be read.
/// `grey`: grey8, any resolution. ZXing seam.
std::vector<FoundCode> read_codes(const Image& grey);

/// Every code of a picture that may show several pages: slower.
std::vector<FoundCode> read_all_codes(const Image& grey);

/// What a symbol says whose modules are known: row 0 at the top, size * size, 1 is dark. nullopt where its
/// own correction does not make it whole.
std::optional<std::string> decode_modules(const std::vector<std::uint8_t>& dark, int size);

}  // namespace hefu
