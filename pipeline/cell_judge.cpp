#include "pipeline/cell_judge.h"

#include <algorithm>
#include <cmath>

#include "ocr/lookalikes.h"
#include "pipeline/form_content.h"
#include "pipeline/form_grid.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// A cell that the engine reads nothing in is empty when no more than this share of it is dark; its middle is
// looked at, without the rulings.
constexpr double empty_ink = 0.002, ruling_share = 0.12;
constexpr int dark = 140;
// Ink outside of the lines, of a character's square, that may be one; and how far round a line, of its
// height, ink still belongs to it.
constexpr double unread_character = 0.05, around_line = 0.2;
// A text may be judged on its line when it is found this near to where it was read, of its width.
constexpr double same_place = 0.35;
// What differs by more than this share is another text altogether.
constexpr double most_different = 0.5;
// In heights of the line: ink beyond a text's ends that is no part of it.
// Measured from where the steps and where the engine's characters end.
constexpr double unread_ink = 0.6, unread_ink_of_characters = 0.3;
// The same from where the bank's glyphs end, which nothing stretches over a character that the network
// dropped.
constexpr double unread_ink_of_glyphs = 0.2;
// Glyphs of the paper's own face, evenly set, so far from all look-alikes that nothing else can be there,
// whatever the steps make of it (claim_thresholds.h); and what still passes where the engine reads a sign.
constexpr float same_face_ncc = 0.93F, even_line_em = 0.12F, sure_glyph_ratio = 0.4F,
                passing_glyph_ratio = 0.8F;

/// For each character of `expected`, the character of `text` that it is or stands for.
std::vector<std::size_t> align(const std::u32string& text, const std::u32string& expected) {
  const std::size_t n = expected.size(), m = text.size();
  std::vector<std::vector<int>> cost(n + 1, std::vector<int>(m + 1));
  for (std::size_t i = 0; i <= n; ++i)
    for (std::size_t j = 0; j <= m; ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = static_cast<int>(i + j);
        continue;
      }
      const int same = cost[i - 1][j - 1] + (plain_sign(text[j - 1]) != plain_sign(expected[i - 1]));
      cost[i][j] = std::min({same, cost[i - 1][j] + 1, cost[i][j - 1] + 1});
    }
  std::vector<std::size_t> at(n, 0);
  for (std::size_t i = n, j = m; i > 0;) {
    if (j > 0 && cost[i][j] == cost[i - 1][j - 1] + (plain_sign(text[j - 1]) != plain_sign(expected[i - 1])))
      at[--i] = --j;
    else if (j > 0 && cost[i][j] == cost[i][j - 1] + 1)
      --j;
    else
      at[--i] = j < m ? j : m - 1;
  }
  return at;
}

/// Whether two texts are the same but for signs: a dash that is read as 一 is one between figures.
bool same_words(const std::u32string& a, const std::u32string& b) {
  const auto words = [](const std::u32string& text) {
    std::u32string kept;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool figures = i > 0 && i + 1 < text.size() && text[i - 1] < 0x80 && text[i + 1] < 0x80;
      if (!is_sign(text[i]) && !(text[i] == U'一' && figures)) kept += plain_sign(text[i]);
    }
    return kept;
  };
  return words(a) == words(b);
}

/// Whether a text is the expected one but for signs in the places of figures, which print alike: ] for 1.
bool differs_by_signs(const std::u32string& read, const std::u32string& expected) {
  if (read.size() != expected.size()) return false;
  for (std::size_t i = 0; i < read.size(); ++i)
    if (plain_sign(read[i]) != plain_sign(expected[i]) && !(expected[i] == U'1' && prints_like_one(read[i])))
      return false;
  return true;
}

