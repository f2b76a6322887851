#pragma once
#include "ocr/image.h"
#include "templates/fonts.h"
#include "templates/sheet.h"

namespace hefu::support {

/// What comes out of a printer that was not asked for actual size. Shapes: `page` grey8 or sRGB8, the whole
/// sheet at any resolution; the result has the same px a mm of the paper that comes out.

/// Scaled about the middle of a paper: 0.95 fits it into the printer's margins, A3 on A4 is 0.707.
/// `page_width_mm`: of the page; `width_mm`, `height_mm`: of the paper.
Image print_scaled(const Image& page, double page_width_mm, double width_mm, double height_mm, double scale);

/// Two A4 pages on one A4 sheet, landscape.
Image print_two_up(const Image& left, const Image& right);

/// As a viewer shows the page that has not the fonts of the PDF: other outlines at the same places.
Page with_other_fonts(Page page, Typeface instead, const Fonts& fonts);

}  // namespace hefu::support
