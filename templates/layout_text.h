#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "templates/fonts.h"
#include "templates/sheet.h"

namespace hefu {

/// A text with its glyphs in one typeface, before it has a size or a place. Units: em.
struct Shaped {
  std::u32string text;
  std::vector<GlyphRef> glyphs;   // one a code point
  std::vector<char32_t> missing;  // no face has them; they stand there as an empty em
  double width_em = 0;
};
Shaped shape(const Fonts& fonts, Typeface typeface, std::u32string_view text);

/// Part of a text that stands on one line: code points [begin, end), trailing spaces left out of the width.
struct LineSpan {
  std::size_t begin = 0, end = 0;
  double width_em = 0;
};

/// Cuts a text into lines no wider than `width_em`; the first starts `indent_em` later. A text without a
/// place to break is broken between characters. Source: Unicode UAX #14 for where a line may end.
std::vector<LineSpan> break_lines(const Shaped& shaped, double width_em, double indent_em = 0);

/// Size of an em in mm.
double em_mm(const TextStyle& style);
/// From one baseline to the next, in mm.
double pitch_mm(const TextStyle& style);
/// Height of some lines from the first em's top to the last one's bottom, in mm.
double lines_height_mm(std::size_t lines, const TextStyle& style);

/// Sets lines in a rectangle: centred in its height, by the em box, in which the ink of Chinese lies centred.
/// Returns one run a line.
std::vector<TextRun> place_lines(const Shaped& shaped, const std::vector<LineSpan>& lines, const RectMm& box,
                                 const TextStyle& style, RunKind kind, double indent_em = 0);

/// Stacks the characters upright, one under the other, centred; in several columns from the right when too
/// many. Returns one run a column; empty when they don't fit.
std::vector<TextRun> place_vertical(const Shaped& shaped, const RectMm& box, const TextStyle& style,
                                    RunKind kind);

}  // namespace hefu
