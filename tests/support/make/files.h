#pragma once
#include <string>
#include <vector>

#include "ocr/image.h"
#include "tests/support/pdf_of_jpegs.h"

namespace hefu::support {

/// Black and white pages as one TIFF, CCITT G4. Shapes: grey8 with values 0 and 255. Leptonica seam.
/// Fails: throws Error(io).
std::string tiff_of_pages(const std::vector<Image>& pages);

}  // namespace hefu::support
