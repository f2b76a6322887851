#include "ocr/hypotheses.h"

#include <algorithm>
#include <cmath>

#include "ocr/lost_band.h"
#include "ocr/thresholds.h"
#include "ocr/unexplained_ink.h"
#include "schemas/text.h"
#include "templates/layout.h"

namespace hefu {
namespace {

constexpr float same_width_em = 0.06f;
constexpr std::size_t shapes_tried = 32;  // the right one is among the first 10 where a person can read it

Glyph with_character(const Glyph& place, char32_t code_point, const GlyphRef& glyph) {
  Glyph out = place;
  out.code_point = code_point;
  out.face = glyph.face;
  out.id = glyph.id;
  return out;
}

struct Substitute {
  Glyph glyph;
  GlyphReading reading;
};

/// The glyph that explains the ink of one place best: the expected one's look-alikes and the nearest shapes,
/// by full correlation, then judged against its own look-alikes.
std::optional<Substitute> best_substitute(Judges& judges, const ScanContext& scan, const LineReading& line,
                                          const std::vector<Glyph>& glyphs, std::size_t index) {
  const Glyph& place = glyphs[index];
  const GlyphPatch& patch = line.patches[index];
  const Fonts& fonts = judges.glyphs.templates().fonts();
  std::vector<Glyph> candidates;
  // The font's own advance: on the page there may be space behind the glyph.
  const auto own = fonts.find_in_face(place.face, place.code_point);
  const float advance =
      own ? own->advance_em : static_cast<float>(place.advance_mm / (place.size_pt * mm_per_pt));
  Glyph tight = place;
  tight.advance_mm = static_cast<float>(advance * place.size_pt * mm_per_pt);
  for (const LookalikeGlyph& other : judges.glyphs.lookalikes().of(place)) {
    // A wider or narrower character would have pushed the others along: that is another text, not another
    // glyph.
    const auto glyph = fonts.find_in_face(other.face, other.code_point);
    if (glyph && std::fabs(glyph->advance_em - advance) < same_width_em)
      candidates.push_back(with_character(place, other.code_point, *glyph));
  }
  const Shape shape = ShapeIndex::shape_of(patch, tight);
  for (const char32_t c : judges.shapes.nearest(shape, place.face, advance, shapes_tried))
    if (const auto glyph = fonts.find_in_face(place.face, c))
      candidates.push_back(with_character(place, c, *glyph));

  const GlyphBox box = glyph_box(place);
  BoxSums sums;
  sum_boxes(patch, box.width, box.height, 1, sums);
  const Glyph* best = nullptr;
  float best_value = thresholds().hypothesis_ncc;
  for (const Glyph& candidate : candidates) {
    if (candidate.code_point == place.code_point) continue;
    const GlyphTemplate& drawn = judges.glyphs.templates().get(candidate.face, candidate.id, place.size_pt,
                                                               box, judges.glyphs.rendering);
    const float value = best_correlation(drawn, patch, sums).value;
    if (value <= best_value) continue;
    best_value = value;
    best = &candidate;
  }
  if (best == nullptr) return std::nullopt;
  return Substitute{*best, judge_glyph(judges.glyphs, judges.evidence, scan, line, glyphs, index, *best)};
}

/// A dot or a dash is a few pixels, which a smear turns into any other.
bool is_small(char32_t c) {
  static const std::u32string small = U"＿．－–丶・.,:;'`-_~^\"·、。，：；—…";
  return small.find(c) != small.npos;
}

/// Texts that differ in dots and dashes alone, one instead of another, one more or one less: a person looks,
/// whatever the ink seems to say. So, where a scan is black and white, with what prints like a 1.
bool differ_in_small_alone(const ScanContext& scan, std::u32string a, std::u32string b) {
  if (a.size() == b.size())
    return std::equal(a.begin(), a.end(), b.begin(), [&](char32_t one, char32_t other) {
      return one == other || (is_small(one) && is_small(other)) ||
             (scan.bilevel != nullptr && prints_like_one(one) && prints_like_one(other));
    });
  std::erase_if(a, is_small);
  std::erase_if(b, is_small);
  return a == b;
}

/// The ink says another glyph.
bool is_certain(const GlyphReading& expected, const Substitute& other) {
  const float ratio = (1 - expected.stats.ncc * expected.stats.ncc) /
                      std::max(1e-4f, 1 - other.reading.stats.ncc * other.reading.stats.ncc);
  if (is_small(other.glyph.code_point) &&
      (ratio < thresholds().small_ratio || other.reading.stats.ncc < thresholds().small_ncc))
    return false;
  if (other.reading.score < thresholds().hypothesis_score)
    return false;  // nor is it a look-alike of the other
  return expected.score < thresholds().mismatch_score && ratio > thresholds().mismatch_ratio &&
         other.reading.stats.ncc > thresholds().mismatch_ncc;
}

bool is_supported(const GlyphReading& reading) {
  return reading.score > thresholds().hypothesis_score && reading.stats.ncc > thresholds().hypothesis_ncc;
}

std::vector<std::vector<Glyph>> set_lines(const Field& field, const std::u32string& text,
                                          const Fonts& fonts) {
  std::vector<std::vector<Glyph>> lines;
  for (TextRun& run : set_text(field, to_utf8(text), fonts)) lines.push_back(std::move(run.glyphs));
  return lines;
}

struct Stretch {
  double from_mm = 1e9, to_mm = -1e9;
  void take(const std::vector<Glyph>& glyphs) {
    if (glyphs.empty()) return;
    from_mm = std::min<double>(from_mm, glyphs.front().x_mm);
    to_mm = std::max<double>(to_mm, glyphs.back().x_mm + glyphs.back().advance_mm);
  }
};

/// The pixels of a black and white scan speak for another glyph, the ink between pixels for the expected one:
/// a ragged edge does that, where the level cut thin strokes.
bool is_disputed(const GlyphReading& glyph) { return glyph.likelihood_ratio && glyph.stats.ratio < 1; }

/// How surely the expected text is wrong: its lowest score, of glyphs that do not only lack what a fold
/// takes and are not in dispute.
float wrongest(Judges& judges, const ScanContext& scan, const ValueReading& expected) {
  float lowest = 1e9f;
  for (std::size_t l = 0; l < expected.lines.size(); ++l)
    for (std::size_t i = 0; i < expected.lines[l].size(); ++i) {
      const GlyphReading& glyph = expected.readings[l].glyphs[i];
      if (glyph.printed && glyph.score < lowest && !is_disputed(glyph) &&
          (glyph.score > thresholds().mismatch_score ||
           !lacks_a_band(judges.glyphs, scan, expected.lines[l], expected.readings[l], i)))
        lowest = glyph.score;
    }
  return lowest;
}

/// All that is printed would be a match, and is evenly dark: light that takes a character dims those beside
/// it.
bool is_whole(const ValueReading& value) {
  const auto is_dark = [](const LineReading& line) {
    return std::all_of(line.glyphs.begin(), line.glyphs.end(), [&](const GlyphReading& glyph) {
      return !glyph.printed || glyph.stats.ink > thresholds().dimmed_ink * line.ink;
    });
  };
  return value.passes() && std::all_of(value.readings.begin(), value.readings.end(), is_dark);
}

/// The lowest score of the glyphs of a text that stand elsewhere than the expected text has them. None: only
/// what is not there tells the two apart. `dots`: dots and dashes count, too.
std::optional<float> weakest_elsewhere(const ValueReading& value, const ValueReading& expected, bool dots) {
  std::vector<Glyph> places;
  for (const auto& line : expected.lines) places.insert(places.end(), line.begin(), line.end());
  std::optional<float> weakest;
  for (std::size_t l = 0; l < value.lines.size(); ++l)
    for (std::size_t i = 0; i < value.lines[l].size(); ++i) {
      const Glyph& glyph = value.lines[l][i];
      const float score = value.readings[l].glyphs[i].score;
      if (!value.readings[l].glyphs[i].printed || (!dots && is_small(glyph.code_point))) continue;
      if (std::none_of(places.begin(), places.end(), [&](const Glyph& place) {
            return place.code_point == glyph.code_point && std::fabs(place.x_mm - glyph.x_mm) < 0.2 &&
                   std::fabs(place.y_mm - glyph.y_mm) < 0.2;
          }))
        weakest = std::min(weakest.value_or(score), score);
    }
  return weakest;
}

}  // namespace

bool ValueReading::inside() const {
  return std::all_of(readings.begin(), readings.end(), [](const auto& line) { return line.inside; });
}

bool ValueReading::passes() const {
  return std::all_of(readings.begin(), readings.end(), [](const auto& line) { return line.passes; });
}

bool ValueReading::beats_others() const {
  return std::all_of(readings.begin(), readings.end(), [](const auto& line) { return line.beats_others; });
}

float ValueReading::weakest() const {
  float weakest = 1e9f;
  for (const LineReading& line : readings) weakest = std::min(weakest, line.weakest);
  return weakest;
}

float ValueReading::ink() const {
  std::vector<float> inks;
  for (const LineReading& line : readings) inks.push_back(line.ink);
  if (inks.empty()) return 0;
  std::sort(inks.begin(), inks.end());
  return inks[inks.size() / 2];
}

std::u32string ValueReading::text() const {
  std::u32string text;
  for (const auto& line : lines)
    for (const Glyph& glyph : line) text += glyph.code_point;
  return text;
}

ValueReading judge_value(Judges& judges, const ScanContext& scan, std::vector<std::vector<Glyph>> lines,
                         bool against_others) {
  ValueReading value{std::move(lines), {}};
  for (const auto& line : value.lines)
    value.readings.push_back(judge_line(judges.glyphs, judges.evidence, scan, line, against_others));
  return value;
}

float left_over(Judges& judges, const ScanContext& scan, const Field& field, const ValueReading& value,
                const ValueReading& other) {
  float most = 0;
  for (std::size_t l = 0; l < value.lines.size(); ++l) {
    if (value.lines[l].empty()) continue;
    Stretch stretch;
    stretch.take(value.lines[l]);
    if (l < other.lines.size()) stretch.take(other.lines[l]);
    const double em = value.lines[l].front().size_pt * mm_per_pt, inset = 0.6;  // the cell's rules
    const double left = std::max(field.box.x + inset, stretch.from_mm - em);
    const double right = std::min(field.box.x + field.box.w - inset, stretch.to_mm + em);
    most = std::max(most, unexplained_ink(judges.glyphs, scan, value.lines[l], value.readings[l],
                                          {left, field.box.y, right - left, field.box.h}));
  }
  return most;
}

std::optional<PaperText> substitute_glyphs(Judges& judges, const ScanContext& scan,
                                           const ValueReading& value) {
  std::vector<std::vector<Glyph>> shown = value.lines;
  bool certain = false, complete = true;
  float score = 0;
  for (std::size_t l = 0; l < value.lines.size(); ++l) {
    const LineReading& line = value.readings[l];
    for (std::size_t i = 0; i < line.glyphs.size(); ++i) {
      const GlyphReading& expected = line.glyphs[i];
      if (!expected.printed || expected.passes) continue;
      const auto other = best_substitute(judges, scan, line, value.lines[l], i);
      const bool both_small =
          other && differ_in_small_alone(scan, {value.lines[l][i].code_point}, {other->glyph.code_point});
      if (other && !both_small && is_certain(expected, *other) &&
          !lacks_a_band(judges.glyphs, scan, value.lines[l], line, i)) {
        certain = true;
        score = std::max(score, -expected.score);
        complete = complete && is_supported(other->reading);
        shown[l][i] = other->glyph;
      } else if (!is_supported(expected)) {
        complete = false;
      }
    }
  }
  if (!certain) return std::nullopt;
  PaperText paper{std::nullopt, score};
  if (complete) paper.text = to_utf8(ValueReading{shown, {}}.text());
  return paper;
}

std::optional<PaperText> verify_text(Judges& judges, const ScanContext& scan, const Field& field,
                                     const std::string& text, const ValueReading& expected) {
  ValueReading value = judge_value(judges, scan, set_lines(field, to_utf32(text), judges.templates.fonts()));
  if (value.lines.empty() || !value.inside()) return std::nullopt;
  float weakest = 1e9f;
  int substituted = 0;
  for (std::size_t l = 0; l < value.lines.size(); ++l)
    for (std::size_t i = 0; i < value.lines[l].size(); ++i) {
      GlyphReading& reading = value.readings[l].glyphs[i];
      if (!reading.printed) continue;
      if (!is_supported(reading)) {
        if (++substituted > 3) return std::nullopt;
        const auto other = best_substitute(judges, scan, value.readings[l], value.lines[l], i);
        if (!other || !is_supported(other->reading)) return std::nullopt;
        reading = other->reading;
        value.lines[l][i] = other->glyph;
      }
      weakest = std::min(weakest, reading.score);
    }
  const std::u32string found = value.text(), wanted = expected.text();
  // The characters that a dot pushes along are no smear.
  if (differ_in_small_alone(scan, found, wanted) &&
      weakest_elsewhere(value, expected, false).value_or(0) <= thresholds().stamped_score)
    return std::nullopt;
  // Ink that no glyph of it explains: then it is not the whole text, or a stamp hides what is.
  const float left = left_over(judges, scan, field, value, expected);
  if (left > thresholds().unexplained_ink) return std::nullopt;
  // A character that is not there may have been lost to light or to a fold.
  const std::optional<float> elsewhere = weakest_elsewhere(value, expected, true);
  if (found.size() < wanted.size() && !elsewhere && weakest <= thresholds().stamped_score && !is_whole(value))
    return std::nullopt;
  // The expected text must be as clearly wrong as one glyph has to be, or leave much ink over that this
  // explains.
  const bool explains_more =
      found.size() > wanted.size() && elsewhere.value_or(0) > thresholds().stamped_score &&
      left_over(judges, scan, field, expected, value) > 2 * thresholds().unexplained_ink;
  if (!explains_more && wrongest(judges, scan, expected) > thresholds().mismatch_score) return std::nullopt;
  return PaperText{to_utf8(found),
                   std::min(weakest, std::max(-expected.weakest(), thresholds().stamped_score))};
}

namespace {

/// The places whose glyphs the scan does not show.
std::vector<std::size_t> failing_places(const ValueReading& value) {
  std::vector<std::size_t> places;
  std::size_t at = 0;
  for (const LineReading& line : value.readings)
    for (const GlyphReading& glyph : line.glyphs) {
      if (glyph.printed && !glyph.passes) places.push_back(at);
      ++at;
    }
  return places;
}

std::vector<std::u32string> near_texts(Judges& judges, const ValueReading& expected) {
  const std::u32string text = expected.text();
  std::vector<std::u32string> texts;
  const auto add = [&](const std::u32string& near) {
    if (near != text && !near.empty() && std::find(texts.begin(), texts.end(), near) == texts.end())
      texts.push_back(near);
  };
  for (std::size_t i = 0; i < text.size(); ++i) add(text.substr(0, i) + text.substr(i + 1));
  // A character more: a stand-in of the neighbour's width, which verify_text substitutes.
  for (std::size_t i = 0; i <= text.size(); ++i)
    add(text.substr(0, i) + text[i == 0 ? 0 : i - 1] + text.substr(i));
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    std::u32string swapped = text;
    std::swap(swapped[i], swapped[i + 1]);
    add(swapped);
  }
  // One of another width pushes the others along: those that look alike, and of narrow ones all.
  const std::vector<std::size_t> failing = failing_places(expected);
  std::vector<Glyph> glyphs;
  for (const auto& line : expected.lines) glyphs.insert(glyphs.end(), line.begin(), line.end());
  for (std::size_t k = 0; k < std::min<std::size_t>(2, failing.size()); ++k) {
    std::u32string other = text;
    for (const LookalikeGlyph& alike : judges.lookalikes.of(glyphs[failing[k]])) {
      other[failing[k]] = alike.code_point;
      add(other);
    }
    if (text[failing[k]] >= 0x80) continue;
    for (char32_t c = U'0'; c <= U'z'; ++c) {
      other[failing[k]] = c;
      add(other);
    }
  }
  return texts;
}

}  // namespace

