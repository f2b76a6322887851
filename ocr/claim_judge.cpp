#include "ocr/claim_judge.h"

#include <algorithm>
#include <cmath>

#include "ocr/claim_thresholds.h"
#include "ocr/lookalikes.h"
#include "ocr/median.h"
#include "ocr/thresholds.h"
#include "ocr/twins.h"
#include "schemas/normalise.h"
#include "schemas/text.h"
#include "schemas/without_spaces.h"

namespace hefu {
namespace {

// The engine's network takes strips so high; a line's ink fills as much of it as where whole papers are read
// (page_reading.cpp).
constexpr double crop_height_px = 48, line_height_px = 36;

/// Stretched to the full range: the engine wants dark on white.
void stretch(Image& line) {
  std::vector<std::uint8_t> sorted = line.pixels;
  std::sort(sorted.begin(), sorted.end());
  const float paper = std::max<float>(20, sorted[sorted.size() * 9 / 10]);
  const float ink = std::min<float>(sorted[sorted.size() / 50], paper * 0.8f);
  for (std::uint8_t& p : line.pixels)
    p = static_cast<std::uint8_t>(std::clamp((p - ink) / (paper - ink) * 255, 0.f, 255.f));
}

/// The part of a box that has ink, since the box may have paper around its line.
RectMm ink_of_line(const Image& grey, const RectMm& box) {
  const int x0 = std::clamp(static_cast<int>(box.x), 0, grey.width - 1),
            y0 = std::clamp(static_cast<int>(box.y), 0, grey.height - 1),
            x1 = std::clamp(static_cast<int>(std::ceil(box.x + box.w)), x0 + 1, grey.width),
            y1 = std::clamp(static_cast<int>(std::ceil(box.y + box.h)), y0 + 1, grey.height);
  std::vector<std::uint8_t> sorted;
  for (int y = y0; y < y1; ++y) {
    const auto row = grey.pixels.begin() + static_cast<std::ptrdiff_t>(y) * grey.width;
    sorted.insert(sorted.end(), row + x0, row + x1);
  }
  std::sort(sorted.begin(), sorted.end());
  const int paper = sorted[sorted.size() * 9 / 10], ink = sorted[sorted.size() / 50];
  const int level = (paper + ink) / 2;
  int left = x1, right = x0, top = y1, bottom = y0;
  for (int y = y0; y < y1; ++y)
    for (int x = x0; x < x1; ++x) {
      if (grey.pixels[static_cast<std::size_t>(y) * grey.width + x] > level) continue;
      left = std::min(left, x), right = std::max(right, x + 1);
      top = std::min(top, y), bottom = std::max(bottom, y + 1);
    }
  // Lower than this it is a dash or a dot, whose own height says nothing of the line's.
  constexpr double least_share = 0.5;
  if (right - left < 3 || bottom - top < least_share * box.h) return box;
  return {static_cast<double>(left), static_cast<double>(top), static_cast<double>(right - left),
          static_cast<double>(bottom - top)};
}

/// The network says a character late, the later the farther along the line: what it says first and last is
/// laid over the line's ends, unless these lie so far off that it must have left a character out.
void lay_over_ink(const RectMm& box_px, LineSteps& line) {
  constexpr float nothing_seen = 0.5f;
  constexpr double most_shift = 0.35;  // of the line's height
  int first = 0, last = line.steps - 1;
  while (first < line.steps && line.at(first)[line.codes - 1] > nothing_seen) ++first;
  while (last > first && line.at(last)[line.codes - 1] > nothing_seen) --last;
  if (last <= first) return;
  const double left = line.x_of(first - 0.5), right = line.x_of(last + 0.5);
  const double reach = most_shift * box_px.h;
  const double new_left = std::clamp(box_px.x, left - reach, left + reach);
  const double new_right = std::clamp(box_px.x + box_px.w, right - reach, right + reach);
  const double px_per_step = (new_right - new_left) / (last + 1 - first);
  line.left_px = new_left - first * px_per_step;
  line.right_px = line.left_px + line.steps * px_per_step;
}

/// Whether the steps tell how many figures there are.
bool is_counted(const LineSpan& span) {
  return std::all_of(span.characters.begin(), span.characters.end(),
                     [](const CharacterSteps& steps) { return steps.count_ratio > claim::rescue_ratio; });
}

/// Whether a text is an ID number whose last figure agrees with the others: one that is misread is none.
bool is_sound_id(const std::u32string& text) { return check_id_number(to_utf8(text)) == IdFault::none; }

bool is_read_other(const LineSpan& span) { return span.read_ratio < claim::read_other_ratio; }

bool same_signs(const std::u32string& a, const std::u32string& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char32_t x, char32_t y) { return plain_sign(x) == plain_sign(y); });
}

