#pragma once
#include "schemas/diagnostic.h"
#include "schemas/element.h"
#include "templates/fonts.h"

namespace hefu {

/// Makes every text of a document of ours printable: 〓, which printers put where a type is lacking, stands
/// for a character that no font has, a space for a control character. For texts that nobody entered, as OCR
/// and file names give them: a notice must not fail for one of these. Each such character is told once, as a
/// warning.
void make_printable(Element& element, const Fonts& fonts, Diagnostics& diagnostics);

}  // namespace hefu
