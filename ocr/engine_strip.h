#pragma once
#include "ocr/image.h"

namespace hefu {

/// The engine's network takes strips so high; a line's ink fills as much of it where whole papers are read
/// (page_reading.cpp).
constexpr int engine_strip_px = 48, engine_line_px = 36;

/// Stretches grey levels to the full range: the engine wants dark on white.
void stretch(Image& line);

/// A picture of one character three times side by side, which gives the network others to go by and no word
/// that it could take it for.
Image three_times(const Image& one);

}  // namespace hefu
