#pragma once
#include <string>
#include <string_view>

namespace hefu {

// Levels of libdeflate, by what they buy: after 1, neither fonts nor contents shrink by more than 5 %
// (tests/bench/run render).
constexpr int font_level = 1;
constexpr int text_level = 1;
constexpr int smallest_level = 12;  // for what is packed once a process

/// Bytes as a zlib stream, for Flate streams of PDF and for the register of prints. level: 1 (quick) .. 12
/// (small). Source: libdeflate. Fails: throws Error.
std::string deflate(std::string_view bytes, int level);

/// The bytes that a zlib stream was made from; `size`: how many they are. Fails: throws Error(bad_input) on a
/// stream that is damaged or holds another number of bytes.
std::string inflate(std::string_view stream, std::size_t size);

}  // namespace hefu
