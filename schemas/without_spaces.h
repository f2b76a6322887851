#pragma once
#include <string>

#include "schemas/text.h"

namespace hefu {

/// The text as code points without blanks of any width, which say nothing in Chinese.
inline std::u32string without_spaces(const std::string& text) {
  std::u32string out;
  for (const char32_t c : to_utf32(text))
    if (c > U' ' && c != 0x3000 && c != 0xA0) out += c;
  return out;
}

}  // namespace hefu
