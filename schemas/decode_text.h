#pragma once
#include <string>
#include <string_view>

namespace hefu {

/// The text of a file whose encoding nobody names, as UTF-8: by its mark (UTF-8, UTF-16), else as UTF-8 where
/// it is well-formed, else as GB18030, which Chinese spreadsheets save by default. Malformed bytes become
/// U+FFFD. Source: ICU converters; GB 18030-2005.
std::string decode_text(std::string_view bytes);

}  // namespace hefu