/// Whether the network may have made the one of the other: it takes signs for a 1, a dash for 一, and of two
/// like figures side by side it drops one.
bool may_be_misread(const std::u32string& read, const std::u32string& expected) {
  const auto steps = [](const std::u32string& text) {
    std::u32string kept;
    for (const char32_t c : text) {
      const bool dash = std::u32string_view(U"-—–―_").find(c) != std::u32string_view::npos;
      const char32_t plain = prints_like_one(c) ? U'1' : dash ? U'一' : plain_sign(c);
      const bool again = !kept.empty() && kept.back() == plain && plain >= U'0' && plain <= U'9';
      if (!again) kept += plain;
    }
    return kept;
  };
  return steps(read) == steps(expected);
}

/// Whether a text differs only where the network cannot write what is expected, and makes of it whatever is
/// nearest: 坦 of the 斡 in 达斡尔族.
bool differs_where_unwritten(const std::u32string& read, const std::u32string& expected,
                             const CodeAlphabet* alphabet) {
  if (alphabet == nullptr || read.size() != expected.size()) return false;
  for (std::size_t i = 0; i < read.size(); ++i)
    if (plain_sign(read[i]) != plain_sign(expected[i]) && alphabet->codes_of(expected[i]) != nullptr)
      return false;
  return true;
}

/// Whether a text stands whole in a cell where only some of it was given to its part, and the rest to
/// another: 副主任医 of 副主任医师. What stands beside it there nobody asked about.
bool is_given_in_part(const std::u32string& cell, const std::u32string& form, const PlacedPart& place) {
  if (place.edits == 0) return false;
  for (std::size_t at = cell.find(form); at != cell.npos; at = cell.find(form, at + 1)) {
    const bool overlaps = at < place.to && place.from < at + form.size();
    if (overlaps && (at < place.from || at + form.size() > place.to)) return true;
  }
  return false;
}

/// Whether a value touches a neighbour that does not end, or begin, there as it should: of
/// 影响因素分样本水力发电 the 样 that was taken for a title's 析 may as well be the next value's.
bool touches_misread(const std::u32string& cell, const std::vector<WantedPart>& wanted, const PartsFit& fit,
                     std::size_t part) {
  const PlacedPart& own = fit.parts[part];
  for (std::size_t i = 0; i < fit.parts.size(); ++i) {
    const PlacedPart& other = fit.parts[i];
    if (i == part || other.form < 0 || other.from == other.to) continue;
    const std::u32string& form = wanted[i].forms[static_cast<std::size_t>(other.form)];
    if (other.to == own.from && plain_sign(cell[other.to - 1]) != plain_sign(form.back())) return true;
    if (other.from == own.to && plain_sign(cell[other.from]) != plain_sign(form.front())) return true;
  }
  return false;
}

}  // namespace

const SteppedLine& CellJudge::stepped(std::size_t line) {
  const auto known = lines_.find(line);
  if (known != lines_.end()) return known->second;
  const BoxPx& box = paper_.lines[line].box;
  return lines_
      .emplace(line, ClaimJudge::read_line(paper_.page.grey, {box.x, box.y, box.width, box.height}, reader_))
      .first->second;
}

/// Whether the line goes on where the engine reads nothing more: a last character that it dropped.
bool CellJudge::has_more_ink(const FormText& cell, Span span, const ClaimReading& reading) const {
  const std::size_t line = cell.at[span.from].line;
  const BoxPx& ink = paper_.lines[line].box;
  const bool begins = span.from == 0 ? cell.at[0].character == 0 : cell.at[span.from - 1].line != line;
  const bool ends = span.to == cell.at.size()
                        ? cell.at.back().character + 1 == paper_.lines[line].characters.size()
                        : cell.at[span.to].line != line;
  const auto says_more = [](const std::string& text) {
    const std::u32string read = to_utf32(text);
    return std::any_of(read.begin(), read.end(), [](char32_t c) { return !is_sign(c); });
  };
  const BoxPx read = box_of(cell, span.from, span.to, paper_);
  // Where glyphs stand evenly over all of the ink, what the network reads besides it is not there.
  const bool placed = reading.face >= 0, even = placed && reading.uneven_em < even_line_em;
  const double bare = unread_ink_of_glyphs * ink.height;
  const bool bare_left = placed && reading.glyphs_left_px - ink.x > bare,
             bare_right = placed && ink.right() - reading.glyphs_right_px > bare;
  // They say where a text ends better than steps, which lie behind a lone 1.
  const bool covered = even && !bare_left && !bare_right;
  const auto more = [&](double beyond_steps, double beyond_characters, const std::string& text,
                        bool is_bare) {
    if (is_bare && text.empty()) return true;
    return (beyond_steps > unread_ink * ink.height && !covered) ||
           beyond_characters > unread_ink_of_characters * ink.height ||
           (says_more(text) && (is_bare || !even));
  };
  return (begins && more(reading.box_px.x - ink.x, read.x - ink.x, reading.before, bare_left)) ||
         (ends && more(ink.right() - reading.box_px.x - reading.box_px.w, ink.right() - read.right(),
                       reading.after, bare_right));
}

