// Of a ClaimJudge: characters that the network takes for others.
#include <algorithm>

#include "ocr/bank_strip.h"
#include "ocr/claim_judge.h"
#include "ocr/claim_thresholds.h"
#include "ocr/lone_character.h"
#include "ocr/lookalikes.h"
#include "ocr/twins.h"

namespace hefu {
namespace {

/// Whether what the network is shown alone is clearly another character to it.
bool is_clearly_another(LoneCharacters& alone, std::size_t index, char32_t own, char32_t other,
                        double clear_alone = claim::clear_alone) {
  return alone.likelihood(index, other) >
         std::max(clear_alone, alone.likelihood(index, own) + claim::clearly_another);
}

}  // namespace

/// Whether the network, where the glyphs leave it to decide, takes a character for another one when it is
/// shown that alone. A glyph that passes decides by itself where the steps are for it, too.
bool ClaimJudge::is_another_alone(const BankFit& fit, const LineSpan& span, const LineReading& glyphs,
                                  LoneCharacters& alone) {
  for (std::size_t i = 0; i < fit.glyphs.size(); ++i) {
    const char32_t own = fit.glyphs[i].code_point;
    if (!is_wide(own) || is_mark(own)) continue;
    if (std::ranges::any_of(twins_of(own), [](const Twin& twin) { return twin.top != StrokeTop::anywhere; }))
      continue;  // its ink has told it
    if (glyphs.glyphs[i].passes && span.characters[i].ratio > claim::clear_ratio) continue;
    if (is_clearly_another(alone, i, own, glyphs.glyphs[i].stats.other_code_point)) return true;
    for (const auto& [other, ratio] : span.characters[i].against)
      if (is_clearly_another(alone, i, own, other)) return true;
  }
  return false;
}

/// How much nearer a character's glyph is to its twin, on the mean of all faces.
float ClaimJudge::twin_ratio(const BankFit& fit, std::size_t index, const Twin& twin, bool has_face) {
  const float ratio = bank_.ratio_against(fit, index, twin.character, page_, true);
  const bool clear =
      has_face && fit.rendering.blur < claim::least_blur && ratio < claim::clear_twin_glyph_ratio;
  return twin.elastic && !clear ? bank_.elastic_ratio(fit, index, twin.character) : ratio;
}

/// Whether the ink begins where this character's does and its twin's does not.
bool ClaimJudge::has_top(const BankFit& fit, const LineReading& glyphs, std::size_t index, const Twin& twin) {
  const std::optional<float> left = bank_.top_of(fit, index);
  return left && glyphs.glyphs[index].stats.ncc > claim::top_ncc &&
         bank_.ratio_against(fit, index, twin.character, page_, true) < claim::top_glyph_ratio &&
         (twin.top == StrokeTop::left ? *left > claim::left_top : *left < claim::straight_top);
}

/// By the glyphs, or where they leave it open by the network, shown the character alone.
bool ClaimJudge::tells_twins_apart(const BankFit& fit, const LineReading& glyphs,
                                   const CodeAlphabet& alphabet, LoneCharacters& alone, bool has_face) {
  const auto is_number = [](char32_t c) { return is_figure(c) || is_chinese_number(c); };
  for (std::size_t i = 0; i < fit.glyphs.size(); ++i) {
    const char32_t character = fit.glyphs[i].code_point;
    if (std::ranges::any_of(twins_of(character), &Twin::is_usual)) return false;
    // Behind a number 日 is no 曰.
    if (character == U'日' && i > 0 && is_number(fit.glyphs[i - 1].code_point)) continue;
    for (const Twin& twin : twins_of(character)) {
      if (twin.top != StrokeTop::anywhere) {
        if (!has_top(fit, glyphs, i, twin)) return false;
        continue;
      }
      if (has_face && glyphs.glyphs[i].passes && !twin.elastic) continue;
      const bool both = alphabet.codes_of(twin.character) != nullptr;
      const float usual = both ? claim::twin_glyph_ratio : claim::unwritten_twin_glyph_ratio;
      const float most = twin.most_ratio > 0 ? twin.most_ratio : usual;
      const GlyphStats& stats = glyphs.glyphs[i].stats;
      if (stats.other_code_point == twin.character && stats.ratio > claim::twin_in_place_ratio) return false;
      const float ratio = twin_ratio(fit, i, twin, has_face);
      if (both && twin.told_alone &&
          is_clearly_another(alone, i, character, twin.character, claim::clear_twin_alone))
        return false;
      const auto is_sure_alone = [&] {
        const double own = alone.likelihood(i, character);
        return own > claim::sure_alone &&
               own - alone.likelihood(i, twin.character) > claim::surely_not_another;
      };
      const bool clear = both && twin.may_decide && is_sure_alone();
      if (ratio > (clear ? claim::lone_twin_glyph_ratio : most)) return false;
    }
  }
  return true;
}

}  // namespace hefu
