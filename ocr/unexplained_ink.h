#pragma once
#include <vector>

#include "ocr/line_judge.h"

namespace hefu {

/// What a text leaves over: the darkest 5 x 5 px (0.6 mm) that its glyphs do not explain, in units of the
/// line's ink, over a stretch of its line. Shapes: `line` is the judged reading of `glyphs`. `from_mm`,
/// `to_mm`: the stretch, on paper; it may reach beyond the text on both sides.
float unexplained_ink(GlyphJudge& judge, const ScanContext& scan, const std::vector<Glyph>& glyphs,
                      const LineReading& line, double from_mm, double to_mm);

}  // namespace hefu
