#pragma once
#include <filesystem>
#include <optional>

#include "ocr/photo_check.h"
#include "ocr/sandbox.h"
#include "schemas/application.h"
#include "templates/layout.h"

namespace hefu {

/// Reads and decodes the photo that a record names, in the sandbox. Nothing where the record names none.
/// Bad data (no such file, no picture, outside the record's folder): a diagnostic is added and nothing comes
/// back.
std::optional<Photo> read_photo(const Application& application, Sandbox& sandbox, Diagnostics& diagnostics);

/// A decoded picture as the layout wants it; `bytes` are embedded as they are when they are a JPEG that a PDF
/// may hold.
Photo to_photo(std::string bytes, const Image& decoded);

/// Measures the photo that a record names, decoded in the sandbox at its full size. Nothing where the record
/// names none or where it can't be read; why is told by read_photo.
std::optional<PhotoFacts> measure_record_photo(const Application& application, Sandbox& sandbox);

}  // namespace hefu
