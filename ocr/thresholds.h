#pragma once

/// Where the verifier draws its lines. Scores are log-likelihood ratios of ocr/evidence.txt. Found on the
/// tuning seeds: build/release/fit_evidence 11 1 prints the highest scores of false hypotheses and what share
/// of the true glyphs lies over each line; build/release/bench_accuracy --seed 1 --people 1 --verbose names
/// each field that a line decides.
namespace hefu::thresholds {

// A page whose labels do not correlate is not read at all: below this, true and false glyphs overlap.
constexpr float legible_ncc = 0.5f;

// A glyph counts as what was expected: 99.8 % of the true ones over all kinds of damage. Ten of 29,388 false
// ones score more; the gates turn them away, and hold where the regression has seen little.
constexpr float match_score = 6, match_ncc = 0.70f, match_ratio = 0.92f, match_residual = 0.5f;

// A glyph is certainly another one that is known.
constexpr float mismatch_score = -6, mismatch_ratio = 1.35f, mismatch_ncc = 0.75f;

// The same where the other glyph is a dot or a dash.
constexpr float small_ratio = 2.5f, small_ncc = 0.9f;

// What the paper shows instead: every glyph of a hypothesis needs this.
constexpr float hypothesis_score = 1.5f, hypothesis_ncc = 0.72f;

// What a text that is read may leave over of the ink, in units of the line's: prints leave their edges, a
// stroke that it does not have leaves 0.5 and more.
constexpr float unexplained_ink = 0.3f;

// A longer text whose expected glyphs are all there, or a shorter one without a glyph in another place:
// printed characters score 40 and over, strokes of a stamp stay under this.
constexpr float stamped_score = 20;

// OCR that reads what was expected may save a glyph that is only a little weak: it corrects what it sees.
// The gates of a match hold all the same: without them I in place of 1 and 巿 in place of 市 were let
// through.
constexpr float rescue_score = -2;

// Ink that nobody printed, mean over 1.3 mm squares, in units of the line's ink.
constexpr float extra_ink = 0.09f;
// The same where there is no line to compare with: share of the light.
constexpr float extra_ink_dark = 0.07f;
// What most cells of a page show between their characters counts as paper, up to a screen's waves; a stroke takes
// three times as much.
constexpr float most_texture = 0.15f;

// A place is empty when the expected ink shows with less than this of the page's.
constexpr float missing_ink = 0.15f, missing_ncc = 0.35f, missing_score = -12;

}  // namespace hefu::thresholds
