#pragma once
#include <string>
#include <vector>

#include "templates/pdf_fonts.h"
#include "templates/sheet.h"

namespace hefu {

/// Draws one page: ruling lines, pictures, runs in their order, page codes. Resources are named F<face> and
/// I<picture_names[i]>. Units: pt, origin bottom left. Source: ISO 32000-1, 8 and 9.4.
std::string page_content(const Page& page, const std::vector<UsedFace>& faces,
                         const std::vector<std::size_t>& picture_names);

/// Appends a code point as hexadecimal UTF-16, as PDF and CMaps write text.
void add_utf16(std::string& text, char32_t code_point);

}  // namespace hefu
