#pragma once
#include <string>
#include <vector>

#include "templates/fonts.h"
#include "templates/pdf_fonts.h"
#include "templates/sheet.h"

namespace hefu {

/// Draws a Sheet: PDF 1.7 with PDF/A-2u parts (subset fonts with ToUnicode, XMP, output intent), bookmarks,
/// the page codes. The same Sheet gives the same bytes. Fails: throws Error. Source: ISO 32000-1, 9.7 (CID
/// fonts); ISO 19005-2.
/// `cutting`: plain is the reference that tests compare with; its pages look and read the same.
std::string write_pdf(const Sheet& sheet, const Fonts& fonts, Cutting cutting = Cutting::quick);

}  // namespace hefu
