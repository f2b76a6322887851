#pragma once
#include <string>
#include <string_view>

namespace hefu {

// Levels of libdeflate, by what they buy: after 1, neither fonts nor contents shrink by more than 5 %
// (tests/bench/run render).
constexpr int font_level = 1;
constexpr int text_level = 1;
constexpr int smallest_level = 12;  // for what is packed once a process

/// Bytes as a zlib stream, for Flate streams of PDF. level: 1 (quick) .. 12 (small).
/// Source: libdeflate. Fails: throws Error.
std::string deflate(std::string_view bytes, int level);

}  // namespace hefu
