#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "ocr/image.h"
#include "templates/sheet.h"

namespace hefu::support {

/// One person's printed forms: signed, and drawn from their PDF as a printer would.
struct PrintedForms {
  std::string public_pem;  // of the key that signed the codes
  std::vector<Sheet> sheets;
};

/// Sets and signs the forms of a made-up person with values on them. `kinds`: KINDs of the command line.
/// Fails: throws std::runtime_error when the record cannot be set.
PrintedForms print_forms(std::uint64_t person, const std::vector<std::string>& kinds);

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
