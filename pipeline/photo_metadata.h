#pragma once
#include <string>

namespace hefu {

/// A JPEG with its picture alone: without what cameras and programs write beside it (EXIF with places and
/// times, XMP, comments) and what stands behind its end. The picture's bytes stay as they are.
std::string without_metadata(const std::string& jpeg);

}  // namespace hefu
