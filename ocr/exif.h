#pragma once
#include <cstdint>
#include <string_view>

namespace hefu {

/// What a picture's EXIF block says of how it stands and when it was taken.
struct ExifTags {
  int orientation = 1;        // 1 to 8
  double dpi = 0;             // 0: not said
  std::int32_t taken_on = 0;  // DateTimeOriginal's day as 20250620; 0: not said
};

/// `block`: a JPEG's APP1 segment, beginning with "Exif", or what follows that name alone. Anything odd reads as the defaults: every offset is
/// checked, and one sub-directory is followed, never a chain.
/// Source: EXIF 2.32, 4.6.5 (DateTimeOriginal) and 4.6.3 (the pointer to its directory); TIFF 6.0.
ExifTags read_exif(std::string_view block);

/// Whether a number such as 20250620 is a day of the calendar on which a camera with a set clock can have
/// taken a picture: 1990 to 2099.
bool is_photo_day(std::int32_t yyyymmdd);

}  // namespace hefu
