#include "ocr/line_judge.h"

#include <algorithm>
#include <cmath>

#include "ocr/thresholds.h"

namespace hefu {
namespace {

float median(std::vector<float> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Finds the shift of the whole line: the correlation surfaces of all its glyphs, added.
bool align_line(GlyphJudge& judge, const ScanContext& scan, const std::vector<Glyph>& glyphs,
                LineReading& line) {
  constexpr int side = 2 * search_px + 1;
  float surface[side][side] = {};
  bool any = false;
  line.inside = true;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (is_space(glyphs[i].code_point)) continue;
    GlyphPatch& patch = line.patches[i];
    sample_patch(scan.grey, scan.map, glyphs[i], 0, 0, patch);
    line.inside = line.inside && patch.inside;
    const GlyphTemplate& expected = judge.templates().get(glyphs[i], judge.rendering);
    BoxSums sums;
    sum_boxes(patch, expected.width, expected.height, search_px, sums);
    for (int y = 0; y < side; ++y)  // grey is light where ink is not: the correlation is negative
      for (int x = 0; x < side; ++x)
        surface[y][x] -= correlation(expected, patch, sums, x - search_px, y - search_px);
    any = true;
  }
  if (!any) return false;
  int best_x = 0, best_y = 0;
  for (int y = 0; y < side; ++y)
    for (int x = 0; x < side; ++x)
      if (surface[y][x] > surface[best_y][best_x]) {
        best_x = x;
        best_y = y;
      }
  float fine_x = 0, fine_y = 0;
  const float peak = surface[best_y][best_x];
  if (best_x > 0 && best_x < side - 1)
    parabola_peak(surface[best_y][best_x - 1], peak, surface[best_y][best_x + 1], fine_x);
  if (best_y > 0 && best_y < side - 1)
    parabola_peak(surface[best_y - 1][best_x], peak, surface[best_y + 1][best_x], fine_y);
  line.shift_x = static_cast<float>(best_x - search_px) + fine_x;
  line.shift_y = static_cast<float>(best_y - search_px) + fine_y;
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
  return stats.ncc < thresholds::missing_ncc && stats.ink < thresholds::missing_ink * line_ink;
}

float score_of(const Evidence& evidence, const GlyphStats& stats, float line_ink,
               const PageQuality& quality) {
  const float score = evidence.score(stats, line_ink, quality);
  return is_missing(stats, line_ink) ? std::min(score, thresholds::missing_score) : score;
}

/// The gates of a match beside its score.
bool beats_others(const GlyphReading& glyph) {
  namespace t = thresholds;
  return glyph.stats.ncc >= t::match_ncc && glyph.stats.ratio <= t::match_ratio &&
         glyph.stats.residual <= t::match_residual;
}

bool passes(const GlyphReading& glyph) {
  return glyph.score > thresholds::match_score && beats_others(glyph);
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
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (is_space(glyphs[i].code_point)) continue;
    for (const std::size_t other : {i - 1, i + 1}) {
      if (other >= glyphs.size() || is_space(glyphs[other].code_point)) continue;
      subtract_neighbour(line.patches[i], glyphs[i], glyphs[other],
                         judge.templates().get(glyphs[other], judge.rendering), line.ink);
    }
    GlyphReading& reading = line.glyphs[i];
    reading.printed = true;
    reading.stats = judge.judge(line.patches[i], glyphs[i], glyphs[i], line.ink, against_others);
    if (!against_others) {
      line.passes = false;
      continue;
    }
    reading.score = score_of(evidence, reading.stats, line.ink, scan.quality);
    reading.passes = passes(reading);
    line.weakest = std::min(line.weakest, reading.score);
    line.passes = line.passes && reading.passes;
    line.beats_others = line.beats_others && beats_others(reading);
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
  reading.passes = passes(reading);
  return reading;
}

}  // namespace hefu
