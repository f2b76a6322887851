#pragma once
#include <string>
#include <string_view>

namespace hefu {

/// Bytes as a zlib stream, for Flate streams of PDF. level: 1 (quick) .. 12 (small).
/// Source: libdeflate. Fails: throws Error.
std::string deflate(std::string_view bytes, int level);

}  // namespace hefu
