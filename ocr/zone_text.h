#pragma once
#include <string>
#include <vector>

#include "ocr/image.h"
#include "ocr/registration.h"
#include "ocr/sandbox.h"
#include "templates/sheet.h"

namespace hefu {

/// What an OCR engine reads in the lines of a field, joined. `lines`: the glyphs that should stand there;
/// none for a field that should be blank.
ReadText read_zone(TextReader& reader, const Image& grey, const PageMap& map, const RectMm& box,
                   const std::vector<std::vector<Glyph>>& lines);

/// Equal as far as an engine can tell: spaces and the width of punctuation are not read reliably.
bool reads_alike(const std::string& a, const std::string& b);

/// The read text in the expected one's spelling: where both say the same character in different widths, and
/// where the expected text has spaces, as expected.
std::string in_spelling_of(const std::string& read, const std::string& expected);

}  // namespace hefu
