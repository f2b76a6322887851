#pragma once
#include <string>

namespace hefu {

/// The characters that the engine's network does not tell from this one, whatever is printed (ocr/twins.txt,
/// read once). Fails: throws Error(missing).
const std::u32string& twins_of(char32_t character);

}  // namespace hefu
