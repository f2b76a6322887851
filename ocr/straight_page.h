#pragma once
#include <cstdint>
#include <vector>

#include "ocr/image.h"
#include "ocr/registration.h"
#include "templates/sheet.h"

namespace hefu {

/// A registered page straightened once, for all that look at it whole: the map of ink, the boxes, the report.
/// 100 dpi shows a pen's thinnest stroke as a pixel. Origin: the page's top left.
struct StraightPage {
  static constexpr double dpi = 100, px_per_mm = dpi / 25.4;
  Image picture;                      // grey8 or sRGB8, as the scan; white where it does not reach
  std::vector<std::uint8_t> outside;  // 1: the scan does not reach there
};

/// Each pixel is the mean of four places of the scan, a quarter of a pixel off its middle, so that shrinking
/// does not alias; a scan of over 270 dpi is shrunk before. `colour`: the decoded page; the result has 1 or 3
/// channels.
StraightPage straighten(const Image& colour, const PageMap& map, const Page& page);

/// A part of a straightened page, as far as it lies there.
Image cut_mm(const Image& straight, const RectMm& box, double px_per_mm = StraightPage::px_per_mm);

/// The same picture with three pixels for every four: for pages that nobody needs to look at closely.
Image three_quarters(const Image& picture);

}  // namespace hefu
