#include "ocr/whole_rules.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "ocr/glyph_templates.h"
#include "ocr/median.h"
#include "ocr/sampling.h"

namespace hefu {
namespace {

// Found on tuning people with bench_accuracy --damage creased,creased-150dpi,creased-phone.
constexpr double reach_mm = 80;  // up and down the page
constexpr double slope = 0.02;   // of a fold down the sheet
constexpr double beside_mm = 4;  // of a rule, to know what it looks like
constexpr double apart_mm = 1;   // nearer ones are one rule: a cell's lower and the next one's upper
constexpr float whole = 0.7f;    // of a rule's ink beside the column
constexpr int fewest_rules = 4;

/// How dark a rule is at a place: the darkest within 0.4 mm of where it should be, beside the lightest.
float darkness_at(const ScanContext& scan, double x_mm, double y_mm) {
  float darkest = 255, lightest = 1;
  for (int step = -10; step <= 10; ++step) {
    const PointPx at = scan.map(x_mm, y_mm + step / working_px_per_mm);
    const float grey = grey_at(scan.grey, static_cast<float>(at.x), static_cast<float>(at.y));
    lightest = std::max(lightest, grey);
    if (std::abs(step) <= 3) darkest = std::min(darkest, grey);
  }
  return 1 - darkest / lightest;
}

std::vector<float> profile(const ScanContext& scan, double from_mm, double to_mm, double y_mm) {
  std::vector<float> ink;
  for (double x = from_mm; x <= to_mm; x += 1 / working_px_per_mm) ink.push_back(darkness_at(scan, x, y_mm));
  return ink;
}

float lowest_of_three(const std::vector<float>& ink) {
  float lowest = 1;
  for (std::size_t i = 0; i + 2 < ink.size(); ++i)
    lowest = std::min(lowest, (ink[i] + ink[i + 1] + ink[i + 2]) / 3);
  return lowest;
}

}  // namespace

bool rules_are_whole(const ScanContext& scan, double from_mm, double to_mm, double y_mm) {
  if (scan.rules == nullptr) return false;
  std::vector<double> seen;
  for (const Line& rule : *scan.rules) {
    const double away = std::fabs(rule.y0 - y_mm), lean = slope * away;
    const double from = from_mm - lean, to = to_mm + lean;
    if (rule.y0 != rule.y1 || away > reach_mm) continue;
    if (std::min(rule.x0, rule.x1) > from - beside_mm / 2 || std::max(rule.x0, rule.x1) < to + beside_mm / 2)
      continue;
    if (std::any_of(seen.begin(), seen.end(), [&](double y) { return std::fabs(y - rule.y0) < apart_mm; }))
      continue;
    const double left = std::max<double>(std::min(rule.x0, rule.x1), from - beside_mm),
                 right = std::min<double>(std::max(rule.x0, rule.x1), to + beside_mm);
    const float usual = median(profile(scan, left, right, rule.y0));
    if (lowest_of_three(profile(scan, from, to, rule.y0)) < whole * usual) return false;
    seen.push_back(rule.y0);
  }
  return seen.size() >= fewest_rules;
}

}  // namespace hefu
