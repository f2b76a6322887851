#pragma once
#include "ocr/image.h"

namespace hefu {

/// How wide the sharpest quarter of the strong edges is, in px of the picture shrunk to photo_thresholds'
/// edge_picture_px (a narrower one as it is); 2.5 standard deviations of a Gaussian blur. 0: too few edges to
/// tell.
double edge_width_px(const Image& photo);

}  // namespace hefu
