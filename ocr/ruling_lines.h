#pragma once
#include <vector>

#include "ocr/homography.h"
#include "ocr/image.h"
#include "ocr/registration.h"
#include "templates/sheet.h"

namespace hefu {

/// A point on a printed line, and the direction across it. mm.
struct LineSample {
  double x = 0, y = 0;
  double normal_x = 0, normal_y = 0;
};

/// Points every 2 mm along the page's lines, a millimetre away from their ends (crossings pull the centre).
std::vector<LineSample> sample_lines(const Page& page);

/// What a fit of the map to the lines found.
struct LineFit {
  double hit = 0;          // share of the samples inside the picture that were found
  double residual_px = 0;  // robust root mean square
  double inside = 0;       // share of the samples inside the picture
};

/// One robust Gauss-Newton step of the homography towards the lines. Few hits leave the map as it is.
LineFit step_homography(const Image& grey, const std::vector<LineSample>& samples, double reach_mm,
                        double contrast, PageMap& map);

/// Fits the quartic warp that remains after the homography: curl, lens, feed rollers.
void fit_warp(const Image& grey, const std::vector<LineSample>& samples, double residual_px, double contrast,
              PageMap& map);

/// How well the map meets the lines within `reach_mm`, without changing it.
LineFit measure_fit(const Image& grey, const std::vector<LineSample>& samples, double reach_mm,
                    double contrast, const PageMap& map);

}  // namespace hefu
