#include "schemas/text.h"

#include <fmt/format.h>

namespace hefu {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// Reads one code point at `at` and moves behind it; a malformed sequence yields U+FFFD and moves one byte.
char32_t next_code_point(std::string_view text, std::size_t& at) {
  const unsigned char first = text[at++];
  if (first < 0x80) return first;
  const int extra = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  if (first < 0xC2 || first > 0xF4 || at + extra > text.size()) return kReplacement;
  char32_t code_point = first & (0x3F >> extra);
  for (int i = 0; i < extra; ++i) {
    if (!is_continuation(text[at + i])) return kReplacement;
    code_point = code_point << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3F);
  }
  static constexpr char32_t kSmallest[] = {0, 0x80, 0x800, 0x10000};
  const bool surrogate = code_point >= 0xD800 && code_point <= 0xDFFF;
  if (code_point < kSmallest[extra] || code_point > 0x10FFFF || surrogate) return kReplacement;
  at += extra;
  return code_point;
}

}  // namespace

std::u32string to_utf32(std::string_view text) {
  std::u32string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    // Nearly all text here is Chinese: three bytes with code points from U+1000 up, E1..EC and EE, EF.
    const auto lead = static_cast<unsigned char>(text[at]);
    if (lead > 0xE0 && lead < 0xF0 && lead != 0xED && text.size() - at > 2 && is_continuation(text[at + 1]) &&
        is_continuation(text[at + 2])) {
      result.push_back(static_cast<char32_t>(lead & 0x0F) << 12 |
                       (static_cast<unsigned char>(text[at + 1]) & 0x3Fu) << 6 |
                       (static_cast<unsigned char>(text[at + 2]) & 0x3Fu));
      at += 3;
      continue;
    }
    result.push_back(next_code_point(text, at));
  }
  return result;
}

std::string to_utf8(std::u32string_view text) {
  std::string result;
  result.reserve(text.size() * 3);
  for (char32_t c : text) {
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
    if (c < 0x80) {
      result += static_cast<char>(c);
    } else if (c < 0x800) {
      result += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
    } else if (c < 0x10000) {
      result += {static_cast<char>(0xE0 | c >> 12), static_cast<char>(0x80 | (c >> 6 & 0x3F)),
                 static_cast<char>(0x80 | (c & 0x3F))};
    } else {
      result += {static_cast<char>(0xF0 | c >> 18), static_cast<char>(0x80 | (c >> 12 & 0x3F)),
                 static_cast<char>(0x80 | (c >> 6 & 0x3F)), static_cast<char>(0x80 | (c & 0x3F))};
    }
  }
  return result;
}

std::string code_point_name(char32_t code_point) {
  return fmt::format("U+{:04X}", static_cast<unsigned>(code_point));
}

std::size_t first_malformed_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    // U+FFFD itself is three bytes long; a malformed sequence moves by one.
    if (next_code_point(text, at) == kReplacement && at == start + 1) return start;
  }
  return std::string_view::npos;
}

}  // namespace hefu
