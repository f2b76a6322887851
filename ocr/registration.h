#pragma once
#include <array>
#include <vector>

#include "ocr/code_reader.h"
#include "ocr/image.h"
#include "templates/sheet.h"

namespace hefu {

/// From mm on paper (origin top left) to px of the decoded image: a homography after a small polynomial warp.
struct PageMap {
  std::array<double, 9> homography{1, 0, 0, 0, 1, 0, 0, 0, 1};
  std::array<double, 15> warp_x{}, warp_y{};  // quartic, mm
  bool warped = false;
  double centre_x = 105, centre_y = 148.5, scale_x = 88, scale_y = 124;  // normalise mm for the warp's basis

  PointPx operator()(double x_mm, double y_mm) const;
  /// px a mm near a place: how sharp the picture can be there.
  double px_per_mm(double x_mm, double y_mm) const;
};

enum class RegistrationStatus { ok, no_frame, high_residual };

struct Registration {
  RegistrationStatus status = RegistrationStatus::no_frame;
  PageMap map;
  int quarter_turns = 0;  // clockwise turns that make the image upright
  double hit = 0;         // share of ruling-line samples found
  double residual_px = 0;
  double agreement = 0;  // of the ink with the places of print, 0..1; 0.5 is chance
};

/// Finds where the printed page lies in the scan.
/// Shapes: grey8, row 0 at the top. Units: mm on paper -> px. `codes`: the page's own codes where they were
/// read, for orientation, and to start from where the frame cannot be found. Fails: status no_frame /
/// high_residual; never throws on a bad scan. A page of another form is no_frame. Source: robust Gauss-Newton
/// on the ruling lines; Wolberg, Digital Image Warping, 3.4.2.
Registration register_page(const Image& grey, const Page& page, const std::vector<FoundCode>& codes);

class ScanFrames;  // ocr/frame_quads.h

/// What is tried: `usual` finds nine pages in ten, `rest` is what else there is and takes several times
/// longer.
enum class Effort { usual, rest, all };

/// The same for a scan that is tried against many pages: its frames are found once.
Registration register_page(const Image& grey, const Page& page, const std::vector<FoundCode>& codes,
                           ScanFrames& frames, Effort effort = Effort::all);

/// Whether the page lies there for certain: as many lines and as much print as a good scan shows.
bool is_certain(const Registration& registration);

/// The part of a scan that shows a box, grey8 or sRGB8, and the map into it.
struct ScanPart {
  Image image;
  PageMap map;
};
ScanPart scan_part(const Image& scan, const PageMap& map, const RectMm& box);

/// A part of the page straightened, grey8 or sRGB8; white where the scan does not reach.
Image crop(const Image& image, const PageMap& map, const RectMm& box, double dpi);

}  // namespace hefu
