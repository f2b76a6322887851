#pragma once
// Private to the poppler_*.cpp files.
#include <string>

#include "ocr/decoder.h"

class PDFDoc;

namespace hefu {

/// How many pages a document has, or why none of them can be read.
DecodeOutcome count_pages(PDFDoc& document, const DecodeLimits& limits);

/// The picture that is all that a PDF page shows, and how it stands.
struct PagePicture {
  bool found = false;
  int orientation = 1;  // as EXIF counts
  double dpi = 0;
  double x = 0, y = 0, width = 1, height = 1;  // its place, shares of the page; origin top left
};

/// Looks whether a page shows exactly one opaque picture over nearly all of it and nothing else: no text, no
/// drawing, no annotation, no form field. Hidden text (render mode 3, an OCR layer) shows nothing.
PagePicture find_page_picture(PDFDoc& document, int page);

/// Takes that picture as its own stream, not rendered. False: it has to be rendered after all.
bool take_page_picture(PDFDoc& document, int page, const PagePicture& picture, const DecodeLimits& limits,
                       PageSink& sink, DecodeOutcome& outcome);

}  // namespace hefu
