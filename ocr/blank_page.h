#pragma once
#include "ocr/image.h"

namespace hefu {

/// Whether a page shows nothing but paper: no writing, no print, no picture. Specks of dust, a punched hole
/// at the edge, a shadow and the back's print shining through are nothing. Any resolution of 50 dpi and more.
bool is_blank(const Image& page);

}  // namespace hefu
