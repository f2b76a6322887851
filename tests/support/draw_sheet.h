#pragma once
#include "ocr/image.h"
#include "templates/fonts.h"
#include "templates/sheet.h"

namespace hefu::support {

/// Draws a page of a Sheet as a printer would, without a PDF in between: quick, for unit tests. grey8.
Image draw_page(const Page& page, const Fonts& fonts, double dpi);

}  // namespace hefu::support
