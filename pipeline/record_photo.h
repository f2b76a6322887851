#pragma once
#include <filesystem>
#include <optional>

#include "ocr/sandbox.h"
#include "schemas/application.h"
#include "templates/layout.h"

namespace hefu {

/// Reads and decodes the photo that a record names, in the sandbox. Nothing where the record names none.
/// Bad data (no such file, no picture, outside the record's folder): a diagnostic is added and nothing comes
/// back.
std::optional<Photo> read_photo(const Application& application, Sandbox& sandbox, Diagnostics& diagnostics);

}  // namespace hefu
