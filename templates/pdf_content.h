#pragma once
#include <string>
#include <vector>

#include "templates/pdf_fonts.h"
#include "templates/sheet.h"

namespace hefu {

/// Whether a page's contents say what they are: Page::groups as marked content, the rest as decoration.
enum class Tagging : std::uint8_t { none, groups };

/// The structure type of a group. Source: ISO 32000-1, 14.8.4.
const char* structure_type(TextRole role);

/// Draws one page: ruling lines, pictures, runs in their order (of groups, in theirs), page codes. Resources
/// are named F<face> and I<picture_names[i]>. Units: pt, origin bottom left. Source: ISO 32000-1, 8 and 9.4.
std::string page_content(const Page& page, const std::vector<UsedFace>& faces,
                         const std::vector<std::size_t>& picture_names, Tagging tagging);

/// Appends a code point as hexadecimal UTF-16, as PDF and CMaps write text.
void add_utf16(std::string& text, char32_t code_point);

}  // namespace hefu
