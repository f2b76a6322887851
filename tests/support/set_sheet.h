#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "templates/fonts.h"
#include "templates/sheet.h"

namespace hefu::support {

/// How a hand-set line is to look.
struct LineStyle {
  Typeface typeface = Typeface::song;
  float size_pt = 10.5f;
  RunKind kind = RunKind::label;
  float spacing_mm = 0;  // beside the natural advance
};

/// One line of text, set by hand where no form is wanted. Units: mm, the baseline's left end.
/// Fails: throws std::logic_error on a missing glyph.
TextRun set_line(const Fonts& fonts, const std::string& text, float x_mm, float y_mm,
                 const LineStyle& style = {});

/// The same in one face, or in one for figures and letters and one for all else; nullopt where that lacks a
/// character.
std::optional<TextRun> set_line_in_face(const Fonts& fonts, std::uint16_t face, const std::u32string& text,
                                        float x_mm, float y_mm, float size_pt,
                                        std::optional<std::uint16_t> latin = {});

/// A ruled table's lines: `columns` and `rows` are the places of the rules.
std::vector<Line> ruled_table(const std::vector<float>& columns, const std::vector<float>& rows,
                              float width_mm);

}  // namespace hefu::support
