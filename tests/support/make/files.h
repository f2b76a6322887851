#pragma once
#include <string>
#include <vector>

#include "ocr/image.h"

namespace hefu::support {

/// A picture of one page, encoded as JPEG.
struct JpegPage {
  std::string bytes;
  int width = 0, height = 0, channels = 1;
  double width_mm = 0, height_mm = 0;
};

/// A PDF as scanners write it: each page is one JPEG and nothing else. Source: ISO 32000-1, 7.5 and 7.4.8.
std::string pdf_of_jpegs(const std::vector<JpegPage>& pages);

/// Black and white pages as one TIFF, CCITT G4. Shapes: grey8 with values 0 and 255. Leptonica seam.
/// Fails: throws Error(io).
std::string tiff_of_pages(const std::vector<Image>& pages);

}  // namespace hefu::support
