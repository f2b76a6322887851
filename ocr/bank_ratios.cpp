// How much nearer the ink of a BankLine's glyph is to one character than to another.
#include <cmath>
#include <optional>

#include "ocr/bank_line.h"
#include "ocr/elastic_match.h"
#include "ocr/stroke_top.h"

namespace hefu {
namespace {

/// A character's glyph in another face, or another one's, in the same place; nothing where the face lacks it.
std::optional<Glyph> in_face(const Fonts& fonts, const Glyph& place, std::uint16_t face, char32_t c) {
  const auto found = fonts.find_in_face(face, c);
  if (!found) return std::nullopt;
  Glyph glyph = place;
  glyph.code_point = c;
  glyph.face = face;
  glyph.id = found->id;
  return glyph;
}

/// The geometric mean over faces of what a correlation says of a place's own character against another one;
/// 0 where no face has both. Over all faces, or the place's own.
template <typename Correlation>
float mean_ratio(const Fonts& fonts, const Glyph& place, char32_t other, bool in_all_faces,
                 Correlation correlation) {
  float sum = 0;
  int count = 0;
  for (std::uint16_t face = 0; face < fonts.face_count(); ++face) {
    if (!in_all_faces && face != place.face) continue;
    const auto own = in_face(fonts, place, face, place.code_point), twin = in_face(fonts, place, face, other);
    if (!own || !twin) continue;
    GlyphStats stats;
    stats.ncc = correlation(*own);
    stats.other = correlation(*twin);
    if (stats.ncc <= -1 || stats.other <= -1) continue;
    sum += std::log(ratio_of(stats));
    ++count;
  }
  return count > 0 ? std::exp(sum / static_cast<float>(count)) : 0;
}

/// Darkness of a character's own box.
GlyphPatch ink_of(const BankFit& fit, std::size_t index) {
  GlyphPatch patch;
  sample_patch(fit.strip, fit.map, fit.glyphs[index], 0, 0, patch);
  to_darkness(patch);
  return patch;
}

}  // namespace

float BankLine::ratio_against(const BankFit& fit, std::size_t index, char32_t other, const PageType& page,
                              bool in_all_faces) {
  judges_.glyphs.rendering = fit.rendering;
  const Glyph& place = fit.glyphs[index];
  return mean_ratio(judges_.templates.fonts(), place, other, in_all_faces, [&](const Glyph& glyph) {
    return judge_line(judges_.glyphs, judges_.evidence, {fit.strip, fit.map, page.quality}, {glyph}, false)
        .glyphs[0]
        .stats.ncc;
  });
}

float BankLine::elastic_ratio(const BankFit& fit, std::size_t index, char32_t other) {
  const Glyph& place = fit.glyphs[index];
  const GlyphPatch patch = ink_of(fit, index);
  return mean_ratio(judges_.templates.fonts(), place, other, true, [&](const Glyph& glyph) {
    return elastic_correlation(
        judges_.templates.get(glyph.face, glyph.id, glyph.size_pt, glyph_box(place), fit.rendering), patch);
  });
}

std::optional<float> BankLine::top_of(const BankFit& fit, std::size_t index) {
  return top_to_the_left(ink_of(fit, index));
}

}  // namespace hefu
