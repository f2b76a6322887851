#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace hefu {

/// UTF-8 <-> code points. Malformed bytes become U+FFFD.
std::u32string to_utf32(std::string_view text);
std::string to_utf8(std::u32string_view text);

/// Where the first malformed UTF-8 sequence starts, or npos.
std::size_t first_malformed_byte(std::string_view text);

/// "U+4DAE" for messages.
std::string code_point_name(char32_t code_point);

/// Where a line may end, as counts of code points from the start (the text's end included), by the rules of
/// UAX #14 for Chinese: no closing punctuation at a line's start, no opening one at its end, numbers whole.
/// Source: ICU BreakIterator, locale zh.
std::vector<std::size_t> line_breaks(const std::u32string& text);

}  // namespace hefu