/// Whether what was read is the expected text with other figures in the places of some: in one shape of
/// several the network may see a 1 where a 0 stands.
bool says_other_figures(const std::u32string& read, const std::u32string& expected) {
  if (read.size() != expected.size()) return false;
  bool other = false;
  for (std::size_t i = 0; i < read.size(); ++i) {
    if (is_figure(read[i]) != is_figure(expected[i])) return false;
    other = other || (is_figure(read[i]) && read[i] != expected[i]);
  }
  return other;
}

}  // namespace

ClaimJudge::ClaimJudge(std::shared_ptr<const Fonts> bank) : judges_(bank), bank_(judges_, std::move(bank)) {
  begin_page();
}

void ClaimJudge::begin_page() {
  judges_.templates.forget_if_full();
  page_ = {};
}

SteppedLine ClaimJudge::read_line(const Image& grey, const RectMm& box_px, TextReader& reader,
                                  const StripShape& shape) {
  SteppedLine line;
  line.box_px = box_px;
  if (box_px.h < 6 || box_px.w < 6 || grey.empty()) return line;
  const RectMm ink = ink_of_line(grey, box_px);
  const double margin = ink.h * (crop_height_px / line_height_px / shape.height - 1) / 2;
  const double x0 = std::max(0.0, ink.x - 2 * margin), y0 = ink.y - margin;
  const double x1 = std::min<double>(grey.width, ink.x + ink.w + 2 * margin), y1 = ink.y + ink.h + margin;
  const double scale = crop_height_px / (y1 - y0), scale_x = scale * shape.width;
  PageMap map;  // the identity but for the shape: "mm" are px of the picture
  map.homography[0] = 1 / shape.width;
  Image picture = crop(grey, map, {x0 * shape.width, y0, (x1 - x0) * shape.width, y1 - y0}, scale * 25.4);
  stretch(picture);
  line.steps = reader.read_steps(picture);
  line.steps.left_px = x0 + line.steps.left_px / scale_x;
  line.steps.right_px = x0 + line.steps.right_px / scale_x;
  lay_over_ink(ink, line.steps);
  return line;
}

std::vector<char32_t> ClaimJudge::rivals_of(char32_t c, bool letters) const {
  std::vector<char32_t> rivals;
  const bool narrow = c < 0x7F && std::isalnum(static_cast<int>(c)) != 0;
  if (narrow) {
    for (char32_t other = U'0'; other <= U'9'; ++other)
      if (other != c) rivals.push_back(other);
    if (!letters) return rivals;
  }
  const Fonts& fonts = judges_.templates.fonts();
  for (std::uint16_t face = 0; face < fonts.face_count(); ++face) {
    const auto found = fonts.find_in_face(face, c);
    if (!found) continue;
    const float advance = found->advance_em * static_cast<float>(mm_per_pt) * 10;
    for (const LookalikeGlyph& other : judges_.lookalikes.of({c, face, found->id, 0, 0, 10, advance}))
      if (plain_sign(other.code_point) != plain_sign(c) && !(narrow && other.code_point > 0x7F))
        rivals.push_back(other.code_point);
    break;
  }
  return rivals;
}

