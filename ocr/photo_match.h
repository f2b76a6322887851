#pragma once
#include "ocr/image.h"
#include "ocr/registration.h"
#include "ocr/verify.h"

namespace hefu {

/// How a photo on paper compares with the record's. Shares 0..1; correlations -1..1.
struct PhotoMatch {
  bool inside = false;  // the whole place is in the picture
  float contrast = 0;   // of what the paper shows, in contrasts of the record's photo
  float likeness = -1;  // correlation of all that is not covered, where it fits best
  float agreeing = 0;   // share of the parts with detail that correlate by themselves
  float covered = 0;    // share of the parts that red ink lies on
  PhotoState state = PhotoState::unclear;
};

/// Compares what the paper shows in a photo's place with the record's photo: the same picture, printed or
/// glued on a little off its place, in colour or in grey; not whether it is the same person.
/// `colour`: the decoded page, 1 or 3 channels. Thresholds: photo_match.cpp says where they come from.
PhotoMatch match_photo(const Image& colour, const PageMap& map, const Picture& picture);

/// The same as a field's reading.
FieldReading read_picture(const Image& colour, const PageMap& map, const Picture& picture);

}  // namespace hefu
