#pragma once
#include "ocr/glyph_patch.h"

namespace hefu {

/// How well a template fits a patch where each of its rows and columns may lie up to elastic_px off its place
/// and be drawn out or left out once in a row: a face that the bank has not draws a character's strokes in
/// other places, but the same ones. Normalised cross-correlation, at least that of the unmoved template.
/// `patch`: darkness, sampled in the template's own box. Source: dynamic time warping over rows, then over
/// columns, with slopes from 1/2 to 2 (Sakoe and Chiba 1978).
float elastic_correlation(const GlyphTemplate& expected, const GlyphPatch& patch);

constexpr int elastic_px = 3;  // working px: an eighth of an em at 9 pt, a twentieth at 21

}  // namespace hefu
