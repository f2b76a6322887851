#include <algorithm>

#include "schemas/messages.h"
#include "schemas/text.h"
#include "templates/layout_parts.h"

namespace hefu {

namespace {

constexpr double tolerance_mm = 1e-3;
// Sizes between a style's own and its smallest are tried in steps of half a point, the smallest that type
// knows.
constexpr float size_step_pt = 0.5f;

bool has_text(const Segment& segment) { return !segment.shaped.text.empty(); }

double natural_width(const Segment& segment, double em) {
  if (segment.kind == Segment::Kind::late) return std::max(segment.width_mm, segment.shaped.width_em * em);
  return has_text(segment) ? segment.shaped.width_em * em : segment.width_mm;
}

/// Lays one cell's lines out, row under row.
class Arranger {
 public:
  Arranger(const CellText& text, double width_mm, float size_pt) : text_(text), width_(width_mm) {
    style_ = text.style.text;
    style_.size_pt = size_pt;
    set_.size_pt = size_pt;
  }

  Arranged run() {
    for (std::size_t i = 0; i < text_.lines.size(); ++i) {
      const CellLine& line = text_.lines[i];
      if (line.segments.size() == 1 && line.segments[0].kind != Segment::Kind::gap)
        wrapped(i, 0);
      else
        packed(i);
    }
    set_.height_mm = text_.lines.empty() ? 0 : y_ - (pitch_mm(style_) - em_mm(style_));
    return std::move(set_);
  }

 private:
  // One piece that may take several rows, over the whole width.
  void wrapped(std::size_t line, std::size_t segment) {
    PlacedSegment piece;
    piece.line = line;
    piece.segment = segment;
    piece.align = text_.lines[line].align;
    piece.indent_em = text_.lines[line].indent_em;
    piece.spans = break_lines(text_.lines[line].segments[segment].shaped,
                              (width_ + tolerance_mm) / em_mm(style_), piece.indent_em);
    const double rows = static_cast<double>(std::max<std::size_t>(piece.spans.size(), 1));
    piece.box = {0, y_, width_, rows * pitch_mm(style_)};
    if (text_.lines[line].segments[segment].kind == Segment::Kind::late && piece.spans.size() > 1)
      set_.broken_late = true;
    y_ += piece.box.h;
    set_.pieces.push_back(std::move(piece));
  }

  void packed(std::size_t line) {
    const std::vector<Segment>& segments = text_.lines[line].segments;
    const double em = em_mm(style_);
    for (std::size_t i = 0; i < segments.size();) {
      std::size_t end = i + 1;
      double group = natural_width(segments[i], em);
      for (; end < segments.size() && segments[end].glued; ++end) group += natural_width(segments[end], em);
      if (group > width_ + tolerance_mm) {  // too long to stay together
        end = i + 1;
        group = natural_width(segments[i], em);
      }
      if (!row_.empty() && x_ + group > width_ + tolerance_mm) finish_row(line);
      if (group > width_ + tolerance_mm && has_text(segments[i])) {
        wrapped(line, i);
      } else {
        if (group > width_ + tolerance_mm) set_.fits_width = false;
        for (; i < end; ++i) append(line, i, natural_width(segments[i], em));
        continue;
      }
      i = end;
    }
    finish_row(line);
  }

  void append(std::size_t line, std::size_t segment, double width) {
    // A gap parts two pieces; at the start of a further row there is nothing to part.
    if (row_.empty() && segment > 0 && text_.lines[line].segments[segment].kind == Segment::Kind::gap) return;
    PlacedSegment piece;
    piece.line = line;
    piece.segment = segment;
    piece.box = {x_, y_, width, pitch_mm(style_)};
    piece.one_row = true;
    const Shaped& shaped = text_.lines[line].segments[segment].shaped;
    if (!shaped.text.empty()) piece.spans.push_back({0, shaped.text.size(), shaped.width_em});
    x_ += width;
    row_.push_back(std::move(piece));
  }

