#pragma once

namespace hefu::claim {

// Where the claim judge draws its lines: measured on six fonts and four kinds of damage (ocr/README.md,
// "Claims in papers of others"), and found again on tuning seeds with `tests/bench/run evidence --measures`.

// Rescue by the network's steps: mean log-probability a code, ratio against look-alikes, ratio of the worst
// glyph.
constexpr double rescue_mean = -1, rescue_ratio = 2;
constexpr float rescue_glyph_ratio = 1;
constexpr float rescue_ncc =
    0.45f;  // below it the bank has nothing like this face, and its word is worth nothing
// The same in a face that the bank has not: more from the steps (of the texts that were not there none of 379
// had over 4.4), less from the glyphs, which are only like the paper's.
constexpr double clear_ratio = 7;
constexpr float like_face_ncc = 0.78f, like_face_glyph_ratio = 1.4f;
// The bank's own word does not hold where the steps speak clearly for another text.
constexpr double opposed_ratio = -3, opposed_mean = -3;
// Unless every glyph is this far from its look-alikes: the steps do not know rare characters well (薯, 冶).
constexpr float sure_glyph_ratio = 0.4f;
// A face that the paper is set in, or one cut alike: its own faces give 0.95 and over, others 0.75 to 0.9.
constexpr float same_face_ncc = 0.93f;
// What the engine reads counts as another text when it is this much likelier than the one expected: its words
// come from a language model that corrects, so that it may differ without meaning anything.
constexpr double read_other_ratio = -2;
// A text stands there as one: no glyph lies farther off an even line than this, in em. Figures set in another
// face lie up to a fifth off.
constexpr float most_uneven_em = 0.4f;
// Another text is clearly better: the steps say so by this much and the glyphs do not speak against it, or
// the glyphs do.
constexpr double other_ratio = -4;
constexpr float other_glyph_ratio = 1.1f;
constexpr double other_ratio_alone = -12;
// What share of a text may be another before it counts as a different text altogether.
constexpr double most_other = 0.4;

}  // namespace hefu::claim
