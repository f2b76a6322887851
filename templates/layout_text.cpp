#include "templates/layout_text.h"

#include <algorithm>
#include <cmath>

#include "schemas/text.h"
#include "templates/layout.h"

namespace hefu {

namespace {

// The em box of Chinese faces reaches 0.88 em above the baseline and 0.12 em below (OS/2 metrics of Noto CJK
// and of LXGW WenKai); ideographs lie centred in it.
constexpr double em_ascent = 0.88;
// What rounding may take from a width; far below what anyone sees (1 um).
constexpr double tolerance_mm = 1e-3;

bool is_space(char32_t c) { return c == U' '; }

Glyph glyph_at(const Shaped& shaped, std::size_t i, double x_mm, double y_mm, const TextStyle& style) {
  const GlyphRef& ref = shaped.glyphs[i];
  Glyph glyph;
  glyph.code_point = shaped.text[i];
  glyph.face = ref.face;
  glyph.id = ref.id;
  glyph.x_mm = static_cast<float>(x_mm);
  glyph.y_mm = static_cast<float>(y_mm);
  glyph.size_pt = style.size_pt;
  glyph.advance_mm = static_cast<float>(ref.advance_em * em_mm(style));
  return glyph;
}

}  // namespace

Shaped shape(const Fonts& fonts, Typeface typeface, std::u32string_view text) {
  Shaped shaped;
  shaped.text = text;
  shaped.glyphs.reserve(text.size());
  for (const char32_t c : text) {
    GlyphRef ref;
    if (const auto found = fonts.find(typeface, c))
      ref = *found;
    else
      shaped.missing.push_back(c);
    shaped.glyphs.push_back(ref);
    shaped.width_em += ref.advance_em;
  }
  return shaped;
}

std::vector<LineSpan> break_lines(const Shaped& shaped, double width_em, double indent_em) {
  std::vector<LineSpan> lines;
  if (shaped.text.empty()) return lines;
  if (shaped.width_em + indent_em <= width_em) {
    lines.push_back({0, shaped.text.size(), shaped.width_em});
    return lines;
  }
  const LineBreaks breaks(shaped.text);
  std::vector<double> ink;  // by code point of the line: how far its ink reaches there
  for (std::size_t begin = 0; begin < shaped.text.size();) {
    const double room = width_em - (lines.empty() ? indent_em : 0);
    double width = 0;
    std::size_t end = begin;
    for (ink.clear(); end < shaped.text.size(); ++end) {
      width += shaped.glyphs[end].advance_em;
      const bool space = is_space(shaped.text[end]);
      if (!space && width > room && end > begin) break;
      ink.push_back(!space ? width : ink.empty() ? 0 : ink.back());
    }
    if (end < shaped.text.size())
      if (const std::size_t good = breaks.last_up_to(end); good > begin) end = good;
    lines.push_back({begin, end, ink[end - begin - 1]});
    for (begin = end; begin < shaped.text.size() && is_space(shaped.text[begin]);) ++begin;
  }
  return lines;
}

double em_mm(const TextStyle& style) { return style.size_pt * mm_per_pt; }

double pitch_mm(const TextStyle& style) { return em_mm(style) * style.leading; }

double lines_height_mm(std::size_t lines, const TextStyle& style) {
  return lines == 0 ? 0 : em_mm(style) + (static_cast<double>(lines) - 1) * pitch_mm(style);
}

std::vector<TextRun> place_lines(const Shaped& shaped, const std::vector<LineSpan>& lines, const RectMm& box,
                                 const TextStyle& style, RunKind kind, double indent_em) {
  const double em = em_mm(style);
  double baseline = box.y + (box.h - lines_height_mm(lines.size(), style)) / 2 + em_ascent * em;
  std::vector<TextRun> runs;
  runs.reserve(lines.size());
  for (const LineSpan& line : lines) {
    const double indent = runs.empty() ? indent_em * em : 0;
    const double spare = box.w - indent - line.width_em * em;
    double x = box.x + indent;
    if (style.align == Align::centre) x += spare / 2;
    if (style.align == Align::right) x += spare;
    TextRun run;
    run.kind = kind;
    run.glyphs.reserve(line.end - line.begin);
    for (std::size_t i = line.begin; i < line.end; ++i) {
      run.glyphs.push_back(glyph_at(shaped, i, x, baseline, style));
      x += shaped.glyphs[i].advance_em * em;
    }
    runs.push_back(std::move(run));
    baseline += pitch_mm(style);
  }
  return runs;
}

std::vector<TextRun> place_vertical(const Shaped& shaped, const RectMm& box, const TextStyle& style,
                                    RunKind kind) {
  const double em = em_mm(style);
  const std::size_t count = shaped.text.size();
  const std::size_t room = static_cast<std::size_t>(std::max(0.0, std::floor((box.h + tolerance_mm) / em)));
  if (count == 0 || room == 0) return {};
  const std::size_t columns = (count + room - 1) / room;
  const double column_pitch = pitch_mm(style);
  if (em + (static_cast<double>(columns) - 1) * column_pitch > box.w + tolerance_mm) return {};
  const std::size_t per_column = (count + columns - 1) / columns;
  const double pitch =
      per_column < 2 ? em : std::min(column_pitch, (box.h - em) / (static_cast<double>(per_column) - 1));
  const double middle = box.x + box.w / 2 + (static_cast<double>(columns) - 1) * column_pitch / 2;
  std::vector<TextRun> runs;
  for (std::size_t column = 0; column < columns; ++column) {
    const std::size_t begin = column * per_column, end = std::min(count, begin + per_column);
    const double height = em + (static_cast<double>(per_column) - 1) * pitch;
    TextRun run;
    run.kind = kind;
    for (std::size_t i = begin; i < end; ++i) {
      const double x =
          middle - static_cast<double>(column) * column_pitch - shaped.glyphs[i].advance_em * em / 2;
      const double top = box.y + (box.h - height) / 2 + static_cast<double>(i - begin) * pitch;
      run.glyphs.push_back(glyph_at(shaped, i, x, top + em_ascent * em, style));
    }
    runs.push_back(std::move(run));
  }
  return runs;
}

std::vector<TextRun> set_text(const Field& field, const std::string& text, const Fonts& fonts) {
  const Shaped shaped = shape(fonts, static_cast<Typeface>(field.style.typeface), to_utf32(text));
  if (!shaped.missing.empty()) return {};
  if (field.style.vertical) return place_vertical(shaped, field.box, field.style, RunKind::value);
  const double em = em_mm(field.style);
  const std::vector<LineSpan> lines = break_lines(shaped, (field.box.w + tolerance_mm) / em);
  if (lines_height_mm(lines.size(), field.style) > field.box.h + tolerance_mm) return {};
  for (const LineSpan& line : lines)
    if (line.width_em * em > field.box.w + tolerance_mm) return {};
  return place_lines(shaped, lines, field.box, field.style, RunKind::value);
}

}  // namespace hefu
