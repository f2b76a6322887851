#pragma once
#include "ocr/image.h"
#include "ocr/registration.h"
#include "templates/sheet.h"

namespace hefu {

/// How surely the places of printed glyphs are darker than the places that stay blank: the area under the ROC
/// curve, 1 when every glyph's place is darker than every blank one, 0.5 when the map (or the page) is wrong.
/// Knows no fonts; tells upside down from upright where the ruling is symmetric.
double ink_agreement(const Image& grey, const Page& page, const PageMap& map);

}  // namespace hefu
