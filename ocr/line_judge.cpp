#include "ocr/line_judge.h"

#include <algorithm>
#include <cmath>

#include "ocr/line_surface.h"
#include "ocr/median.h"
#include "ocr/thresholds.h"

namespace hefu {
namespace {

constexpr float in_place_px = 0.15f;  // nearer to its best place there is nothing to gain
constexpr int aligned_by_itself = 2;  // printed glyphs of a line; further ones would hold it in its place
constexpr int most_looks = 3;         // until a look-alike is there: as far as a line may lie off its place

/// Finds the shift of the whole line.
bool align_line(GlyphJudge& judge, const ScanContext& scan, const std::vector<Glyph>& glyphs,
                LineReading& line) {
  LineSurface surface;
  line.inside = true;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (is_space(glyphs[i].code_point)) continue;
    sample_patch(scan.grey, scan.map, glyphs[i], 0, 0, line.patches[i]);
    line.inside = line.inside && line.patches[i].inside;
    surface.add(judge.templates().get(glyphs[i], judge.rendering), line.patches[i]);
  }
  if (surface.empty()) return false;
  const PointPx shift = surface.peak();
  line.shift_x = static_cast<float>(shift.x);
  line.shift_y = static_cast<float>(shift.y);
  return true;
}

/// Amplitude of the expected glyph in its patch, without a search.
float ink_of(const GlyphTemplate& expected, const GlyphPatch& patch) {
  BoxSums sums;
  sum_boxes(patch, expected.width, expected.height, 0, sums);
  const double count = static_cast<double>(expected.width) * expected.height;
  const double variance = std::max(1e-6, expected.squares - expected.sum * expected.sum / count);
  const double sum = sums.sum[search_px][search_px];
  return static_cast<float>((product(expected, patch, 0, 0) - sum * expected.sum / count) / variance);
}

/// Where nothing stands, correlations are noise and the regression has seen nothing like it.
bool is_missing(const GlyphStats& stats, float line_ink) {
  return stats.ncc < thresholds().missing_ncc && stats.ink < thresholds().missing_ink * line_ink;
}

float score_of(const Evidence& evidence, const GlyphStats& stats, float line_ink,
               const PageQuality& quality) {
  const float score = evidence.score(stats, line_ink, quality);
  return is_missing(stats, line_ink) ? std::min(score, thresholds().missing_score) : score;
}

/// The gates of a match beside its score.
bool beats_others(const GlyphReading& glyph, const PageQuality& page) {
  if (glyph.likelihood_ratio)
    return glyph.stats.ncc >= thresholds().match_ncc && glyph.stats.residual <= thresholds().match_residual &&
           glyph.like_print && *glyph.likelihood_ratio > thresholds().match_likelihood;
  const bool sharp = page.ncc > thresholds().sharp_page_ncc;
  const float most_ratio = sharp ? thresholds().sharp_page_ratio : thresholds().match_ratio;
  return glyph.stats.ncc >= thresholds().match_ncc && glyph.stats.ratio <= most_ratio &&
         glyph.stats.residual <= thresholds().match_residual;
}

/// A glyph that fits so far off its line may be a look-alike that stands in its own place.
void doubt_off_line(GlyphReading& glyph) {
  const float off_px = std::hypot(glyph.stats.dx, glyph.stats.dy) - thresholds().off_line_px;
  if (!glyph.likelihood_ratio && off_px > 0 &&
      glyph.stats.ratio > thresholds().match_ratio - thresholds().off_line_ratio * off_px)
    glyph.beats_others = glyph.passes = false;
}

void decide(GlyphReading& glyph, const PageQuality& page) {
  glyph.beats_others = beats_others(glyph, page);
  glyph.passes = glyph.beats_others && (glyph.likelihood_ratio || glyph.score > thresholds().match_score);
}

/// Takes the expected ink of the glyphs before and after out of a glyph's patch. `found` of each glyph: px by
/// which it lies off its line; none: as it was set. `at_x`, `at_y`: where the patch was sampled.
void clear_neighbours(GlyphJudge& judge, const std::vector<Glyph>& glyphs, std::size_t index, float ink,
                      GlyphPatch& patch, const LineReading* found = nullptr, float at_x = 0, float at_y = 0) {
  for (const std::size_t other : {index - 1, index + 1}) {
    if (other >= glyphs.size() || is_space(glyphs[other].code_point)) continue;
    Glyph neighbour = glyphs[other];
    if (found != nullptr) {
      const GlyphStats& stats = found->glyphs[other].stats;
      const bool known = stats.ncc > thresholds().match_ncc;
      neighbour.x_mm += ((known ? stats.dx : 0.f) - at_x) / static_cast<float>(working_px_per_mm);
      neighbour.y_mm += ((known ? stats.dy : 0.f) - at_y) / static_cast<float>(working_px_per_mm);
    }
    subtract_neighbour(patch, glyphs[index], neighbour, judge.templates().get(glyphs[other], judge.rendering),
                       ink);
  }
}

/// Judges a glyph of a black and white scan that has near look-alikes by the likelihood of its pixels, which
/// then is its score. `neighbours`: of the line, which judged them before; `rivals`: of its comparison with
/// others.
void judge_pixels(const ScanContext& scan, const std::vector<Glyph>& glyphs, std::size_t index,
                  const Glyph& hypothesis, const LineReading& line, const std::vector<Rival>& rivals,
                  GlyphReading& reading) {
  if (scan.bilevel == nullptr || rivals.empty() || reading.stats.ncc < thresholds().match_ncc ||
      reading.stats.ratio < thresholds().contested_ratio)
    return;
  std::vector<BilevelPrint::Known> neighbours;
  for (const std::size_t other : {index - 1, index + 1}) {
    if (other >= glyphs.size() || is_space(glyphs[other].code_point)) continue;
    const GlyphStats& stats = line.glyphs[other].stats;
    const bool known = stats.ncc > thresholds().match_ncc;
    neighbours.push_back({glyphs[other], known ? stats.dx : 0, known ? stats.dy : 0});
  }
  const BilevelPrint::Place place =
      scan.bilevel->place(glyphs[index], line.shift_x, line.shift_y, neighbours);
  const BilevelPrint::Fit own = scan.bilevel->best_fit(place, hypothesis, reading.stats.dx, reading.stats.dy);
  float likeliest = -1e30f;
  for (const Rival& rival : rivals) {
    if (rival.value < rivals.front().value - thresholds().far_rival) break;
    Glyph other = glyphs[index];
    other.face = rival.glyph.face;
    other.id = rival.glyph.id;
    const float right = rival.dx + static_cast<float>(rival.right_px);
    likeliest = std::max(likeliest, scan.bilevel->best_fit(place, other, right, rival.dy).log_likelihood);
  }
  reading.likelihood_ratio = (own.log_likelihood - likeliest) / scan.bilevel->dispersion();
  const float most_surprise = thresholds().most_surprise * scan.bilevel->dispersion();
  reading.like_print = scan.bilevel->surprise(place, hypothesis, own) <= most_surprise;
  reading.score =
      reading.like_print ? *reading.likelihood_ratio : std::min(reading.score, *reading.likelihood_ratio);
}

/// Judges a contested glyph again, each candidate where it fits best. Print that lies half a pixel off its
/// line correlates less than it should, and a parabola does not make up for that: sampled anew at its own
/// place the expected glyph shows what it is worth, and so does each look-alike that came close. That matters
/// most where a line is a character or two: it was aligned by the expected glyph alone, which fitted where it
/// happened to lie, and a look-alike elsewhere did not. Its neighbours are taken away where they lie, off
/// their line too: PDF viewers put each glyph on whole pixels, and at 150 dpi what was left of a neighbour
/// beside a 1 looked like the foot of an I. The look-alikes that came close on the line are among the
/// candidates: from where the expected glyph fits best, the one that is printed may be too far off to be
/// seen.
GlyphReading judge_in_place(GlyphJudge& judge, const Evidence& evidence, const ScanContext& scan,
                            const std::vector<Glyph>& glyphs, std::size_t index, const LineReading& line) {
  GlyphReading reading = line.glyphs[index];
  float own_x = reading.stats.dx, own_y = reading.stats.dy;
  GlyphPatch patch;
  const auto sample = [&](float dx, float dy) {
    const float x = own_x + dx, y = own_y + dy;
    sample_patch(scan.grey, scan.map, glyphs[index], line.shift_x + x, line.shift_y + y, patch);
    to_darkness(patch);
    clear_neighbours(judge, glyphs, index, line.ink, patch, &line, x, y);
  };
  GlyphStats& stats = reading.stats;
  for (int look = 0; look < most_looks; ++look) {
    sample(0, 0);
    stats = judge.judge(patch, glyphs[index], glyphs[index], line.ink, false);
    if (std::hypot(stats.dx, stats.dy) < 1) break;
    own_x += stats.dx;
    own_y += stats.dy;
  }
  judge.judge(line.patches[index], glyphs[index], glyphs[index], line.ink);
  const std::vector<Rival> of_line = judge.rivals();
  stats = judge.judge(patch, glyphs[index], glyphs[index], line.ink);
  std::vector<Rival> rivals = judge.rivals();
  for (Rival rival : of_line) {
    const auto is_it = [&](const Rival& r) {
      return r.glyph.face == rival.glyph.face && r.glyph.id == rival.glyph.id && r.right_px == rival.right_px;
    };
    if (std::any_of(rivals.begin(), rivals.end(), is_it)) continue;
    rival.dx -= own_x;
    rival.dy -= own_y;
    rivals.push_back(rival);
  }
  for (const Rival& rival : rivals) {
    float x = rival.dx, y = rival.dy;
    for (int look = 0; look < most_looks; ++look) {
      sample(x, y);
      const Peak peak = judge.correlation_with(rival, patch, glyphs[index]);
      if (peak.value > stats.other) {
        stats.other = peak.value;
        stats.other_code_point = rival.glyph.code_point;
      }
      if (std::hypot(peak.dx, peak.dy) < in_place_px) break;
      x += peak.dx;
      y += peak.dy;
    }
  }
  stats.ratio = ratio_of(stats);
  stats.dx += own_x;
  stats.dy += own_y;
  reading.score = score_of(evidence, stats, line.ink, scan.quality);
  decide(reading, scan.quality);
  return reading;
}

/// The search ended where it was not allowed to go on: the glyph may stand further off.
bool is_at_border(const LineReading& line, const GlyphStats& stats) {
  constexpr float line_px = search_px - 0.01f, glyph_px = 1.49f;
  return std::max(std::fabs(line.shift_x), std::fabs(line.shift_y)) > line_px ||
         std::max(std::fabs(stats.dx), std::fabs(stats.dy)) > glyph_px;
}

/// The second look at a glyph. It acquits what lies off its line; where it finds no match of that the first
/// stands, since smeared ink fits many a place. In a line of a glyph or two, which that glyph aligned, it is
/// the one that counts, and sharp pages get no easier ratio. A glyph that stands further off than was
/// searched is never a match, but no other glyph either: its score is that of where it stands.
void look_again(GlyphJudge& judge, const Evidence& evidence, const ScanContext& scan,
                const std::vector<Glyph>& glyphs, std::size_t index, LineReading& line, bool few) {
  GlyphReading& reading = line.glyphs[index];
  doubt_off_line(reading);
  const GlyphStats first = reading.stats;
  const bool to_convict = few && reading.passes;
  const bool at_border = is_at_border(line, first);
  const bool to_acquit = !reading.passes && !(few && at_border) && first.ncc > thresholds().match_ncc &&
                         std::hypot(first.dx, first.dy) > in_place_px;
  if (to_acquit || to_convict) {
    GlyphReading second = judge_in_place(judge, evidence, scan, glyphs, index, line);
    doubt_off_line(second);
    if (second.passes || to_convict) reading = second;
  }
  if (few && reading.stats.ratio > thresholds().match_ratio) reading.beats_others = reading.passes = false;
  if (reading.passes || !at_border) return;
  const GlyphReading beyond = judge_in_place(judge, evidence, scan, glyphs, index, line);
  if (beyond.passes) reading.score = beyond.score;
}

}  // namespace