/// The characters lie in one line.
CellJudge::Judged CellJudge::judge_segment(const FormText& cell, Span span, const std::u32string& expected) {
  if (expected.empty() || span.from >= span.to) return {};
  const BoxPx place = box_of(cell, span.from, span.to, paper_);
  const auto is_here = [&](const RectMm& box) {
    const double wide = std::max(place.width, place.height);
    return std::abs(box.x + box.w / 2 - (place.x + place.width / 2)) < same_place * wide;
  };
  ClaimReading reading =
      judge_.judge(paper_.page.grey, stepped(cell.at[span.from].line), to_utf8(expected), reader_);
  const RectMm cut{place.x, place.y, place.width, place.height};
  if (!reading.present || !is_here(reading.box_px)) {
    reading = judge_.judge(paper_.page.grey, ClaimJudge::read_line(paper_.page.grey, cut, reader_),
                           to_utf8(expected), reader_);
  }
  if (reading.support == Support::unreadable)
    if (auto other =
            judge_.judge_in_other_shapes(paper_.page.grey, cut, to_utf8(expected), reading,
                                         to_utf8(cell.text.substr(span.from, span.to - span.from)), reader_))
      reading = std::move(*other);
  Judged judged{reading.support, reading.score, reading.present ? reading.read : std::string(),
                reading.glyphs_pass};
  if (!reading.present) return judged;
  const bool even = expected.size() > 2 && reading.uneven_em < even_line_em;
  const bool as_long = span.to - span.from == expected.size();
  const bool same_face = reading.glyphs_pass && reading.nothing_else && reading.ncc > same_face_ncc;
  const bool by_glyphs = same_face && even && reading.worst_ratio < sure_glyph_ratio;
  const bool only_signs = same_face && as_long && reading.uneven_em < even_line_em &&
                          reading.worst_ratio < passing_glyph_ratio &&
                          differs_by_signs(to_utf32(reading.read), expected);
  const bool supported =
      (judged.support == Support::supported && (as_long || even)) || by_glyphs || only_signs;
  const bool part_of_word = cell.within && !stands_apart(paper_, cell.at[span.from].line, reading);
  if (supported)
    judged.support =
        part_of_word || has_more_ink(cell, span, reading) ? Support::unreadable : Support::supported;
  else if (judged.support == Support::supported)
    judged.support = Support::unreadable;
  return judged;
}

/// Line by line: all of them for it, or any against it.
CellJudge::Judged CellJudge::judge_text(const FormText& cell, Span span, const std::u32string& expected) {
  const std::vector<std::size_t> at = align(cell.text.substr(span.from, span.to - span.from), expected);
  Judged all{Support::supported, 1e9F, {}, true};
  for (std::size_t first = 0; first < expected.size();) {
    const std::size_t line = cell.at[span.from + at[first]].line;
    std::size_t last = first;
    while (last < expected.size() && cell.at[span.from + at[last]].line == line) ++last;
    Span part{span.from + at[first], span.from + at[last - 1] + 1};
    while (part.from > span.from && cell.at[part.from - 1].line == line) --part.from;  // read besides
    while (part.to < span.to && cell.at[part.to].line == line) ++part.to;
    const Judged judged = judge_segment(cell, part, expected.substr(first, last - first));
    if (all.support != Support::contradicted)
      all.support =
          judged.support == Support::contradicted ? judged.support : std::min(all.support, judged.support);
    all.score = std::min(all.score, judged.score);
    all.glyphs_pass = all.glyphs_pass && judged.glyphs_pass;
    all.read += judged.read.empty() ? to_utf8(expected.substr(first, last - first)) : judged.read;
    first = last;
  }
  return all;
}

