#pragma once
#include "ocr/line_judge.h"

namespace hefu {

/// Whether a line that is not at its place stands some millimetres away, where the page has no line like it:
/// on a strongly curled sheet the map can lead a row too far, and an empty place then says nothing.
bool stands_nearby(GlyphJudge& judge, const Evidence& evidence, const ScanContext& scan, const Page& page,
                   const std::vector<Glyph>& glyphs);

}  // namespace hefu
