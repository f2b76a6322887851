#include "ocr/hypotheses.h"

#include <algorithm>
#include <cmath>

#include "ocr/thresholds.h"
#include "schemas/text.h"
#include "templates/layout.h"

namespace hefu {
namespace {

namespace t = thresholds;

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
std::optional<Substitute> best_substitute(const Judges& judges, const ScanContext& scan,
                                          const LineReading& line, const std::vector<Glyph>& glyphs,
                                          std::size_t index) {
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
  float best_value = t::hypothesis_ncc;
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
  static const std::u32string small = U"＿.,:;'`-_~^\"·、。，：；—…";
  return small.find(c) != small.npos;
}

/// Texts that differ in dots and dashes alone: a person looks, whatever the ink seems to say.
bool differ_in_small_alone(const std::u32string& a, const std::u32string& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i] != b[i] && !(is_small(a[i]) && is_small(b[i]))) return false;
  return true;
}

/// The ink says another glyph.
bool is_certain(const GlyphReading& expected, const Substitute& other) {
  const float ratio = (1 - expected.stats.ncc * expected.stats.ncc) /
                      std::max(1e-4f, 1 - other.reading.stats.ncc * other.reading.stats.ncc);
  if (is_small(other.glyph.code_point) && (ratio < t::small_ratio || other.reading.stats.ncc < t::small_ncc))
    return false;
  if (other.reading.score < t::hypothesis_score) return false;  // nor is it a look-alike of the other
  return expected.score < t::mismatch_score && ratio > t::mismatch_ratio &&
         other.reading.stats.ncc > t::mismatch_ncc;
}

bool is_supported(const GlyphReading& reading) {
  return reading.score > t::hypothesis_score && reading.stats.ncc > t::hypothesis_ncc;
}

std::string text_of(const std::vector<std::vector<Glyph>>& lines) {
  std::u32string text;
  for (const auto& line : lines)
    for (const Glyph& glyph : line) text += glyph.code_point;
  return to_utf8(text);
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

ValueReading judge_value(const Judges& judges, const ScanContext& scan, std::vector<std::vector<Glyph>> lines,
                         bool against_others) {
  ValueReading value{std::move(lines), {}};
  for (const auto& line : value.lines)
    value.readings.push_back(judge_line(judges.glyphs, judges.evidence, scan, line, against_others));
  return value;
}

std::optional<PaperText> substitute_glyphs(const Judges& judges, const ScanContext& scan,
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
          other && differ_in_small_alone({value.lines[l][i].code_point}, {other->glyph.code_point});
      if (other && !both_small && is_certain(expected, *other)) {
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
  if (complete) paper.text = text_of(shown);
  return paper;
}

std::optional<PaperText> verify_text(const Judges& judges, const ScanContext& scan, const Field& field,
                                     const std::string& text, const ValueReading& expected, bool extra_ink) {
  std::vector<std::vector<Glyph>> lines;
  for (TextRun& run : set_text(field, text, judges.glyphs.templates().fonts()))
    lines.push_back(std::move(run.glyphs));
  if (lines.empty()) return std::nullopt;
  const ValueReading value = judge_value(judges, scan, lines);
  if (!value.inside()) return std::nullopt;
  std::vector<std::vector<Glyph>> shown = value.lines;
  float weakest = 1e9f;
  int substituted = 0;
  for (std::size_t l = 0; l < shown.size(); ++l)
    for (std::size_t i = 0; i < shown[l].size(); ++i) {
      const GlyphReading& reading = value.readings[l].glyphs[i];
      if (!reading.printed) continue;
      if (is_supported(reading)) {
        weakest = std::min(weakest, reading.score);
        continue;
      }
      if (++substituted > 3) return std::nullopt;
      const auto other = best_substitute(judges, scan, value.readings[l], shown[l], i);
      if (!other || !is_supported(other->reading)) return std::nullopt;
      weakest = std::min(weakest, other->reading.score);
      shown[l][i] = other->glyph;
    }
  const std::string found = text_of(shown);
  if (found == text_of(expected.lines)) return std::nullopt;
  // A shorter text must be beyond doubt: a stamp or a smear hides a character rather than takes it away. And
  // a stroke of a stamp is soon taken for a dot or a dash.
  const std::u32string expected_text = to_utf32(text_of(expected.lines)), found_text = to_utf32(found);
  if (found_text.size() < expected_text.size() && weakest <= t::stamped_score) return std::nullopt;
  const auto small = [](const std::u32string& s) { return std::count_if(s.begin(), s.end(), is_small); };
  if (extra_ink && small(found_text) > small(expected_text)) return std::nullopt;
  if (differ_in_small_alone(found_text, expected_text)) return std::nullopt;
  // The expected text must be as clearly wrong as one glyph has to be, or more must stand there than it has.
  const bool longer =
      extra_ink && found.size() > text_of(expected.lines).size() && weakest > t::stamped_score;
  if (expected.weakest() > t::mismatch_score && !longer) return std::nullopt;
  return PaperText{found, std::min(weakest, -expected.weakest())};
}

std::optional<PaperText> try_one_more_or_less(const Judges& judges, const ScanContext& scan,
                                              const Field& field, const ValueReading& expected,
                                              bool extra_ink) {
  constexpr std::size_t longest =
      40;  // longer values are left to OCR: each place costs a judging of the line
  const std::u32string text = to_utf32(field.text);
  if (text.empty() || text.size() > longest) return std::nullopt;
  const Fonts& fonts = judges.glyphs.templates().fonts();
  struct Guess {
    float score;
    std::string text;
  };
  std::vector<Guess> guesses;
  const auto try_text = [&](const std::u32string& guess) {
    std::vector<std::vector<Glyph>> lines;
    for (TextRun& run : set_text(field, to_utf8(guess), fonts)) lines.push_back(std::move(run.glyphs));
    if (lines.empty()) return;
    const ValueReading value = judge_value(judges, scan, std::move(lines), false);
    float sum = 0;
    int count = 0;
    for (const LineReading& line : value.readings)
      for (const GlyphReading& glyph : line.glyphs)
        if (glyph.printed) {
          sum += glyph.stats.ncc;
          ++count;
        }
    if (count > 0) guesses.push_back({sum / static_cast<float>(count), to_utf8(guess)});
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && text[i] == text[i - 1]) continue;
    if (text.size() > 1) try_text(text.substr(0, i) + text.substr(i + 1));
  }
  // A character more: a stand-in of the neighbour's width, which verify_text substitutes.
  for (std::size_t i = 0; i <= text.size(); ++i)
    try_text(text.substr(0, i) + text[i == 0 ? 0 : i - 1] + text.substr(i));
  std::sort(guesses.begin(), guesses.end(), [](const Guess& a, const Guess& b) { return a.score > b.score; });
  for (std::size_t i = 0; i < std::min<std::size_t>(3, guesses.size()); ++i)
    if (auto paper = verify_text(judges, scan, field, guesses[i].text, expected, extra_ink)) return paper;
  return std::nullopt;
}

}  // namespace hefu
