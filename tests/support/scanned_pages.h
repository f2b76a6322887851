#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "ocr/image.h"
#include "templates/sheet.h"
#include "tests/support/pdf_of_jpegs.h"

namespace hefu::support {

/// Writes a made-up person's record and photo into a folder: application.xml is what comes back.
std::filesystem::path write_person(std::uint64_t person, const std::filesystem::path& folder);

/// The pages of a sheet on paper, 300 dpi, from its PDF.
std::vector<Image> paper_of(const Sheet& sheet);

}  // namespace hefu::support
