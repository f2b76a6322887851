#pragma once
#include <string>
#include <vector>

#include "ocr/registration.h"
#include "ocr/sandbox.h"
#include "pipeline/identify_page.h"
#include "tests/accuracy/corpus.h"

namespace hefu::accuracy {

/// One scan of a printed page, registered.
struct JudgedScan {
  Image colour, grey;
  PageCodes codes;
  Registration registration;
  std::vector<bool> altered;  // parallel to Page::fields: by hand, after printing
  double scan_ms = 0, register_ms = 0;
};

/// The shown page as a PDF reader draws it, 300 dpi: the judge of the reader is not the reader's own
/// rasteriser. `sandbox` must have been started with render_dpi 300. Fails: throws std::runtime_error when it
/// cannot be drawn.
Image rasterise(const PrintedPage& page, const Fonts& fonts, Sandbox& sandbox);

/// `print`: the shown page's raster. What a hand does to the page it does to values that are not changed.
JudgedScan scan_page(const PrintedPage& page, const Image& print, const std::string& damage,
                     std::uint64_t seed);

}  // namespace hefu::accuracy
