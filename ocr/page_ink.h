#pragma once
#include <cstdint>
#include <vector>

#include "ocr/image.h"

namespace hefu {

/// Evens the light in place: paper becomes 255, what is darker as much as it takes off the paper's light.
/// `px_per_paper`: about what a paper's long side has; sets how far the paper's level is looked for.
void even_light(Image& grey, int px_per_paper);

/// What of an evened page is ink: 1, else 0. Shapes: as `grey`.
std::vector<std::uint8_t> ink_of(const Image& even);

/// The grey to read text in: red as well as blue seal ink is nearly paper, but lines of red text are not.
Image grey_for_text(const Image& image);

}  // namespace hefu
