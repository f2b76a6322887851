#include "templates/base45.h"

namespace hefu {
namespace {

constexpr std::string_view alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
static_assert(alphabet.size() == 45);

}  // namespace

std::string to_base45(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const bool pair = i + 1 < bytes.size();
    unsigned value = static_cast<std::uint8_t>(bytes[i]);
    if (pair) value = value * 256 + static_cast<std::uint8_t>(bytes[i + 1]);
    for (int digits = pair ? 3 : 2; digits > 0; --digits, value /= 45) text += alphabet[value % 45];
  }
  return text;
}

std::optional<std::string> from_base45(std::string_view text) {
  if (text.size() % 3 == 1) return std::nullopt;
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += 3) {
    const std::string_view digits = text.substr(i, 3);
    unsigned value = 0;
    for (std::size_t k = digits.size(); k-- > 0;) {
      const auto digit = alphabet.find(digits[k]);
      if (digit == std::string_view::npos) return std::nullopt;
      value = value * 45 + static_cast<unsigned>(digit);
    }
    if (value > (digits.size() == 3 ? 0xFFFFu : 0xFFu)) return std::nullopt;
    if (digits.size() == 3) bytes += static_cast<char>(value >> 8);
    bytes += static_cast<char>(value & 0xFF);
  }
  return bytes;
}

}  // namespace hefu
