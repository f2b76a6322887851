#pragma once
#include <memory>

#include "ocr/line_judge.h"

namespace hefu {

struct Calibration {
  bool legible = false;
  PageQuality quality;
  float ink = 0.5f;  // median darkness of the labels' strokes
  float stray = 0;   // what nine in ten of the labels' characters stay under (ocr/stray_ink.h)
};

/// Finds the blur and the stroke growth with which this scan draws, on the page's labels, and how well glyphs
/// that are right correlate here. Sets judge.rendering. Not legible: the median correlation is under 0.5, or
/// no label is in the picture.
Calibration calibrate(GlyphJudge& judge, const Evidence& evidence, const Image& grey, const Page& page,
                      const PageMap& map);

/// Fits the model of a black and white scan to the page's labels. Null: the scan has greys, or too few labels
/// show.
std::unique_ptr<BilevelPrint> fit_bilevel(GlyphJudge& judge, const Evidence& evidence,
                                          const ScanContext& scan, const Page& page);

}  // namespace hefu
