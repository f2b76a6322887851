#pragma once
#include <optional>
#include <vector>

#include "ocr/frame_quads.h"
#include "ocr/registration.h"
#include "templates/sheet.h"

namespace hefu {

/// First guesses of where the page lies; Gauss-Newton on the ruling lines does the rest.

/// The ruled rectangles of the page taken as the given quadrilateral, in the orientations whose proportions
/// fit. `factor`: how much the picture was shrunk for the quad.
std::vector<PageMap> starts_from_quad(const Page& page, const Quad& quad, int factor);

/// Two copies of the page's code span the page well; nullopt when fewer than two were found.
std::optional<PageMap> start_from_both_codes(const Page& page, const std::vector<FoundCode>& codes);

/// Each found code as each copy on the page. The map is good near the code only; its warp's centre lies
/// there.
std::vector<PageMap> starts_from_one_code(const Page& page, const std::vector<FoundCode>& codes);

/// The page fills the picture, in the orientations whose proportions fit.
std::vector<PageMap> starts_from_picture(const Page& page, int width, int height);

/// False when the map puts every copy of the page's code far from where one was found.
bool agrees_with_codes(const Page& page, const std::vector<FoundCode>& codes, const PageMap& map);

/// Sets the centre and scale of the warp's coordinates for a page.
void set_warp_frame(const Page& page, PageMap& map);

/// Clockwise quarter turns that make the image upright.
int upright_turns(const Page& page, const PageMap& map);

}  // namespace hefu