  void finish_row(std::size_t line) {
    if (row_.empty()) return;
    const Align align = text_.lines[line].align;
    const double shift = align == Align::left ? 0 : (width_ - x_) / (align == Align::centre ? 2 : 1);
    for (PlacedSegment& piece : row_) piece.box.x += shift;
    // A value at the end of a row may use what is left of it.
    PlacedSegment& last = row_.back();
    if (align == Align::left && text_.lines[line].segments[last.segment].kind == Segment::Kind::value)
      last.box.w = width_ - last.box.x;
    for (PlacedSegment& piece : row_) set_.pieces.push_back(std::move(piece));
    row_.clear();
    x_ = 0;
    y_ += pitch_mm(style_);
  }

  const CellText& text_;
  double width_;
  TextStyle style_;
  Arranged set_;
  std::vector<PlacedSegment> row_;
  double x_ = 0, y_ = 0;
};

RectMm on_page(const PlacedSegment& piece, const RectMm& inner, double top) {
  return {inner.x + piece.box.x, top + piece.box.y, piece.box.w, piece.box.h};
}

// A date's box reaches over the printed 年, 月 and 日 behind it.
RectMm with_date(const CellText& text, const Arranged& set, std::size_t at, RectMm box, double left) {
  if (text.lines[set.pieces[at].line].segments[set.pieces[at].segment].use != BoxUse::date) return box;
  for (std::size_t i = at + 1; i < set.pieces.size() && i <= at + 5; ++i)
    if (set.pieces[i].line == set.pieces[at].line)
      box.w = left + set.pieces[i].box.x + set.pieces[i].box.w - box.x;
  return box;
}

}  // namespace

Arranged arrange(const CellText& text, double width_mm, float size_pt) {
  if (text.style.text.vertical && !text.lines.empty() && !text.lines[0].segments.empty()) {
    Arranged set;
    TextStyle style = text.style.text;
    style.size_pt = set.size_pt = size_pt;
    PlacedSegment piece;
    piece.box = {0, 0, width_mm, 0};
    // Upright characters need air between them: a tenth of their size.
    piece.box.h = set.height_mm =
        em_mm(style) * 1.1 * static_cast<double>(text.lines[0].segments[0].shaped.text.size());
    if (em_mm(style) > width_mm + tolerance_mm) set.fits_width = false;
    set.pieces.push_back(std::move(piece));
    return set;
  }
  return Arranger(text, width_mm, size_pt).run();
}

Arranged arrange_to_fit(const CellText& text, double width_mm, double height_mm) {
  const float size = text.style.text.size_pt;
  Arranged set = arrange(text, width_mm, size);
  for (float smaller = size - size_step_pt;
       (set.height_mm > height_mm + tolerance_mm || !set.fits_width || set.broken_late) &&
       smaller >= text.style.min_size_pt;
       smaller -= size_step_pt)
    set = arrange(text, width_mm, smaller);
  return set;
}

namespace {

void place_value(PageWork& work, const Segment& segment, const TextStyle& style, const RectMm& box,
                 std::vector<TextRun> runs, const PlacedSegment& piece) {
  Field field;
  field.path = segment.path;
  field.label = segment.label;
  field.online = segment.online;
  field.entered = segment.entered;
  field.box = box;
  field.style = style;
  const std::u32string& text = segment.shaped.text;
  field.text = to_utf8(text);
  (void)piece;
  for (TextRun& run : runs) {
    field.runs.push_back(static_cast<std::uint32_t>(work.page.runs.size()));
    work.page.runs.push_back(std::move(run));
  }
  work.page.fields.push_back(std::move(field));
}

}  // namespace

void report_overflow(Setting& setting, const Segment* segment) {
  const bool value = segment && segment->kind == Segment::Kind::value;
  const std::string path = value ? segment->path : setting.form.id;
  setting.report(
      path,
      fmt::format(fmt::runtime(tr("{}：“{}”（{}）的内容放不进表格“{}”")), setting.application.applicant.name,
                  value     ? segment->label
                  : segment ? to_utf8(segment->shaped.text)
                            : setting.heading,
                  path, setting.heading),
      tr("请缩短填报内容，或在表格模板中加大该栏"));
}

void place_text(Setting& setting, PageWork& work, const CellText& text, const Arranged& set,
                const RectMm& inner) {
  TextStyle style = text.style.text;
  style.size_pt = set.size_pt;
  const double rows_height = set.pieces.empty() ? 0 : set.pieces.back().box.y + set.pieces.back().box.h;
  const double slack = pitch_mm(style) - em_mm(style);
  const double top = text.top ? inner.y - slack / 2 : inner.y + (inner.h - rows_height) / 2;
  const bool alone = set.pieces.size() == 1 && !text.top;
  if (!set.fits_width || set.height_mm > inner.h + tolerance_mm) {
    report_overflow(setting, text.lines.empty() ? nullptr : &text.lines[0].segments[0]);
  }
  for (std::size_t i = 0; i < set.pieces.size(); ++i) {
    const PlacedSegment& piece = set.pieces[i];
    const Segment& segment = text.lines[piece.line].segments[piece.segment];
    const RectMm box = alone && !piece.one_row ? inner : on_page(piece, inner, top);
    style.align = piece.one_row ? Align::left : piece.align;
    style.typeface = text.lines[piece.line].typeface;
    std::vector<TextRun> runs =
        style.vertical ? place_vertical(segment.shaped, box, style, segment.run)
                       : place_lines(segment.shaped, piece.spans, box, style, segment.run, piece.indent_em);
    switch (segment.kind) {
      case Segment::Kind::value:
        place_value(work, segment, style, box, std::move(runs), piece);
        continue;
      case Segment::Kind::late:
      case Segment::Kind::slot:
        work.page.boxes.push_back({segment.path, segment.label, segment.filler, segment.use,
                                   with_date(text, set, i, box, inner.x)});
        break;
      default:
        break;
    }
    for (TextRun& run : runs) work.page.runs.push_back(std::move(run));
  }
}

void split_text(const CellText& text, double width_mm, double height_mm, CellText& first, CellText& rest) {
  const Arranged set = arrange(text, width_mm, text.style.text.size_pt);
  TextStyle style = text.style.text;
  const double pitch = pitch_mm(style);
  const double room = height_mm + pitch - em_mm(style) + tolerance_mm;
  first = {text.style, text.top, {}};
  rest = first;
  auto append = [](CellText& part, const CellLine& line, Segment segment, bool same_line) {
    if (!same_line || part.lines.empty())
      part.lines.push_back({line.align, line.indent_em, line.typeface, {}});
    part.lines.back().segments.push_back(std::move(segment));
  };
  std::size_t last_first = text.lines.size(), last_rest = text.lines.size();
  for (const PlacedSegment& piece : set.pieces) {
    const CellLine& line = text.lines[piece.line];
    const Segment& segment = line.segments[piece.segment];
    if (piece.box.y + piece.box.h <= room) {
      append(first, line, segment, last_first == piece.line);
      last_first = piece.line;
      continue;
    }
    const auto rows = static_cast<std::size_t>(std::max(0.0, (room - piece.box.y) / pitch));
    std::size_t cut = 0;
    if (!piece.one_row && rows > 0 && rows < piece.spans.size()) {
      Segment part = segment;
      cut = piece.spans[rows].begin;
      part.shaped.text.resize(piece.spans[rows - 1].end);
      part.shaped.glyphs.resize(piece.spans[rows - 1].end);
      part.shaped.width_em = 0;
      for (const GlyphRef& glyph : part.shaped.glyphs) part.shaped.width_em += glyph.advance_em;
      append(first, line, std::move(part), last_first == piece.line);
      last_first = piece.line;
    }
    Segment part = segment;
    part.shaped.text.erase(0, cut);
    part.shaped.glyphs.erase(part.shaped.glyphs.begin(), part.shaped.glyphs.begin() + static_cast<long>(cut));
    part.shaped.width_em = 0;
    for (const GlyphRef& glyph : part.shaped.glyphs) part.shaped.width_em += glyph.advance_em;
    append(rest, line, std::move(part), last_rest == piece.line);
    last_rest = piece.line;
  }
  if (!rest.lines.empty() && last_first == last_rest) rest.lines.front().indent_em = 0;
}

}  // namespace hefu
