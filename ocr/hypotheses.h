#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ocr/confidence.h"
#include "ocr/line_judge.h"
#include "ocr/shape_index.h"
#include "templates/sheet.h"

namespace hefu {

/// What judging needs beside the scan: rendered templates, look-alikes, the weights of evidence. One a
/// thread.
struct Judges {
  explicit Judges(std::shared_ptr<const Fonts> fonts)
      : templates(fonts), shapes(fonts), lookalikes(fonts, shapes), glyphs(templates, lookalikes) {}
  GlyphTemplates templates;
  ShapeIndex shapes;
  Lookalikes lookalikes;
  GlyphJudge glyphs;
  Evidence evidence;
  Confidence confidence;
};

/// The lines of one value: the glyphs that should stand there, and what the scan shows at their places.
struct ValueReading {
  std::vector<std::vector<Glyph>> lines;
  std::vector<LineReading> readings;
  bool inside() const;
  bool passes() const;
  bool beats_others() const;
  float weakest() const;
  float ink() const;  // median over the lines
  std::u32string text() const;
};

ValueReading judge_value(Judges& judges, const ScanContext& scan, std::vector<std::vector<Glyph>> lines,
                         bool against_others = true);

/// The most ink that a text leaves unexplained where it or the other may stand, and a character's width on
/// both sides, in units of the line's ink.
float left_over(Judges& judges, const ScanContext& scan, const Field& field, const ValueReading& value,
                const ValueReading& other);

/// What the paper shows instead of the expected text.
struct PaperText {
  std::optional<std::string> text;  // known only when every glyph was verified
  float score = 0;                  // how surely it is not the expected text
};

/// Looks for other glyphs in the places of those that failed: look-alikes and the whole usual character set.
/// A value when at least one glyph is certainly another one.
std::optional<PaperText> substitute_glyphs(Judges& judges, const ScanContext& scan,
                                           const ValueReading& value);

/// Judges `text`, set in the field's own style, against the scan; glyphs of it that fail may be substituted.
/// A value when the ink supports every glyph, the text explains what ink there is, and the expected text is
/// certainly wrong: proposing is free, the glyph comparison disposes.
std::optional<PaperText> verify_text(Judges& judges, const ScanContext& scan, const Field& field,
                                     const std::string& text, const ValueReading& expected);

/// Texts near the expected one, as far as the ink suggests where: a character more or less, two that changed
/// places, one that is wider or narrower.
std::optional<PaperText> try_near_texts(Judges& judges, const ScanContext& scan, const Field& field,
                                        const ValueReading& expected);

}  // namespace hefu
