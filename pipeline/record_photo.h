#pragma once
#include <filesystem>
#include <optional>
#include <string>

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

/// What kind of picture a record's photo may be.
enum class PhotoFileKind { none, jpeg, png };

/// A file that somebody offers as a record's photo, decoded in the sandbox.
struct OfferedPhoto {
  PhotoFileKind kind = PhotoFileKind::none;
  std::string bytes;
  std::string reason;  // for people: why it cannot be one; empty when it can
};

/// Reads a file that may become a record's photo: a whole JPEG or PNG picture of at most 20 MB. Fails: throws
/// Error(io) when the file cannot be read.
OfferedPhoto read_offered_photo(const std::filesystem::path& file, Sandbox& sandbox);

}  // namespace hefu
