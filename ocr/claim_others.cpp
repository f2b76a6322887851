#include "ocr/bank_strip.h"
#include "ocr/claim_judge.h"
#include "ocr/claim_thresholds.h"
#include "ocr/lookalikes.h"
#include "schemas/text.h"
#include "schemas/without_spaces.h"

namespace hefu {

/// Whether the line's glyphs pass as those of another text: the one that has what lies nearer wherever
/// something does. Of a blurred 例子清扬 the network read 请.
bool ClaimJudge::passes_as_another(const Image& grey, const RectMm& box_px, const LineSpan& span,
                                   const BankFit& fit, const LineReading& glyphs) {
  std::u32string other;
  bool differs = false;
  for (std::size_t i = 0; i < fit.glyphs.size(); ++i) {
    const GlyphStats& stats = glyphs.glyphs[i].stats;
    const bool nearer = glyphs.glyphs[i].printed && stats.ratio > 1 && is_wide(stats.other_code_point) &&
                        !is_mark(stats.other_code_point);
    other += nearer ? stats.other_code_point : fit.glyphs[i].code_point;
    differs = differs || nearer;
  }
  if (!differs) return false;
  PageType page = page_;
  const BankFit as_other = bank_.fit(grey, box_px, other, span.centre_px, page);
  if (!as_other.found || as_other.uneven_em > claim::even_em) return false;
  const LineReading others = bank_.judge(as_other, page);
  const bool blurred = fit.rendering.blur >= claim::least_blur;
  return others.passes && median_ncc(others) > (blurred ? claim::blurred_face_ncc : claim::own_face_ncc);
}

/// Whether what the network reads in the text's place lies nearer where the two differ, each placed where it
/// fits best: 目 on a blurred 自, at its place, has no look-alike that comes near.
bool ClaimJudge::is_nearer_as_read(const Image& grey, const RectMm& box_px, const LineSpan& span,
                                   const BankFit& fit, const LineReading& glyphs) {
  if (span.read.size() != fit.glyphs.size()) return false;
  PageType page = page_;
  const BankFit as_read = bank_.fit(grey, box_px, span.read, span.centre_px, page);
  if (!as_read.found) return false;
  const LineReading others = bank_.judge(as_read, page);
  for (std::size_t i = 0; i < fit.glyphs.size(); ++i)
    if (plain_sign(span.read[i]) != plain_sign(fit.glyphs[i].code_point) &&
        others.glyphs[i].stats.ncc > glyphs.glyphs[i].stats.ncc)
      return true;
  return false;
}

/// Whether another figure stands right behind a text that ends with one, where the next of its row would: of
/// a blurred 2018/11 the network may see one 1, and nothing of 2018/1 lies off its place.
bool ClaimJudge::has_a_figure_behind(const BankFit& fit) {
  const Glyph& last = fit.glyphs.back();
  if (!is_figure(last.code_point)) return false;
  for (char32_t figure = U'0'; figure <= U'9'; ++figure) {
    const auto found = judges_.templates.fonts().find_in_face(last.face, figure);
    if (!found) continue;
    Glyph glyph = last;
    glyph.code_point = figure;
    glyph.id = found->id;
    glyph.x_mm += last.advance_mm;
    const LineReading line =
        judge_line(judges_.glyphs, judges_.evidence, {fit.strip, fit.map, page_.quality}, {glyph}, false);
    if (line.inside && line.glyphs[0].stats.ncc > claim::figure_behind_ncc) return true;
  }
  return false;
}

/// Whether a figure stands there once more, or once less, than the text has it: the network makes one of two
/// alike, and all others are where they would be anyway but for half a figure. Under a seal 2022年11月 was
/// supported as 2022年1月.
bool ClaimJudge::is_evener_with_other_count(const Image& grey, const RectMm& box_px,
                                            const std::u32string& expected, const LineSpan& span,
                                            const BankFit& fit) {
  if (fit.uneven_em < claim::quite_even_em) return false;
  const double quarter = fit.em_px / 4;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (!is_figure(expected[i])) continue;
    std::u32string other = expected;
    std::vector<double> centre_px = span.centre_px;
    const auto place = centre_px.begin() + static_cast<std::ptrdiff_t>(i);
    if (i + 1 < expected.size() && expected[i + 1] == expected[i]) {
      other.erase(i, 1);
      *place = (*place + *(place + 1)) / 2;
      centre_px.erase(place + 1);
    } else {
      other.insert(i, 1, expected[i]);
      *place += quarter;
      centre_px.insert(place, *place - 2 * quarter);
    }
    PageType page = page_;
    const BankFit counted = bank_.fit(grey, box_px, other, centre_px, page);
    if (counted.found && counted.uneven_em + claim::clearly_evener_em < fit.uneven_em &&
        counted.ncc + claim::hardly_worse_ncc > fit.ncc)
      return true;
  }
  return false;
}

bool ClaimJudge::reads_a_point_more(const std::string& read, const std::u32string& expected) {
  constexpr std::size_t longest = 5;  // longer ones are no quantities
  const auto figures_of = [](const std::u32string& text) {
    std::vector<std::u32string> all(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool point =
          text[i] == U'.' && !all.back().empty() && i + 1 < text.size() && is_figure(text[i + 1]);
      if (is_figure(text[i]) || point)
        all.back() += text[i];
      else if (!all.back().empty())
        all.emplace_back();
    }
    return all;
  };
  const std::vector<std::u32string> there = figures_of(without_spaces(read));
  for (const std::u32string& figure : figures_of(expected)) {
    if (figure.size() < 2 || figure.size() > longest || figure.find(U'.') != figure.npos) continue;
    bool pointed = false, same = false;
    for (std::u32string one : there) {
      same = same || one == figure;
      pointed = pointed || (std::erase(one, U'.') == 1 && one == figure);
    }
    if (pointed && !same) return true;
  }
  return false;
}

}  // namespace hefu
