#pragma once
#include <optional>

#include "ocr/frame_quads.h"

namespace hefu {

/// The corners of a paper that lies on something darker, as a phone sees it; nullopt where the paper fills
/// the picture (a scan) or its outline is not four straight sides.
/// Shapes: `grey` any decoded page, grey8. Units: px of it. Corners in the order of the picture, not of the
/// paper: top left first, clockwise.
std::optional<Quad> find_paper_outline(const Image& grey);

}  // namespace hefu
