#pragma once
#include <optional>
#include <vector>

#include "ocr/bilevel_print.h"
#include "ocr/glyph_evidence.h"
#include "ocr/image.h"
#include "ocr/registration.h"

namespace hefu {

/// The scan of one page and how it draws: what judging a line needs.
struct ScanContext {
  const Image& grey;  // without seal ink
  const PageMap& map;
  PageQuality quality;
  BilevelPrint* bilevel = nullptr;           // of a scan that is black and white
  const std::vector<Line>* rules = nullptr;  // of the page, where it is known
};

struct GlyphReading {
  bool printed = false;  // false: a space, nothing to see
  GlyphStats stats;
  float score = 0;  // log-likelihood ratio
  // On a black and white scan, of a glyph that has a near look-alike: against the likeliest of them, pixel by
  // pixel.
  std::optional<float> likelihood_ratio;
  bool like_print = true;     // and its pixels are no further from the model than those of print
  bool beats_others = false;  // it explains the ink clearly better than all its look-alikes
  bool passes = false;        // and its score is over the line of a match
};

/// What the scan shows at the places of one line of glyphs.
struct LineReading {
  bool inside = false;             // every glyph lies in the picture
  float ink = 0;                   // median darkness of strokes
  float shift_x = 0, shift_y = 0;  // working px by which the line lies off its place
  float weakest = 1e9f;            // lowest score
  bool beats_others = true;        // every glyph explains the ink clearly better than all its look-alikes
  bool passes = true;              // every glyph has evidence against all its look-alikes
  std::vector<GlyphReading> glyphs;
  std::vector<GlyphPatch> patches;  // parallel to glyphs: darkness, neighbours' ink taken away
};

/// True for what leaves no ink.
bool is_space(char32_t code_point);

/// Judges every glyph of a line against the expected one and its look-alikes.
/// `against_others` false: correlation and residual only (quick; nothing can pass).
LineReading judge_line(GlyphJudge& judge, const Evidence& evidence, const ScanContext& scan,
                       const std::vector<Glyph>& glyphs, bool against_others = true);

/// Judges one place of a judged line again, with another glyph as what may be printed there.
GlyphReading judge_glyph(GlyphJudge& judge, const Evidence& evidence, const ScanContext& scan,
                         const LineReading& line, const std::vector<Glyph>& glyphs, std::size_t index,
                         const Glyph& hypothesis);

}  // namespace hefu
