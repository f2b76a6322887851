#pragma once
#include <string>
#include <vector>

namespace hefu::support {

/// A picture of one page, encoded as JPEG.
struct JpegPage {
  std::string bytes;
  int width = 0, height = 0, channels = 3;  // px
  double width_mm = 210, height_mm = 297;   // of the paper
};

/// A PDF as scanners write it: each page is one JPEG and nothing else. Source: ISO 32000-1, 7.5 and 7.4.8.
std::string pdf_of_jpegs(const std::vector<JpegPage>& pages);

}  // namespace hefu::support
