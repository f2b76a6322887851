#pragma once
#include <vector>

#include "ocr/line_judge.h"

namespace hefu {

/// Whether the expected glyph stands at its place but for a straight band across or down, of 1 mm at most, in
/// which its ink is gone, and that neither the glyphs along the line nor the rules across it contradict:
/// toner breaks off where a sheet was folded, and a 土 without its middle then looks like 丄. Shapes: `line`
/// is the judged reading of `glyphs`.
bool lacks_a_band(GlyphJudge& judge, const ScanContext& scan, const std::vector<Glyph>& glyphs,
                  const LineReading& line, std::size_t index);

}  // namespace hefu
