#pragma once
#include <optional>

#include "ocr/glyph_patch.h"

namespace hefu {

/// How far the top of a character's ink lies to the left of where its first two strokes part, in heights of
/// its ink: 人 begins over that place, 入 to the left of it, in whatever face. `patch`: darkness of the
/// character's own box. Nothing where there is too little ink to tell.
std::optional<float> top_to_the_left(const GlyphPatch& patch);

}  // namespace hefu
