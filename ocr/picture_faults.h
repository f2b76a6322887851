#pragma once
#include <vector>

#include "ocr/registration.h"
#include "ocr/verify.h"

namespace hefu {

/// What makes a page hard to read and can be done better when it is scanned or photographed again.
enum class PictureFault { cut_off, too_small, too_dark, blurred, glare };

/// `box`: mm on the sheet, what lies in it is concerned; all of the sheet where all of it is.
struct FoundFault {
  PictureFault fault = PictureFault::blurred;
  RectMm box;
};

/// What the faults are told by. Units: dpi of the paper; grey levels; the width of a stroke's edge at 200
/// dpi, 0 where there are too few to tell; mm2 of print that is not in the picture.
struct PictureMeasures {
  double dpi = 0, paper_level = 255, edge_px = 0, cut_mm2 = 0;
  RectMm cut;  // around that print
};
PictureMeasures measure_picture(const Image& grey, const PageMap& map, const Page& page);

/// Finds the faults of a registered page of ours. Meant for one on which something could not be read: nobody
/// is sent back for a picture that does. `grey`: as decoded, without seal ink; `reading`: with its
/// straightened page; glare is sought in its unreadable values.
std::vector<FoundFault> find_picture_faults(const Image& grey, const PageMap& map, const Page& page,
                                            const PageReading& reading);

/// The same of a picture on which no page of ours could be found: only what needs no page, and no place.
std::vector<PictureFault> find_picture_faults(const Image& grey);

}  // namespace hefu
