#pragma once
#include <string>
#include <vector>

namespace hefu {

/// A TrueType font whose glyphs have a width and no outline: for words that lie over a picture without being
/// seen. Glyph 0 is .notdef, then one for each of `advances`, in 1000ths of an em; at most 65,534.
/// Embedded, it lets no viewer look for a font of its own, and an archive has all that it names.
/// Source: OpenType 1.9, the tables that a PDF asks for (ISO 32000-1, 9.9).
std::string glyphless_font(const std::vector<int>& advances);

}  // namespace hefu