/// Whether a text that was read for another one may be that one all the same.
bool CellJudge::is_no_difference(const std::u32string& read, const std::u32string& expected) const {
  return same_words(read, expected) || may_be_misread(read, expected) ||
         differs_where_unwritten(read, expected, reader_.alphabet());
}

/// Whether another text is clearly there: the one that the engine reads, when the print bears it out.
PartReading CellJudge::read_other(const FormText& cell, Span span, const std::u32string& expected) {
  PartReading reading;
  reading.box = box_of(cell, span.from, span.to, paper_);
  const std::u32string other = cell.text.substr(span.from, span.to - span.from);
  reading.paper = to_utf8(other);
  if (is_no_difference(other, expected)) return reading;
  const Judged judged = judge_text(cell, span, other);
  // What the network makes of a character alone in its cell is chance: its glyph has to speak, too.
  if (judged.support == Support::supported && (expected.size() > 1 || judged.glyphs_pass))
    reading.verdict = Verdict::mismatch, reading.score = -judged.score;
  return reading;
}

/// Where the engine reads something quite unlike. Of a character alone that is chance, and the expected one
/// is asked for all the same.
PartReading CellJudge::read_unlike(const FormText& cell, Span span, const std::u32string& expected) {
  if (cell.text.size() == 1 && expected.size() == 1)
    if (const Judged own = judge_text(cell, span, expected); own.support == Support::supported)
      return {Verdict::match, to_utf8(expected), own.score, box_of(cell, span.from, span.to, paper_)};
  return read_other(cell, span, expected);
}

PartReading CellJudge::judge_part(const FormText& cell, const WantedPart& wanted, const PlacedPart& place,
                                  const std::vector<bool>& stray, bool open) {
  const std::u32string& form = wanted.forms[static_cast<std::size_t>(place.form)];
  Span all{place.from, place.to};
  while (all.from > 0 && stray[all.from - 1]) --all.from;
  while (all.to < stray.size() && stray[all.to]) ++all.to;
  const bool beside = all.from != place.from || all.to != place.to;
  const bool more = !open && std::find(stray.begin(), stray.end(), true) != stray.end();
  if (static_cast<double>(place.edits) > most_different * static_cast<double>(form.size()))
    return read_unlike(cell, all, form);
  const Span span{place.from, place.to};
  Judged judged = judge_text(cell, span, form);
  // Forms that differ in signs alone are one to the engine: 2011.12 and 2011-12.
  for (const std::u32string& alike : wanted.forms)
    if (judged.support != Support::supported && &alike != &form && same_words(alike, form))
      if (const Judged again = judge_text(cell, span, alike); again.support == Support::supported)
        judged = again;
  PartReading reading{Verdict::unreadable, judged.read, judged.score,
                      box_of(cell, span.from, span.to, paper_)};
  if (is_given_in_part(cell.text, form, place)) return reading;
  if (judged.support == Support::supported && !beside && !more) {
    reading.verdict = Verdict::match;
    return reading;
  }
  const std::u32string said = to_utf32(judged.read);
  const bool otherwise =
      said != form && std::find(wanted.forms.begin(), wanted.forms.end(), said) != wanted.forms.end();
  if (judged.support != Support::supported && otherwise) {  // 2001年07月 where 2001年7月 was looked for
    judged = judge_text(cell, span, said);
    reading.score = judged.score;
    if (judged.support == Support::supported && !beside && !more) reading.verdict = Verdict::match;
    return reading;
  }
  // Steps may speak against a text in a face that the network misreads: the other text needs support, too.
  // It drops characters at a line's ends: of a text that lacks some, the ink there has the last word, in
  // read_other.
  const bool cut_short = form.starts_with(said) || form.ends_with(said);
  if (judged.support == Support::contradicted && form.size() > 1 && !is_no_difference(said, form) &&
      !cut_short && judge_text(cell, span, said).support == Support::supported) {
    reading.verdict = Verdict::mismatch;
    return reading;
  }
  const PartReading other = read_other(cell, all, form);
  return other.verdict == Verdict::mismatch ? other : reading;
}

