#include "ocr/rival_templates.h"

#include <cmath>

#include "ocr/vectorised.h"

namespace hefu {

std::vector<RivalTemplate>& RivalTemplates::of(const Glyph& place, const Glyph& hypothesis,
                                               const GlyphTemplate& expected, Rendering rendering) {
  if (forgotten_ != templates_.times_forgotten()) {
    kept_.clear();
    forgotten_ = templates_.times_forgotten();
  }
  Rivals& rivals = kept_[&expected];
  // Two characters may have one glyph, and each its own look-alikes.
  if (rivals.of != hypothesis.code_point)
    rivals = {hypothesis.code_point, draw(place, hypothesis, rendering)};
  return rivals.templates;
}

std::vector<RivalTemplate> RivalTemplates::draw(const Glyph& place, const Glyph& hypothesis,
                                                Rendering rendering) {
  const GlyphBox box = glyph_box(place);
  const auto px_per_em = static_cast<float>(place.size_pt * mm_per_pt * working_px_per_mm);
  std::vector<RivalTemplate> rivals;
  const auto add = [&](const LookalikeGlyph& other, int right_px) {
    rivals.push_back(
        {other, right_px, &templates_.get(other.face, other.id, place.size_pt, box, rendering, right_px)});
  };
  for (const LookalikeGlyph& other : lookalikes_.of(hypothesis)) {
    add(other, 0);
    // A narrower one (I for 1) lies further right when its line is centred or set to the right, one that is a
    // little wider further left. Of a much wider one a part would show in the places beside this, which are
    // judged by themselves: in the box of a hyphen a dash is nothing but a longer hyphen.
    constexpr int most_left = 4, most_right = 23;
    const auto narrower_px = static_cast<float>(box.width - 2) - other.advance_em * px_per_em;
    for (const float share : {0.5f, 1.0f})
      if (const auto right = static_cast<int>(std::lround(narrower_px * share));
          right != 0 && right >= -most_left && right <= most_right)
        add(other, right);
  }
  return rivals;
}

HEFU_VECTORISED float overlap(const GlyphTemplate& a, const GlyphTemplate& b) {
  float lanes[16] = {};
  for (std::size_t i = 0; i < a.ink.size(); i += 16)  // rows are padded to this
    for (std::size_t k = 0; k < 16; ++k) lanes[k] += a.ink[i + k] * b.ink[i + k];
  float sum = 0;
  for (const float lane : lanes) sum += lane;
  return sum;
}

}  // namespace hefu
