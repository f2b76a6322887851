#pragma once
#include <string_view>

namespace hefu {

/// What a picture's EXIF block says of how it stands.
struct ExifTags {
  int orientation = 1;  // 1 to 8
  double dpi = 0;       // 0: not said
};

/// `block`: a JPEG's APP1 segment, beginning with "Exif". Anything odd reads as the defaults.
/// Source: EXIF 2.32; TIFF 6.0.
ExifTags read_exif(std::string_view block);

}  // namespace hefu
