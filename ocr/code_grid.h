#pragma once
#include <optional>
#include <string>

#include "ocr/registration.h"

namespace hefu {

/// Reads a page code where registration says that it stands, when a search finds none: its modules are
/// sampled at their known places, and the patterns that every code has teach a filter that undoes what blur
/// and motion did to them. Covered or torn finder patterns do no harm, nor does an edge that the picture
/// cuts off; the code's own correction does the rest. nullopt when nothing valid is read. `place`: mm, quiet
/// zone included. Source: ISO/IEC 18004, 6.3 (function patterns); linear equaliser by regularised least
/// squares.
std::optional<std::string> read_code_at(const Image& grey, const PageMap& map, const RectMm& place);

}  // namespace hefu
