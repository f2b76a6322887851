#pragma once
#include <cstdint>
#include <vector>

#include "ocr/image.h"

namespace hefu {

/// Level rules that are printed too light to be ink, or scanned too thin: places that along a few
/// millimetres are darker than the paper just beside them. Strokes of text are not, whose paper
/// has other strokes. Upright ones are level in the mirrored page.
/// Shapes: `even` grey8 at 110 dpi, light evened; the result 1 or 0 for each of its pixels.
std::vector<std::uint8_t> find_light_rules(const Image& even);

}  // namespace hefu
