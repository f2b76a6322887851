#include "ocr/page_marks.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "ocr/box_judge.h"
#include "ocr/connected.h"
#include "ocr/row_sums.h"

namespace hefu {
namespace {

// First values, not yet tuned on real signatures: half a per cent of a box is a few strokes of a pen.
constexpr double ink_share = 0.004, red_share = 0.01;

// Foreign ink: cells of 2 mm that lose a third of their light, at least a square centimetre of them
// connected.
constexpr int cell_px = 8;
constexpr int dark_cell = 85;
constexpr int fewest_cells = 25;
constexpr double margin_mm = 10, beside_mm = 4;

std::vector<std::uint8_t> dark_cells(const InkMap& ink, const Page& page, int w, int h) {
  std::vector<std::uint8_t> cells(static_cast<std::size_t>(w) * h, 0);
  std::vector<std::uint16_t> columns(static_cast<std::size_t>(w) * cell_px);
  for (int cy = 0; cy < h; ++cy) {
    std::fill(columns.begin(), columns.end(), std::uint16_t{0});
    for (int y = 0; y < cell_px; ++y)
      add_row(ink.unprinted_row(cy * cell_px + y), columns.size(), columns.data());
    for (int cx = 0; cx < w; ++cx) {
      const auto first = columns.begin() + static_cast<std::ptrdiff_t>(cx) * cell_px;
      cells[static_cast<std::size_t>(cy) * w + cx] =
          std::accumulate(first, first + cell_px, 0) > dark_cell * cell_px * cell_px;
    }
  }
  const double cell_mm = cell_px / InkMap::px_per_mm;
  const auto clear = [&](const RectMm& b, double beside) {
    const int x0 = std::max(0, static_cast<int>((b.x - beside) / cell_mm));
    const int y0 = std::max(0, static_cast<int>((b.y - beside) / cell_mm));
    const int x1 = std::min(w, static_cast<int>((b.x + b.w + beside) / cell_mm) + 1);
    const int y1 = std::min(h, static_cast<int>((b.y + b.h + beside) / cell_mm) + 1);
    for (int y = y0; y < y1; ++y)
      for (int x = x0; x < x1; ++x) cells[static_cast<std::size_t>(y) * w + x] = 0;
  };
  for (const Box& box : page.boxes) clear(box.box, beside_mm);
  for (const Field& field : page.fields) clear(field.box, 0.5);  // that is the field's own extra ink
  for (const RectMm& code : page.codes) clear(code, beside_mm);
  clear({0, 0, page.width_mm, margin_mm}, 0);
  clear({0, page.height_mm - margin_mm, page.width_mm, margin_mm}, 0);
  clear({0, 0, margin_mm, page.height_mm}, 0);
  clear({page.width_mm - margin_mm, 0, margin_mm, page.height_mm}, 0);
  return cells;
}

}  // namespace

std::vector<BoxReading> read_boxes(const InkMap& ink, const Page& page, std::vector<BoxReading> readings) {
  constexpr double inset_mm = 0.8;
  for (std::size_t i = 0; i < page.boxes.size(); ++i) {
    const Box& box = page.boxes[i];
    if (is_filled_by_hand(box)) continue;
    const RectMm inner{box.box.x + inset_mm, box.box.y + inset_mm, box.box.w - 2 * inset_mm,
                       box.box.h - 2 * inset_mm};
    BoxReading& reading = readings[i];
    const double dark = ink.unprinted_share(inner), red = ink.red_share(inner);
    reading.coverage = dark + red;
    reading.red = red > red_share;
    reading.ink = dark > ink_share || reading.red;
    reading.state = reading.ink ? BoxState::present : BoxState::absent;
  }
  return readings;
}

std::vector<ForeignInk> find_foreign_ink(const InkMap& ink, const Page& page) {
  const int w = ink.width() / cell_px, h = ink.height() / cell_px;
  std::vector<std::uint8_t> cells = dark_cells(ink, page, w, h);
  std::vector<ForeignInk> found;
  std::vector<int> stack;
  for (int start = 0; start < w * h; ++start) {
    if (!cells[start]) continue;
    int count = 0, x0 = w, y0 = h, x1 = 0, y1 = 0;
    take_piece(cells, w, h, start, stack, [&](int x, int y) {
      ++count;
      x0 = std::min(x0, x), x1 = std::max(x1, x);
      y0 = std::min(y0, y), y1 = std::max(y1, y);
    });
    const double mm = cell_px / InkMap::px_per_mm;
    if (count >= fewest_cells) found.push_back({{x0 * mm, y0 * mm, (x1 - x0 + 1) * mm, (y1 - y0 + 1) * mm}});
  }
  return found;
}

}  // namespace hefu
