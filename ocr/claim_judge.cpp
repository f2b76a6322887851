#include "ocr/claim_judge.h"

#include <algorithm>
#include <cmath>

#include "ocr/bank_strip.h"
#include "ocr/claim_thresholds.h"
#include "ocr/lone_character.h"
#include "ocr/lookalikes.h"
#include "ocr/median.h"
#include "ocr/thresholds.h"
#include "ocr/twins.h"
#include "schemas/normalise.h"
#include "schemas/text.h"
#include "schemas/without_spaces.h"

namespace hefu {
namespace {

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

/// A sign between figures may be another, but no bracket, as in 2019〕12, which is the number of a letter and
/// no month, and no figure: 2022.12 is no 2022/2. A 1 may pass for an I.
bool has_no_sign_between_figures(const std::u32string& expected, const LineSpan& span,
                                 const LineReading& glyphs) {
  const auto is_bracket = [](char32_t c) {
    return std::u32string_view(U"()[]{}〔〕（）［］【】「」《》〈〉").find(c) != std::u32string_view::npos;
  };
  const bool as_long = span.read.size() == expected.size();
  for (std::size_t i = 1; i + 1 < expected.size(); ++i) {
    if (!is_figure(expected[i - 1]) || !is_mark(expected[i]) || !is_figure(expected[i + 1])) continue;
    if (as_long && is_bracket(span.read[i]) != is_bracket(expected[i])) return true;
    const GlyphStats& stats = glyphs.glyphs[i].stats;
    if (stats.ratio < claim::figure_for_sign_ratio) continue;
    // 2019,12 is a year and a volume.
    const bool comma = as_long && plain_sign(span.read[i]) == U',' && stats.other_code_point == U',';
    if (!is_mark(stats.other_code_point) || comma) return true;
  }
  return false;
}

/// Whether no character lies so far above or below the others' line that it is laid over another's part.
bool stands_on_its_row(const BankFit& fit) {
  for (std::size_t i = 0; i < fit.glyphs.size(); ++i)
    if (is_wide(fit.glyphs[i].code_point) && !is_mark(fit.glyphs[i].code_point) &&
        fit.off_row_em[i] > claim::most_off_row_em)
      return false;
  return true;
}

/// Whether a text is one character, also where it is shown three times side by side.
bool is_lone(const std::u32string& text) {
  return std::ranges::count(text, text.front()) == std::ssize(text);
}

}  // namespace

ClaimJudge::ClaimJudge(std::shared_ptr<const Fonts> bank) : judges_(bank), bank_(judges_, std::move(bank)) {
  begin_page();
}

void ClaimJudge::begin_page() {
  judges_.templates.forget_if_full();
  page_ = {};
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

float ClaimJudge::median_ncc(const LineReading& line) {
  std::vector<float> nccs;
  for (const GlyphReading& glyph : line.glyphs)
    if (glyph.printed) nccs.push_back(glyph.stats.ncc);
  return median(std::move(nccs));
}

void ClaimJudge::compare_glyphs(const Image& grey, const SteppedLine& line, const std::u32string& expected,
                                const LineSpan& span, TextReader& reader, ClaimReading& reading) {
  const BankFit fit = bank_.fit(grey, line.box_px, expected, span.centre_px, page_);
  if (!fit.found) return;
  const LineReading glyphs = bank_.judge(fit, page_);
  reading.face = fit.face;
  reading.glyphs_left_px = fit.left_px;
  reading.glyphs_right_px = fit.right_px;
  reading.uneven_em = fit.uneven_em;
  reading.glyphs_pass = glyphs.passes;
  for (const GlyphReading& glyph : glyphs.glyphs)
    if (glyph.printed) reading.worst_ratio = std::max(reading.worst_ratio, glyph.stats.ratio);
  reading.ncc = median_ncc(glyphs);
  reading.score = glyphs.weakest;

  const bool has_face = reading.ncc > claim::own_face_ncc;
  const bool sure_if_lone =
      !is_lone(expected) || glyphs.passes || (span.mean > claim::lone_mean && span.ratio > claim::lone_ratio);
  const bool one_text = sure_if_lone && !has_no_sign_between_figures(expected, span, glyphs) &&
                        fit.uneven_em < (is_counted(span) ? claim::most_uneven_em : claim::even_em) &&
                        fit.between_em2 < claim::most_between_em2 && stands_on_its_row(fit);
  const bool read_other = !same_signs(span.read, expected) && is_read_other(span);
  const bool opposed =
      read_other || (span.scored && (span.mean < claim::opposed_mean || span.ratio < claim::opposed_ratio));
  const bool beyond_doubt =
      reading.worst_ratio < claim::sure_glyph_ratio && span.read.size() == expected.size();
  const bool sound_id = is_sound_id(expected),
             misread = fit.uneven_em < claim::even_em && sound_id && !is_sound_id(span.read);
  const bool by_glyphs =
      glyphs.passes &&
      (!opposed || misread || (beyond_doubt && !is_nearer_as_read(grey, line.box_px, span, fit, glyphs)));
  const bool by_steps = !opposed && span.scored && span.mean > claim::rescue_mean &&
                        span.ratio > claim::rescue_ratio && reading.worst_ratio < claim::rescue_glyph_ratio &&
                        reading.ncc > claim::rescue_ncc;
  const auto by_characters = [&] {
    // Where as many characters are read as expected, each of them is asked below.
    if (read_other && span.read.size() != expected.size() && !misread) return false;
    if (!span.scored || span.mean < claim::opposed_mean || reading.ncc < claim::like_face_ncc) return false;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const bool figure = is_figure(expected[i]) && !sound_id;
      const float least_weight = misread  ? claim::least_weight_misread_id
                                 : figure ? claim::least_weight_figure
                                          : claim::least_weight;
      if (!stands_there(fit, span, glyphs, i, has_face, least_weight, !figure)) return false;
    }
    return true;
  };
  LoneCharacters alone(fit, reader);
  const bool decided = one_text && (by_glyphs || by_steps || by_characters());
  reading.nothing_else = one_text && (decided || glyphs.passes) &&
                         tells_twins_apart(fit, glyphs, *reader.alphabet(), alone, has_face) &&
                         !reads_a_point_more(line.steps.text, expected) && !has_a_figure_behind(fit) &&
                         !is_evener_with_other_count(grey, line.box_px, expected, span, fit);
  if (decided && reading.nothing_else &&
      (by_glyphs || span.ratio > claim::sure_ratio ||
       !passes_as_another(grey, line.box_px, span, fit, glyphs)) &&
      ((by_glyphs && has_face) || !is_another_alone(fit, span, glyphs, alone))) {
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
    float glyphs = bank_.ratio_against(fit, index, other, page_, true);
    if (is_figure(other) && other == stats.other_code_point) glyphs = std::max(glyphs, stats.ratio);
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

/// Whether steps and glyph together say that a character stands there. `passing_counts`: a glyph that passes
/// by itself needs less.
bool ClaimJudge::stands_there(const BankFit& fit, const LineSpan& span, const LineReading& glyphs,
                              std::size_t index, bool has_face, float least_weight, bool passing_counts) {
  const CharacterSteps& steps = span.characters[index];
  const GlyphStats& stats = glyphs.glyphs[index].stats;
  const char32_t own = fit.glyphs[index].code_point;
  if (is_mark(own)) return true;
  const char32_t read = is_read_other(span) && span.read.size() == fit.glyphs.size() ? span.read[index] : own;
  const float most_ratio = most_glyph_ratio(steps, has_face);
  const bool clear = stats.ratio < most_ratio || (most_ratio > 0 && is_mark(stats.other_code_point));
  if (clear && plain_sign(read) == plain_sign(own)) return true;
  if (const Twin* const twin = twin_of(own, read))
    return twin->top != StrokeTop::anywhere && has_top(fit, glyphs, index, *twin);
  if (has_face && stats.ratio > claim::other_glyph_ratio) return false;
  // Another's ink, beside its place or over it, is like anything.
  const bool in_place = fit.uneven_em < claim::even_em && fit.off_row_em[index] < claim::most_off_row_em;
  const bool blurred = fit.rendering.blur >= claim::least_blur;
  if (blurred) least_weight = std::max(least_weight, claim::least_weight_blurred);
  if (glyphs.glyphs[index].passes && passing_counts)
    least_weight = std::min(least_weight, claim::least_weight_passing);
  const bool seen = steps.own > claim::unseen_own || stats.ratio < claim::rescue_glyph_ratio;
  return in_place && seen && stats.ncc > claim::like_face_ncc &&
         weigh(fit, steps, stats, index) > least_weight;
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
    const bool twin = twin_of(expected[i], span.read[i]) != nullptr;
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
                               TextReader& reader) {
  ClaimReading reading;
  const std::u32string text = without_spaces(expected);
  if (text.empty() || line.steps.empty() || reader.alphabet() == nullptr) return reading;
  const auto most_edits =
      static_cast<std::size_t>(std::ceil(claim::most_other * static_cast<double>(text.size())));
  const LineSpan span =
      find_span(line.steps, *reader.alphabet(), text, most_edits,
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
  compare_glyphs(grey, line, text, span, reader, reading);
  return reading;
}

std::string face_name(const Fonts& bank, int face) {
  if (face < 0 || static_cast<std::size_t>(face) >= bank.face_count()) return {};
  return bank.face(static_cast<std::uint16_t>(face)).name;
}

}  // namespace hefu