void ClaimJudge::compare_glyphs(const Image& grey, const SteppedLine& line, const std::u32string& expected,
                                const LineSpan& span, const CodeAlphabet& alphabet, ClaimReading& reading) {
  const BankFit fit = bank_.fit(grey, line.box_px, expected, span.centre_px, page_);
  if (!fit.found) return;
  const LineReading glyphs = bank_.judge(fit, page_);
  reading.face = fit.face;
  reading.glyphs_left_px = fit.left_px;
  reading.glyphs_right_px = fit.right_px;
  reading.uneven_em = fit.uneven_em;
  reading.glyphs_pass = glyphs.passes;
  std::vector<float> nccs;
  for (const GlyphReading& glyph : glyphs.glyphs) {
    if (!glyph.printed) continue;
    nccs.push_back(glyph.stats.ncc);
    reading.worst_ratio = std::max(reading.worst_ratio, glyph.stats.ratio);
  }
  reading.ncc = median(std::move(nccs));
  reading.score = glyphs.weakest;

  const bool has_face = reading.ncc > claim::own_face_ncc;
  const bool one_text = fit.uneven_em < (is_counted(span) ? claim::most_uneven_em : claim::even_em);
  const bool read_other = !same_signs(span.read, expected) && is_read_other(span);
  const bool opposed =
      read_other || (span.scored && (span.mean < claim::opposed_mean || span.ratio < claim::opposed_ratio));
  const bool beyond_doubt =
      reading.worst_ratio < claim::sure_glyph_ratio && span.read.size() == expected.size();
  const bool misread = fit.uneven_em < claim::even_em && is_sound_id(expected) && !is_sound_id(span.read);
  const bool by_glyphs = glyphs.passes && (!opposed || beyond_doubt || misread);
  const bool by_steps = !opposed && span.scored && span.mean > claim::rescue_mean &&
                        span.ratio > claim::rescue_ratio && reading.worst_ratio < claim::rescue_glyph_ratio &&
                        reading.ncc > claim::rescue_ncc;
  const auto by_characters = [&] {
    // Where as many characters are read as expected, each of them is asked below.
    if (read_other && span.read.size() != expected.size() && !misread) return false;
    if (!span.scored || span.mean < claim::opposed_mean || reading.ncc < claim::like_face_ncc) return false;
    const float least_weight = misread ? claim::least_weight_misread_id : claim::least_weight;
    for (std::size_t i = 0; i < expected.size(); ++i)
      if (!stands_there(fit, span, glyphs, i, has_face, least_weight)) return false;
    return true;
  };
  if (one_text && (by_glyphs || by_steps || by_characters()) &&
      tells_twins_apart(fit, glyphs, alphabet, has_face)) {
    reading.support = Support::supported;
    reading.score = std::max(reading.score, static_cast<float>(span.ratio));
    reading.read = to_utf8(expected);
    return;
  }
  decide_other(expected, span, fit, glyphs, reading);
}

/// How much nearer than to the character its glyph may be to a look-alike, where the steps speak for it; 0:
/// they do not.
float ClaimJudge::most_glyph_ratio(const CharacterSteps& steps, bool has_face) {
  const float usual = has_face ? claim::rescue_glyph_ratio : claim::like_face_glyph_ratio;
  if (!has_face && steps.own > claim::sure_own && steps.ratio > claim::sure_ratio)
    return claim::unlike_face_glyph_ratio;
  return steps.own > claim::clear_own && steps.ratio > claim::clear_ratio ? usual : 0;
}

/// What steps and glyphs together say for a character against whatever else may stand there: the least.
float ClaimJudge::weigh(const BankFit& fit, const CharacterSteps& steps, const GlyphStats& stats,
                        std::size_t index) {
  // Of what is far less likely than the likeliest the steps say nothing more.
  double likeliest = steps.own;
  for (const auto& [other, ratio] : steps.against) likeliest = std::max(likeliest, steps.own - ratio);
  const double floor = likeliest - claim::farthest_of_steps, own = std::max(steps.own, floor);
  float least = claim::most_of_steps;
  bool with_nearest = stats.other_code_point == 0 || is_mark(stats.other_code_point);
  const auto weigh_against = [&](char32_t other, double ratio) {
    const auto of_steps =
        static_cast<float>(std::min(own - std::max(steps.own - ratio, floor), claim::most_of_steps));
    const float glyphs = bank_.ratio_against(fit, index, other, page_, true);
    const float of_glyphs =
        glyphs > 0 ? std::clamp(-std::log(glyphs), -claim::most_of_glyphs, claim::most_of_glyphs) : 0;
    least = std::min(least, of_steps + claim::weight_of_glyphs * of_glyphs);
  };
  for (const auto& [other, ratio] : steps.against) {
    if (ratio > claim::most_of_steps && other != stats.other_code_point) continue;
    weigh_against(other, ratio);
    with_nearest = with_nearest || other == stats.other_code_point;
  }
  if (!with_nearest) weigh_against(stats.other_code_point, claim::of_steps_unwritten);
  return least;
}

