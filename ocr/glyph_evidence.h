#pragma once
#include <array>
#include <vector>

#include "ocr/glyph_patch.h"
#include "ocr/lookalikes.h"
#include "ocr/rival_templates.h"

namespace hefu {

/// How one glyph's ink in the scan compares with one expected glyph.
struct GlyphStats {
  float ncc = 0;     // with the expected glyph, between pixels
  float other = -1;  // with the best look-alike
  char32_t other_code_point = 0;
  float share =
      1;  // of the difference to the nearest look-alike that the ink follows: 1 expected, -1 the other
  float residual =
      0;          // largest mean of 5 x 5 px that neither ink nor paper explains, in units of the line's ink
  float ink = 0;  // amplitude of the expected glyph
  float ratio = 1;  // (1 - ncc^2) / (1 - other^2): under 1 the expected glyph explains more
  float dx = 0, dy = 0;
};

/// What the page's labels, which are known to be right, look like in this scan.
struct PageQuality {
  float ncc = 0.9f, residual = 0.1f;
};

/// A look-alike that came close, and where it fits best, in working px from the patch's place.
struct Rival {
  LookalikeGlyph glyph;
  int right_px = 0;  // how much further right its line would put it
  float value = 0;   // correlation there
  float dx = 0, dy = 0;
};

/// Compares patches with glyphs and their look-alikes. One a thread.
class GlyphJudge {
 public:
  GlyphJudge(GlyphTemplates& templates, const Lookalikes& lookalikes)
      : templates_(templates), lookalikes_(lookalikes), rival_templates_(templates, lookalikes) {}

  Rendering rendering;

  /// `place`: the glyph as it stands on the page; `hypothesis`: what may be printed there, in the same box.
  /// `line_ink`: median ink of the line. `against_others`: compare with the look-alikes, too.
  GlyphStats judge(const GlyphPatch& patch, const Glyph& place, const Glyph& hypothesis, float line_ink,
                   bool against_others = true);

  /// The look-alikes that came closest in the last comparison with others, closest first; at most four.
  const std::vector<Rival>& rivals() const { return rivals_; }
  /// How well a look-alike fits a patch that was sampled where it seemed to fit best, and how far from there.
  Peak correlation_with(const Rival& rival, const GlyphPatch& patch, const Glyph& place);

  GlyphTemplates& templates() { return templates_; }
  const Lookalikes& lookalikes() const { return lookalikes_; }

 private:
  void compare_with_others(const GlyphPatch& patch, const Glyph& place, const Glyph& hypothesis,
                           const GlyphTemplate& expected, const BoxSums& sums, float own_product, float paper,
                           GlyphStats& stats);

  GlyphTemplates& templates_;
  const Lookalikes& lookalikes_;
  RivalTemplates rival_templates_;
  std::vector<float> residual_, row_sums_, values_;
  std::vector<Rival> rivals_;
};

/// (1 - ncc^2) / (1 - other^2).
float ratio_of(const GlyphStats& stats);

/// Log-likelihood ratio that the glyph is what was expected, from a logistic regression on true and false
/// hypotheses (weights in ocr/evidence.txt; tests/accuracy/fit_evidence measures them and finds others).
class Evidence {
 public:
  static constexpr std::size_t feature_count = 19;
  using Features = std::array<float, feature_count>;

  /// Fails: throws Error(missing | bad_input) on ocr/evidence.txt.
  Evidence();
  static Features features(const GlyphStats& stats, float line_ink, const PageQuality& quality);
  float score(const GlyphStats& stats, float line_ink, const PageQuality& quality) const;

 private:
  Features weight_, mean_, deviation_;
};

}  // namespace hefu
