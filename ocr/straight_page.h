#pragma once
#include <cstdint>
#include <vector>

#include "ocr/image.h"
#include "ocr/registration.h"
#include "templates/sheet.h"

namespace hefu {

/// A registered page straightened once, for all that look at it whole: the map of ink, the boxes, the report.
/// 100 dpi shows a pen's thinnest stroke as a pixel. Shapes: every plane `width` x `height`, rows without
/// padding. Origin: the page's top left.
struct StraightPage {
  static constexpr double dpi = 100, px_per_mm = dpi / 25.4;
  int width = 0, height = 0;
  std::vector<std::uint8_t> luma;       // of a grey scan its grey; white where the scan does not reach
  std::vector<std::uint8_t> blue, red;  // what colour adds, as JPEG has it (ITU-T T.871); empty: a grey scan
  std::vector<std::uint8_t> outside;    // 1: the scan does not reach there

  /// The whole page, grey8 or with its colour at half size, and the same with three pixels for every four, for
  /// pages that nobody needs to look at closely.
  Image picture() const;
  Image three_quarters() const;
  /// A part of it, as far as it lies there; grey8 or sRGB8.
  Image cut(const RectMm& box) const;
};

/// Each pixel is the mean of the four of the scan about its middle, so that shrinking does not alias; a scan
/// of over 270 dpi is shrunk before. `scan`: the decoded page.
StraightPage straighten(const Image& scan, const PageMap& map, const Page& page);

/// A part of a picture of so many px a mm, as far as it lies there.
Image cut_mm(const Image& straight, const RectMm& box, double px_per_mm);

/// The same picture with three pixels for every four.
Image three_quarters(const Image& picture);

}  // namespace hefu
