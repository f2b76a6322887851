#include "ocr/ink_agreement.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "ocr/sampling.h"

namespace hefu {
namespace {

constexpr std::size_t most_spots = 400;  // of either kind: the curve's area is then known to about 0.02

/// Of a pixel and its neighbours to the right and below; the nearest in the picture.
float mean_of_four(const Image& grey, int x, int y) {
  const std::size_t column = std::clamp(x, 0, grey.width - 2), row = std::clamp(y, 0, grey.height - 2);
  const std::uint8_t* upper = grey.pixels.data() + row * grey.width + column;
  const std::uint8_t* lower = upper + grey.width;
  return static_cast<float>(upper[0] + upper[1] + lower[0] + lower[1]) / 4;
}

/// Share of the light that ink takes away in a square around a place; the map is straight over a square.
double darkness(const Image& grey, const PageMap& map, double x_mm, double y_mm, double half_mm) {
  const PointPx centre = map(x_mm, y_mm), right = map(x_mm + half_mm, y_mm), down = map(x_mm, y_mm + half_mm);
  float sum = 0, paper = 1;
  for (int j = -2; j <= 2; ++j)
    for (int i = -2; i <= 2; ++i) {
      const double x = centre.x + ((right.x - centre.x) * i + (down.x - centre.x) * j) / 2;
      const double y = centre.y + ((right.y - centre.y) * i + (down.y - centre.y) * j) / 2;
      const float value = mean_of_four(grey, static_cast<int>(x), static_cast<int>(y));
      sum += value;
      paper = std::max(paper, value);
    }
  return 1 - sum / 25 / paper;
}

struct Spot {
  double x, y, half;
};

std::vector<Spot> glyph_spots(const Page& page) {
  std::vector<Spot> spots;
  for (const TextRun& run : page.runs) {
    if (run.kind != RunKind::label && run.kind != RunKind::value) continue;
    for (const Glyph& g : run.glyphs) {
      if (g.code_point <= U' ' || g.code_point == 0x3000) continue;
      const double em = g.size_pt * mm_per_pt;
      spots.push_back({g.x_mm + g.advance_mm / 2, g.y_mm - 0.38 * em, 0.35 * em});
    }
  }
  return spots;
}

/// Whole millimetres of the page where nothing is printed and nothing may be written.
std::vector<Spot> blank_spots(const Page& page) {
  const int w = static_cast<int>(page.width_mm), h = static_cast<int>(page.height_mm);
  std::vector<std::uint8_t> taken(static_cast<std::size_t>(w) * h, 0);
  const auto take = [&](double x0, double y0, double x1, double y1) {
    for (int y = std::max(0, static_cast<int>(y0)); y <= std::min(h - 1, static_cast<int>(y1)); ++y)
      for (int x = std::max(0, static_cast<int>(x0)); x <= std::min(w - 1, static_cast<int>(x1)); ++x)
        taken[static_cast<std::size_t>(y) * w + x] = 1;
  };
  constexpr double gap = 2.5;
  const auto take_box = [&](const RectMm& b) {
    take(b.x - gap, b.y - gap, b.x + b.w + gap, b.y + b.h + gap);
  };
  for (const Line& l : page.lines) take(l.x0 - gap, l.y0 - gap, l.x1 + gap, l.y1 + gap);
  for (const Spot& s : glyph_spots(page))
    take(s.x - s.half - gap, s.y - s.half - gap, s.x + s.half + gap, s.y + s.half + gap);
  for (const Picture& p : page.pictures) take_box(p.box);
  for (const RectMm& c : page.codes) take_box(c);
  for (const Box& b : page.boxes) take_box(b.box);
  for (const TextRun& run : page.runs)
    for (const Glyph& g : run.glyphs) take(g.x_mm - gap, g.y_mm - 5, g.x_mm + 5, g.y_mm + gap);
  std::vector<Spot> spots;
  for (int y = 3; y + 3 < h; y += 2)
    for (int x = 3; x + 3 < w; x += 2)
      if (!taken[static_cast<std::size_t>(y) * w + x]) spots.push_back({x + 0.5, y + 0.5, 1.2});
  return spots;
}

std::vector<double> darknesses(const Image& grey, const PageMap& map, const std::vector<Spot>& spots) {
  std::vector<double> values;
  const double step = std::max(1.0, static_cast<double>(spots.size()) / most_spots);
  for (double i = 0; i < static_cast<double>(spots.size()); i += step) {
    const Spot& s = spots[static_cast<std::size_t>(i)];
    const PointPx at = map(s.x, s.y);
    if (is_inside(grey, at.x, at.y, 4)) values.push_back(darkness(grey, map, s.x, s.y, s.half));
  }
  return values;
}

}  // namespace

double ink_agreement(const Image& grey, const Page& page, const PageMap& map) {
  std::vector<double> printed = darknesses(grey, map, glyph_spots(page));
  std::vector<double> blank = darknesses(grey, map, blank_spots(page));
  if (printed.size() < 8 || blank.size() < 8) return 0.5;
  std::sort(blank.begin(), blank.end());
  double below = 0;
  for (const double value : printed)
    below += static_cast<double>(std::lower_bound(blank.begin(), blank.end(), value) - blank.begin());
  return below / (static_cast<double>(printed.size()) * static_cast<double>(blank.size()));
}

}  // namespace hefu
