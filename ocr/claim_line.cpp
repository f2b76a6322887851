#include <algorithm>
#include <cmath>

#include "ocr/claim_judge.h"
#include "ocr/engine_strip.h"

namespace hefu {
namespace {

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

}  // namespace

SteppedLine ClaimJudge::read_line(const Image& grey, const RectMm& box_px, TextReader& reader,
                                  const StripShape& shape) {
  SteppedLine line;
  line.box_px = box_px;
  if (box_px.h < 6 || box_px.w < 6 || grey.empty()) return line;
  const RectMm ink = ink_of_line(grey, box_px);
  constexpr double strip_of_line = static_cast<double>(engine_strip_px) / engine_line_px;
  const double margin = ink.h * (strip_of_line / shape.height - 1) / 2;
  const double x0 = std::max(0.0, ink.x - 2 * margin), y0 = ink.y - margin;
  const double x1 = std::min<double>(grey.width, ink.x + ink.w + 2 * margin), y1 = ink.y + ink.h + margin;
  const double scale = engine_strip_px / (y1 - y0), scale_x = scale * shape.width;
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

}  // namespace hefu