bool is_space(char32_t code_point) {
  return code_point <= U' ' || code_point == 0xA0 || code_point == 0x3000;
}

LineReading judge_line(GlyphJudge& judge, const Evidence& evidence, const ScanContext& scan,
                       const std::vector<Glyph>& glyphs, bool against_others) {
  LineReading line;
  line.glyphs.resize(glyphs.size());
  line.patches.resize(glyphs.size());
  if (!align_line(judge, scan, glyphs, line)) {
    line.inside = true;
    return line;
  }
  std::vector<float> inks;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (is_space(glyphs[i].code_point)) continue;
    sample_patch(scan.grey, scan.map, glyphs[i], line.shift_x, line.shift_y, line.patches[i]);
    to_darkness(line.patches[i]);
    inks.push_back(ink_of(judge.templates().get(glyphs[i], judge.rendering), line.patches[i]));
  }
  line.ink = std::max(0.02f, median(std::move(inks)));
  std::vector<std::vector<Rival>> rivals(scan.bilevel != nullptr ? glyphs.size() : 0);
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (is_space(glyphs[i].code_point)) continue;
    clear_neighbours(judge, glyphs, i, line.ink, line.patches[i]);
    GlyphReading& reading = line.glyphs[i];
    reading.printed = true;
    reading.stats = judge.judge(line.patches[i], glyphs[i], glyphs[i], line.ink, against_others);
    if (!against_others) {
      line.passes = false;
      continue;
    }
    reading.score = score_of(evidence, reading.stats, line.ink, scan.quality);
    decide(reading, scan.quality);
    if (scan.bilevel != nullptr) rivals[i] = judge.rivals();
  }
  if (!against_others) return line;
  const auto printed = std::count_if(line.glyphs.begin(), line.glyphs.end(),
                                     [](const GlyphReading& glyph) { return glyph.printed; });
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    GlyphReading& reading = line.glyphs[i];
    if (!reading.printed) continue;
    if (scan.bilevel != nullptr) {
      judge_pixels(scan, glyphs, i, glyphs[i], line, rivals[i], reading);
      decide(reading, scan.quality);
    }
    if (!reading.likelihood_ratio)
      look_again(judge, evidence, scan, glyphs, i, line, printed <= aligned_by_itself);
    line.weakest = std::min(line.weakest, reading.score);
    line.passes = line.passes && reading.passes;
    line.beats_others = line.beats_others && reading.beats_others;
  }
  return line;
}

GlyphReading judge_glyph(GlyphJudge& judge, const Evidence& evidence, const ScanContext& scan,
                         const LineReading& line, const std::vector<Glyph>& glyphs, std::size_t index,
                         const Glyph& hypothesis) {
  GlyphReading reading;
  reading.printed = true;
  reading.stats = judge.judge(line.patches[index], glyphs[index], hypothesis, line.ink);
  reading.score = score_of(evidence, reading.stats, line.ink, scan.quality);
  judge_pixels(scan, glyphs, index, hypothesis, line, judge.rivals(), reading);
  decide(reading, scan.quality);
  return reading;
}

}  // namespace hefu
