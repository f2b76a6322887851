#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace hefu {

/// Bytes as characters of a QR code's alphanumeric mode. Source: RFC 9285.
std::string to_base45(std::string_view bytes);
/// Fails: nullopt on anything that to_base45 would not have written.
std::optional<std::string> from_base45(std::string_view text);

}  // namespace hefu
