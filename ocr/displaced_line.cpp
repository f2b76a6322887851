#include "ocr/displaced_line.h"

#include <algorithm>
#include <cmath>

#include "ocr/median.h"
#include "ocr/thresholds.h"

namespace hefu {
namespace {

constexpr double step_mm = 2 * search_px / working_px_per_mm;  // a line is found so far off on either side
constexpr int most_down = 12, most_across = 4;                 // steps: 6 mm up and down, 2 mm left and right

std::vector<Glyph> moved(std::vector<Glyph> glyphs, double x_mm, double y_mm) {
  for (Glyph& glyph : glyphs) {
    glyph.x_mm += static_cast<float>(x_mm);
    glyph.y_mm += static_cast<float>(y_mm);
  }
  return glyphs;
}

bool is_alike(const std::vector<Glyph>& one, const std::vector<Glyph>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const Glyph& a, const Glyph& b) { return a.code_point == b.code_point; });
}

/// Whether the page has the same text there: another row's.
bool is_another(const Page& page, const std::vector<Glyph>& glyphs) {
  return std::any_of(page.runs.begin(), page.runs.end(), [&](const TextRun& run) {
    return is_alike(run.glyphs, glyphs) &&
           std::hypot(run.glyphs[0].x_mm - glyphs[0].x_mm, run.glyphs[0].y_mm - glyphs[0].y_mm) < 2 * step_mm;
  });
}

}  // namespace

bool stands_nearby(GlyphJudge& judge, const Evidence& evidence, const ScanContext& scan, const Page& page,
                   const std::vector<Glyph>& glyphs) {
  for (int down = -most_down; down <= most_down; ++down)
    for (int across = -most_across; across <= most_across; ++across) {
      const std::vector<Glyph> there = moved(glyphs, across * step_mm, down * step_mm);
      if (is_another(page, there)) continue;
      const LineReading line = judge_line(judge, evidence, scan, there, false);
      std::vector<float> ncc;
      for (const GlyphReading& glyph : line.glyphs)
        if (glyph.printed) ncc.push_back(glyph.stats.ncc);
      if (line.inside && !ncc.empty() && median(ncc) > thresholds().match_ncc) return true;
    }
  return false;
}

}  // namespace hefu