/// Whether steps and glyph together say that a character stands there.
bool ClaimJudge::stands_there(const BankFit& fit, const LineSpan& span, const LineReading& glyphs,
                              std::size_t index, bool has_face, float least_weight) {
  const CharacterSteps& steps = span.characters[index];
  const GlyphStats& stats = glyphs.glyphs[index].stats;
  const char32_t own = fit.glyphs[index].code_point;
  if (is_mark(own)) return true;
  const char32_t read = is_read_other(span) && span.read.size() == fit.glyphs.size() ? span.read[index] : own;
  const float most_ratio = most_glyph_ratio(steps, has_face);
  const bool clear = stats.ratio < most_ratio || (most_ratio > 0 && is_mark(stats.other_code_point));
  if (clear && plain_sign(read) == plain_sign(own)) return true;
  if (are_twins(own, read)) return false;
  if (has_face && stats.ratio > claim::other_glyph_ratio) return false;
  // Another's ink, beside its place or over it, is like anything.
  const bool in_place = fit.uneven_em < claim::even_em && fit.off_row_em[index] < claim::most_off_row_em;
  const float least =
      glyphs.glyphs[index].passes ? std::min(least_weight, claim::least_weight_passing) : least_weight;
  return in_place && stats.ncc > claim::like_face_ncc && weigh(fit, steps, stats, index) > least;
}

bool ClaimJudge::tells_twins_apart(const BankFit& fit, const LineReading& glyphs,
                                   const CodeAlphabet& alphabet, bool has_face) {
  for (std::size_t i = 0; i < fit.glyphs.size(); ++i) {
    if (has_face && glyphs.glyphs[i].passes) continue;
    for (const Twin& twin : twins_of(fit.glyphs[i].code_point)) {
      const bool both = alphabet.codes_of(twin.character) != nullptr;
      const float usual = both ? claim::twin_glyph_ratio : claim::unwritten_twin_glyph_ratio;
      const float most = twin.most_ratio > 0 ? twin.most_ratio : usual;
      if (bank_.ratio_against(fit, i, twin.character, page_, true) > most) return false;
    }
  }
  return true;
}

/// Whether the glyphs say that what the engine reads otherwise is not there.
bool ClaimJudge::denies(const BankFit& fit, const std::u32string& expected, const LineSpan& span,
                        const ClaimReading& reading) {
  if (span.read.size() != expected.size())
    return fit.uneven_em < claim::even_em && reading.worst_ratio < claim::other_glyph_ratio;
  // A glyph that was found beside its place, as a 2 for the 1 that follows it, says nothing of that place.
  if (fit.uneven_em > claim::most_uneven_em) return false;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    if (plain_sign(span.read[i]) == plain_sign(expected[i])) continue;
    const bool twin = are_twins(expected[i], span.read[i]);
    const float least = twin ? claim::other_twin_glyph_ratio : claim::denied_glyph_ratio;
    if (bank_.ratio_against(fit, i, span.read[i], page_, twin) > least) return false;
  }
  return true;
}

/// Whether the network reads clearly another character wherever it cannot write the expected one, and the
/// glyphs agree with it.
bool ClaimJudge::reads_other_than_unwritten(const BankFit& fit, const std::u32string& expected,
                                            const LineSpan& span, const ClaimReading& reading) {
  if (span.scored || span.read.size() != expected.size() || span.read_mean < claim::rescue_mean) return false;
  if (reading.ncc < claim::like_face_ncc || fit.uneven_em > claim::most_uneven_em) return false;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const bool same = plain_sign(span.read[i]) == plain_sign(expected[i]);
    if (span.characters[i].known != same) return false;
    if (!same && bank_.ratio_against(fit, i, span.read[i], page_, true) < claim::other_than_unwritten_ratio)
      return false;
  }
  return true;
}

