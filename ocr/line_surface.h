#pragma once
#include <optional>
#include <vector>

#include "ocr/code_reader.h"
#include "ocr/glyph_patch.h"

namespace hefu {

/// The correlations of a line's glyphs with the scan, added, by the shift of the whole line. Working px.
class LineSurface {
 public:
  /// `patch`: grey, sampled where the glyph should be. Both must outlive the surface.
  void add(const GlyphTemplate& expected, const GlyphPatch& patch);
  bool empty() const { return glyphs_.empty(); }

  /// The shift at which the glyphs fit best, within search_px both ways, between pixels. It is climbed to
  /// from the middle: templates are blurred, so that correlations fall off evenly around their peak, and
  /// most lines lie within a pixel.
  PointPx peak();

 private:
  struct Placed {
    const GlyphTemplate* expected;
    const GlyphPatch* patch;
    BoxSums sums;
  };
  static constexpr int side = 2 * search_px + 1;

  float at(int x, int y);

  std::vector<Placed> glyphs_;
  std::optional<float> values_[side][side];  // of the shifts that were looked at
};

}  // namespace hefu
