#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "ocr/image.h"
#include "templates/sheet.h"

namespace hefu::support {

/// Writes a made-up person's record and photo into a folder: application.xml is what comes back.
std::filesystem::path write_person(std::uint64_t person, const std::filesystem::path& folder);

/// The pages of a sheet on paper, 300 dpi, from its PDF.
std::vector<Image> paper_of(const Sheet& sheet);

/// One JPEG a page as a scanner's PDF holds them. `width_mm`, `height_mm` of the paper.
struct JpegPage {
  std::string jpeg;
  int width = 0, height = 0, channels = 3;  // px
  double width_mm = 210, height_mm = 297;
};
std::string pdf_of_jpegs(const std::vector<JpegPage>& pages);

}  // namespace hefu::support
