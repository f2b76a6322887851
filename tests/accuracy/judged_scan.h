#pragma once
#include <string>

#include "ocr/registration.h"
#include "tests/accuracy/corpus.h"

namespace hefu::accuracy {

/// One scan of a printed page, registered.
struct JudgedScan {
  Image colour, grey;
  Registration registration;
  double register_ms = 0;
};

/// `print`: the shown page's raster.
JudgedScan scan_page(const PrintedPage& page, const Image& print, const std::string& damage,
                     std::uint64_t seed);

}  // namespace hefu::accuracy
