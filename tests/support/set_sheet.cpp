#include "tests/support/set_sheet.h"

#include <stdexcept>

#include "schemas/text.h"

namespace hefu::support {

TextRun set_line(const Fonts& fonts, const std::string& text, float x_mm, float y_mm,
                 const LineStyle& style) {
  TextRun run{style.kind, {}};
  for (const char32_t c : to_utf32(text)) {
    const auto glyph = fonts.find(style.typeface, c);
    if (!glyph) throw std::logic_error("no glyph for " + code_point_name(c));
    const float advance_mm =
        glyph->advance_em * style.size_pt * static_cast<float>(mm_per_pt) + style.spacing_mm;
    run.glyphs.push_back({c, glyph->face, glyph->id, x_mm, y_mm, style.size_pt, advance_mm});
    x_mm += advance_mm;
  }
  return run;
}

std::optional<TextRun> set_line_in_face(const Fonts& fonts, std::uint16_t face, const std::u32string& text,
                                        float x_mm, float y_mm, float size_pt,
                                        std::optional<std::uint16_t> latin) {
  const float em_mm = size_pt * static_cast<float>(mm_per_pt);
  TextRun run;
  for (const char32_t c : text) {
    const std::uint16_t its = latin && c < 0x80 ? *latin : face;
    const auto glyph = fonts.find_in_face(its, c);
    if (!glyph) return std::nullopt;
    run.glyphs.push_back({c, its, glyph->id, x_mm, y_mm, size_pt, glyph->advance_em * em_mm});
    x_mm += glyph->advance_em * em_mm;
  }
  return run;
}

std::vector<Line> ruled_table(const std::vector<float>& columns, const std::vector<float>& rows,
                              float width_mm) {
  std::vector<Line> lines;
  for (const float y : rows) lines.push_back({columns.front(), y, columns.back(), y, width_mm});
  for (const float x : columns) lines.push_back({x, rows.front(), x, rows.back(), width_mm});
  return lines;
}

}  // namespace hefu::support
