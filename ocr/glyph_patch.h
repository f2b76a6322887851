#pragma once
#include <vector>

#include "ocr/glyph_templates.h"
#include "ocr/image.h"
#include "ocr/registration.h"

namespace hefu {

constexpr int search_px = 2;  // how far a glyph may lie from its place after registration, working px

/// The scan around one glyph, straightened to working px: the glyph's box and search_px more on every side.
/// Grey values first; after to_darkness the share of light that ink takes.
struct GlyphPatch {
  int width = 0, height = 0;
  bool inside = false;  // wholly in the picture
  std::vector<float> value;
};

/// `shift_x`, `shift_y`: working px by which the glyph's line lies off its place.
void sample_patch(const Image& grey, const PageMap& map, const Glyph& glyph, float shift_x, float shift_y,
                  GlyphPatch& patch);

/// 1 - value / paper; the paper's level is the patch's 90th percentile.
void to_darkness(GlyphPatch& patch);

/// Takes the expected ink of another glyph away: `ink` is how dark ink is here.
void subtract_neighbour(GlyphPatch& patch, const Glyph& glyph, const Glyph& neighbour,
                        const GlyphTemplate& expected, float ink);

/// Sums over the box of a template at every shift within `reach`, for all templates of that box.
struct BoxSums {
  float sum[2 * search_px + 1][2 * search_px + 1];
  float variance[2 * search_px + 1][2 * search_px + 1];  // times the number of pixels
};
void sum_boxes(const GlyphPatch& patch, int width, int height, int reach, BoxSums& sums);
/// The same at one shift.
void sum_box(const GlyphPatch& patch, int width, int height, int dx, int dy, BoxSums& sums);

/// Sum of products of template and patch at a shift.
float product(const GlyphTemplate& expected, const GlyphPatch& patch, int dx, int dy);

/// Normalised cross-correlation at a whole shift; of darkness, or minus that of grey.
float correlation(const GlyphTemplate& expected, const GlyphPatch& patch, const BoxSums& sums, int dx,
                  int dy);

/// The same of a product that is known already.
float correlation(const GlyphTemplate& expected, float product, const BoxSums& sums, int dx, int dy);

struct Peak {
  float value = 0;
  float dx = 0, dy = 0;
};
/// The highest correlation at whole shifts within one pixel, refined between pixels by parabolas: within 1.5
/// px.
Peak best_correlation(const GlyphTemplate& expected, const GlyphPatch& patch, const BoxSums& sums);

/// Vertex of the parabola through three values at -1, 0, 1: returns its height, sets its place (within half a
/// step).
float parabola_peak(float left, float middle, float right, float& place);

}  // namespace hefu
