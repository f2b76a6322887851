#pragma once
#include <memory>
#include <vector>

#include "ocr/feeder_streaks.h"
#include "ocr/line_judge.h"

namespace hefu {

/// Ink among a line's glyphs that they could not have drawn, not even placed a working px off: of each
/// glyph's box the darkest 5 x 5 px (0.6 mm), in units of the line's ink. A line through a figure, a stroke
/// or a dot more. Shapes: `line` is the judged reading of `glyphs`; the result is parallel to both, 0 at
/// spaces.
std::vector<float> stray_ink(GlyphJudge& judge, const std::vector<Glyph>& glyphs, const LineReading& line);

/// The same without what streaks darken; slower.
std::vector<float> stray_ink(GlyphJudge& judge, const std::vector<Glyph>& glyphs, const LineReading& line,
                             const PageMap& map, const FeederStreaks& streaks);

}  // namespace hefu
