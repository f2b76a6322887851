#pragma once
#include <array>
#include <map>
#include <vector>

#include "ocr/code_reader.h"
#include "ocr/image.h"

namespace hefu {

/// Corners of a connected piece of ruling, px of the given image: top left, top right, bottom right, bottom
/// left.
using Quad = std::array<PointPx, 4>;

struct InkThreshold {
  int percent = 92;     // darker than this share of the neighbourhood's mean is ink
  int dilation_px = 1;  // closes gaps in thin lines
};

/// Quadrilaterals around the largest connected pieces of ink, largest first, at most `count`.
/// `small`: grey8, about 3 px a mm, so that a ruling line is one pixel wide.
/// Source: local mean threshold (Bradley and Roth, 2007) and connected components.
std::vector<Quad> find_frame_quads(const Image& small, const InkThreshold& threshold, std::size_t count = 4);

/// The frames of one scan, found once for all pages that it is tried against. Keep no longer than the scan.
class ScanFrames {
 public:
  explicit ScanFrames(const Image& grey) : grey_(grey) {}
  /// Corners in px of the scan shrunk by `factor`.
  const std::vector<Quad>& find(int factor, const InkThreshold& threshold);

 private:
  const Image& grey_;
  std::map<int, Image> small_;                             // by factor
  std::map<std::array<int, 3>, std::vector<Quad>> found_;  // by factor and threshold
};

}  // namespace hefu
