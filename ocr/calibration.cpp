#include "ocr/calibration.h"

#include <algorithm>
#include <cmath>

#include "ocr/median.h"
#include "ocr/stray_ink.h"
#include "ocr/thresholds.h"

namespace hefu {
namespace {

constexpr std::size_t rendering_glyphs = 24, quality_glyphs = 80, bilevel_runs = 12;

/// Label glyphs of cell text's size, or, where there are few, of any size.
std::vector<const TextRun*> label_runs(const Page& page) {
  for (const bool any_size : {false, true}) {
    std::vector<const TextRun*> runs;
    std::size_t count = 0;
    for (const TextRun& run : page.runs) {
      if (run.kind != RunKind::label || run.glyphs.empty()) continue;
      const float size = run.glyphs[0].size_pt;
      if (!any_size && (size < 8.5f || size > 14)) continue;
      runs.push_back(&run);
      count += run.glyphs.size();
    }
    if (any_size || count >= 12) return runs;
  }
  return {};
}

struct Sample {
  const Glyph* glyph;
  GlyphPatch patch;
  BoxSums sums;
  int dx = 0, dy = 0;
};

std::vector<Sample> sample_labels(GlyphJudge& judge, const Image& grey, const PageMap& map,
                                  const std::vector<const TextRun*>& runs) {
  std::vector<const Glyph*> glyphs;
  for (const TextRun* run : runs)
    for (std::size_t i = 0; i < std::min<std::size_t>(2, run->glyphs.size()); ++i)
      if (!is_space(run->glyphs[i].code_point)) glyphs.push_back(&run->glyphs[i]);
  std::vector<Sample> samples;
  const std::size_t step = std::max<std::size_t>(1, glyphs.size() / rendering_glyphs);
  for (std::size_t i = 0; i < glyphs.size(); i += step) {
    Sample s{glyphs[i], {}, {}};
    sample_patch(grey, map, *s.glyph, 0, 0, s.patch);
    if (!s.patch.inside) continue;
    const GlyphTemplate& expected = judge.templates().get(*s.glyph, {});
    sum_boxes(s.patch, expected.width, expected.height, search_px, s.sums);
    float best = 2;
    for (int dy = -search_px; dy <= search_px; ++dy)
      for (int dx = -search_px; dx <= search_px; ++dx) {
        const float value = correlation(expected, s.patch, s.sums, dx, dy);
        if (value >= best) continue;
        best = value;
        s.dx = dx;
        s.dy = dy;
      }
    samples.push_back(std::move(s));
  }
  return samples;
}

/// The blur, boldness and smear of the bank that the labels correlate best with; their median correlation.
float find_rendering(GlyphJudge& judge, const std::vector<Sample>& samples) {
  float best = -1;
  const auto try_rendering = [&](const Rendering& rendering) {
    std::vector<float> values;
    for (const Sample& s : samples)
      values.push_back(-correlation(judge.templates().get(*s.glyph, rendering), s.patch, s.sums, s.dx, s.dy));
    const float value = median(values);
    if (value <= best) return;
    best = value;
    judge.rendering = rendering;
  };
  const auto try_all = [&](int smear) {
    for (int blur = 0; blur < blur_count; ++blur)
      for (int bold = 0; bold < bold_count; ++bold) try_rendering({blur, bold, smear});
  };
  try_all(0);
  // A picture that was moved looks like one out of focus at first.
  constexpr int blurred = 2;
  constexpr float unmoved_ncc = 0.96f;
  if (judge.rendering.blur < blurred || best > unmoved_ncc) return best;
  const Rendering still = judge.rendering;
  for (int smear = 1; smear <= smear_count; ++smear) try_rendering({1, still.bold, smear});
  if (judge.rendering.smear > 0) try_all(judge.rendering.smear);
  return best;
}

}  // namespace

Calibration calibrate(GlyphJudge& judge, const Evidence& evidence, const Image& grey, const Page& page,
                      const PageMap& map) {
  Calibration out;
  const std::vector<const TextRun*> runs = label_runs(page);
  const std::vector<Sample> samples = sample_labels(judge, grey, map, runs);
  if (samples.size() < 4) return out;
  const float best = find_rendering(judge, samples);
  if (best < thresholds().legible_ncc) {
    out.quality.ncc = std::max(0.f, best);
    return out;
  }
  std::vector<float> ncc, residual, ink, stray;
  const ScanContext scan{grey, map, {}};
  std::size_t total = 0;
  for (const TextRun* run : runs) total += run->glyphs.size();
  const double share = std::min(1.0, static_cast<double>(quality_glyphs) / std::max<std::size_t>(1, total));
  double due = 0;
  for (const TextRun* run : runs) {
    due += share;
    if (due < 1 && share < 1) continue;
    due -= 1;
    const LineReading line = judge_line(judge, evidence, scan, run->glyphs, false);
    if (!line.inside) continue;
    ink.push_back(line.ink);
    for (const float most : stray_ink(judge, run->glyphs, line)) stray.push_back(most);
    for (const GlyphReading& glyph : line.glyphs)
      if (glyph.printed) {
        ncc.push_back(glyph.stats.ncc);
        residual.push_back(glyph.stats.residual);
      }
  }
  if (ncc.empty()) return out;
  out.quality = {median(ncc), median(residual)};
  out.ink = median(ink);
  // A few labels may lie under a stamp or a hand's strokes.
  const auto most_labels = stray.begin() + static_cast<std::ptrdiff_t>(stray.size() * 9 / 10);
  std::nth_element(stray.begin(), most_labels, stray.end());
  out.stray = *most_labels;
  out.legible = out.quality.ncc >= thresholds().legible_ncc;
  return out;
}

std::unique_ptr<BilevelPrint> fit_bilevel(GlyphJudge& judge, const Evidence& evidence,
                                          const ScanContext& scan, const Page& page) {
  if (!is_bilevel(scan.grey)) return nullptr;
  std::vector<BilevelPrint::Known> known;
  const std::vector<const TextRun*> runs = label_runs(page);
  const std::size_t step = std::max<std::size_t>(1, runs.size() / bilevel_runs);
  for (std::size_t i = 0; i < runs.size(); i += step) {
    const std::vector<Glyph>& glyphs = runs[i]->glyphs;
    const LineReading line = judge_line(judge, evidence, scan, glyphs, false);
    const GlyphReading& reading = line.glyphs[glyphs.size() / 2];
    if (line.inside && reading.printed && reading.stats.ncc >= thresholds().match_ncc)
      known.push_back(
          {glyphs[glyphs.size() / 2], line.shift_x + reading.stats.dx, line.shift_y + reading.stats.dy});
  }
  if (known.size() < 4) return nullptr;
  auto print = std::make_unique<BilevelPrint>(judge.templates().fonts(), scan.grey, scan.map);
  print->fit(known);
  return print;
}

}  // namespace hefu