/// Dark pixels of a cell outside of the lines that were read in it.
std::size_t CellJudge::dark_beside_lines(const FormText& cell) const {
  const Image& grey = paper_.page.grey;
  const double margin = ruling_share * std::min(cell.box.width, cell.box.height);
  const int x0 = std::max(0, static_cast<int>(cell.box.x + margin));
  const int y0 = std::max(0, static_cast<int>(cell.box.y + margin));
  const int x1 = std::min(grey.width, static_cast<int>(cell.box.right() - margin));
  const int y1 = std::min(grey.height, static_cast<int>(cell.box.bottom() - margin));
  std::vector<BoxPx> read;
  for (std::size_t i = 0; i < cell.at.size(); ++i)
    if (i == 0 || cell.at[i].line != cell.at[i - 1].line) read.push_back(paper_.lines[cell.at[i].line].box);
  std::size_t inked = 0;
  for (int y = y0; y < y1; ++y)
    for (int x = x0; x < x1; ++x) {
      if (grey.pixels[static_cast<std::size_t>(y) * grey.width + x] >= dark) continue;
      inked += std::none_of(read.begin(), read.end(), [&](const BoxPx& line) {
        const double around = around_line * line.height;
        return x > line.x - around && x < line.right() + around && y > line.y - around &&
               y < line.bottom() + around;
      });
    }
  return inked;
}

bool CellJudge::has_ink(const FormText& cell) const {
  return static_cast<double>(dark_beside_lines(cell)) > empty_ink * cell.box.width * cell.box.height;
}

/// A line that the engine read nothing in may be the rest of a value.
bool CellJudge::has_unread_lines(const FormText& cell) const {
  if (cell.cell < 0 || cell.at.empty()) return false;
  const double height = paper_.lines[cell.at.front().line].box.height;
  return static_cast<double>(dark_beside_lines(cell)) > unread_character * height * height;
}

std::vector<PartReading> CellJudge::judge(const FormText& cell, const std::vector<WantedPart>& wanted,
                                          const PartsFit& fit, bool open) {
  std::vector<PartReading> readings(wanted.size());
  const bool unread = has_unread_lines(cell);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    readings[i].box = cell.box;
    if (cell.vertical) continue;
    if (cell.text.empty()) {
      if (!has_ink(cell)) readings[i].verdict = Verdict::missing;
    } else if (fit.parts[i].form >= 0) {
      readings[i] = judge_part(cell, wanted[i], fit.parts[i], fit.stray, open);
      const bool cut_off = cell.goes_on && fit.parts[i].to == cell.text.size();
      const bool uncertain_end =
          readings[i].verdict == Verdict::match && touches_misread(cell.text, wanted, fit, i);
      if (unread || cut_off || uncertain_end) readings[i].verdict = Verdict::unreadable;
    } else if (wanted.size() == 1) {
      readings[i] = read_unlike(cell, {0, cell.text.size()}, wanted[i].forms.front());
    } else if (std::find(fit.stray.begin(), fit.stray.end(), true) == fit.stray.end()) {
      readings[i].verdict = Verdict::missing;  // the cell says the other parts, and no more
    }
  }
  return readings;
}

}  // namespace hefu
