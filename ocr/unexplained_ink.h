#pragma once
#include <vector>

#include "ocr/line_judge.h"

namespace hefu {

/// What a text leaves over: the darkest 5 x 5 px (0.6 mm) that its glyphs do not explain, in units of the
/// line's ink, over a stretch of its line. Shapes: `line` is the judged reading of `glyphs`. `within`: the
/// stretch, which may reach beyond the text on both sides; above and below it other values may stand.
float unexplained_ink(GlyphJudge& judge, const ScanContext& scan, const std::vector<Glyph>& glyphs,
                      const LineReading& line, const RectMm& within);

}  // namespace hefu