void ClaimJudge::decide_other(const std::u32string& expected, const LineSpan& span, const BankFit& fit,
                              const LineReading& glyphs, ClaimReading& reading) {
  const bool differs = !same_signs(span.read, expected);
  // By the glyphs: one of them is certainly another, in a face that fits the rest.
  bool other_glyph = false;
  for (const GlyphReading& glyph : glyphs.glyphs)
    other_glyph = other_glyph || (glyph.printed && glyph.score < thresholds().mismatch_score &&
                                  glyph.stats.ratio > thresholds().mismatch_ratio &&
                                  glyph.stats.other > thresholds().mismatch_ncc);
  const double steps = std::min(differs ? span.read_ratio : 0, span.ratio);
  const bool glyphs_agree = reading.worst_ratio > claim::other_glyph_ratio ||
                            reading.ncc < claim::rescue_ncc || reading.uneven_em > claim::most_uneven_em;
  const bool denied = differs && reading.ncc > claim::like_face_ncc && denies(fit, expected, span, reading);
  const bool by_steps = span.scored && steps < claim::other_ratio && glyphs_agree && !denied;
  const bool by_steps_alone =
      span.scored && differs && steps < claim::other_ratio_alone && !reading.glyphs_pass && !denied;
  // In a face that only resembles the paper's a glyph may well be nearer to another one.
  const bool steps_speak_for_it = span.scored && span.ratio > 0 && span.mean > claim::rescue_mean;
  const bool fits = reading.ncc > claim::same_face_ncc && !steps_speak_for_it;
  const bool unwritten = reads_other_than_unwritten(fit, expected, span, reading);
  if (!(by_steps || by_steps_alone || unwritten || (other_glyph && fits))) return;
  reading.support = Support::contradicted;
  reading.score = std::min(reading.score, static_cast<float>(steps));
  if (differs) return;  // what the engine reads is the other text
  std::u32string other = expected;
  if (span.ratio < 0 && span.scored) {
    other.replace(span.doubtful, 1, span.rival);
  } else {
    for (std::size_t i = 0; i < glyphs.glyphs.size(); ++i)
      if (glyphs.glyphs[i].stats.ratio > thresholds().mismatch_ratio)
        other[i] = glyphs.glyphs[i].stats.other_code_point;
  }
  reading.read = to_utf8(other);
}

ClaimReading ClaimJudge::judge(const Image& grey, const SteppedLine& line, const std::string& expected,
                               const CodeAlphabet& alphabet) {
  ClaimReading reading;
  const std::u32string text = without_spaces(expected);
  if (text.empty() || line.steps.empty()) return reading;
  const auto most_edits =
      static_cast<std::size_t>(std::ceil(claim::most_other * static_cast<double>(text.size())));
  const LineSpan span =
      find_span(line.steps, alphabet, text, most_edits,
                [this, letters = has_letters(text)](char32_t c) { return rivals_of(c, letters); });
  if (!span.found) return reading;
  reading.present = true;
  reading.read = to_utf8(span.read);
  reading.before = to_utf8(span.before);
  reading.after = to_utf8(span.after);
  reading.box_px = {span.left_px, line.box_px.y, span.right_px - span.left_px, line.box_px.h};
  reading.scored = span.scored;
  reading.step_mean = span.mean;
  reading.step_ratio = span.ratio;
  reading.read_ratio = span.read_ratio;
  compare_glyphs(grey, line, text, span, alphabet, reading);
  return reading;
}

std::optional<ClaimReading> ClaimJudge::judge_in_other_shapes(const Image& grey, const RectMm& box_px,
                                                              const std::string& expected,
                                                              const std::string& usual, TextReader& reader) {
  constexpr std::size_t short_text = 8;
  const std::u32string wanted = to_utf32(expected);
  if (wanted.size() > short_text || says_other_figures(without_spaces(usual), wanted)) return std::nullopt;
  // Of 40 dates alone on a line, in eight faces, 35 are supported in the first of these, 19 in the usual one.
  for (const StripShape& shape : {StripShape{0.78, 0.85}, StripShape{0.78, 1}, StripShape{1, 0.85}}) {
    ClaimReading reading = judge(grey, read_line(grey, box_px, reader, shape), expected, *reader.alphabet());
    if (reading.support == Support::supported) return reading;
  }
  return std::nullopt;
}

std::string face_name(const Fonts& bank, int face) {
  if (face < 0 || static_cast<std::size_t>(face) >= bank.face_count()) return {};
  return bank.face(static_cast<std::uint16_t>(face)).name;
}

}  // namespace hefu