std::optional<PaperText> try_near_texts(Judges& judges, const ScanContext& scan, const Field& field,
                                        const ValueReading& expected) {
  constexpr std::size_t longest = 40;  // each text costs a judging of the line: longer ones are left to OCR
  const std::size_t length = expected.text().size();
  if (length == 0 || length > longest) return std::nullopt;
  struct Guess {
    float score;
    std::u32string text;
  };
  std::vector<Guess> guesses;
  for (const std::u32string& text : near_texts(judges, expected)) {
    const ValueReading value =
        judge_value(judges, scan, set_lines(field, text, judges.templates.fonts()), false);
    float sum = 0;
    int count = 0;
    for (const LineReading& line : value.readings)
      for (const GlyphReading& glyph : line.glyphs)
        if (glyph.printed) {
          sum += glyph.stats.ncc;
          ++count;
        }
    if (count > 0) guesses.push_back({sum / static_cast<float>(count), text});
  }
  std::sort(guesses.begin(), guesses.end(), [](const Guess& a, const Guess& b) { return a.score > b.score; });
  for (std::size_t i = 0; i < std::min<std::size_t>(4, guesses.size()); ++i)
    if (auto paper = verify_text(judges, scan, field, to_utf8(guesses[i].text), expected)) return paper;
  return std::nullopt;
}

}  // namespace hefu
