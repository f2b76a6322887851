#include "ocr/vertical_text.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "ocr/orientation.h"
#include "ocr/page_ink.h"

namespace hefu {
namespace {

// In characters. One is at most so wide; below each other they lie so near, and so little to the side.
constexpr double one_wide = 1.4, one_high = 1.5, near_below = 0.6, to_the_side = 0.35;
constexpr std::size_t least_of_column = 3;  // two are 姓名 in its narrow cell: as well read one by one
// What lies together in a column of text is one character when it is no higher than this, in its width.
constexpr double highest_character = 1.15;

bool is_one(const TextStrip& strip) {
  return strip.characters.empty() && strip.box.width <= one_wide * strip.character_px &&
         strip.box.height <= one_high * strip.character_px;
}

bool is_below(const TextStrip& upper, const TextStrip& lower, double nearest) {
  const double size = std::max(upper.character_px, lower.character_px);
  const double aside = std::abs(upper.box.x + upper.box.width / 2 - lower.box.x - lower.box.width / 2);
  const double gap = lower.box.y - upper.box.bottom();
  return aside <= to_the_side * size && gap > -to_the_side * size && gap <= nearest * size;
}

BoxPx around(const BoxPx& a, const BoxPx& b) {
  const double x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

TextStrip joined(const std::vector<TextStrip>& column) {
  TextStrip all = column.front();
  for (const TextStrip& one : column) {
    all.characters.push_back(one.box);
    all.box = around(all.box, one.box);
    all.character_px = std::max(all.character_px, one.character_px);
  }
  return all;
}

/// Whether all that a cell has are characters below each other.
bool is_column(const std::vector<TextStrip>& strips) {
  if (strips.size() < least_of_column || !std::all_of(strips.begin(), strips.end(), is_one)) return false;
  for (std::size_t i = 1; i < strips.size(); ++i)
    if (!is_below(strips[i - 1], strips[i], INFINITY)) return false;
  return true;
}

/// Where in a column of text its characters are, by the white between them.
std::vector<BoxPx> characters_of(const std::vector<std::uint8_t>& ink, int w, int h, const BoxPx& column) {
  const int x0 = std::max(0, static_cast<int>(column.x)), x1 = std::min(w, static_cast<int>(column.right()));
  const int y0 = std::max(0, static_cast<int>(column.y)), y1 = std::min(h, static_cast<int>(column.bottom()));
  std::vector<BoxPx> found;
  bool within = false;
  for (int y = y0; y < y1; ++y) {
    const auto row = ink.begin() + static_cast<std::ptrdiff_t>(y) * w;
    const bool inked = std::find(row + x0, row + x1, std::uint8_t{1}) != row + x1;
    if (inked && !within) found.push_back({column.x, static_cast<double>(y), column.width, 0});
    if (inked) found.back().height = y + 1 - found.back().y;
    within = inked;
  }
  std::vector<BoxPx> characters;  // 三 and 昌 fall into parts
  for (const BoxPx& part : found) {
    if (!characters.empty() && part.bottom() - characters.back().y <= highest_character * column.width)
      characters.back() = around(characters.back(), part);
    else
      characters.push_back(part);
  }
  return characters;
}

BoxPx mirrored(const BoxPx& box) { return {box.y, box.x, box.height, box.width}; }

}  // namespace

void join_below_each_other(std::vector<TextStrip>& strips) {
  std::map<int, std::vector<TextStrip>> of_cell;
  for (const TextStrip& strip : strips)
    if (strip.cell >= 0) of_cell[strip.cell].push_back(strip);
  std::vector<TextStrip> out, column;
  const auto end_column = [&] {
    if (column.size() >= least_of_column)
      out.push_back(joined(column));
    else
      out.insert(out.end(), column.begin(), column.end());
    column.clear();
  };
  for (const TextStrip& strip : strips) {
    const bool goes_on =
        !column.empty() && strip.cell < 0 && is_one(strip) && is_below(column.back(), strip, near_below);
    if (!goes_on) end_column();
    if (strip.cell < 0 && is_one(strip)) {
      column.push_back(strip);
      continue;
    }
    const auto own = of_cell.find(strip.cell);
    const bool is_whole = own != of_cell.end() && is_column(own->second);
    if (!is_whole) {
      out.push_back(strip);
    } else if (strip.box.y == own->second.front().box.y) {
      out.push_back(joined(own->second));
    }
  }
  end_column();
  strips = std::move(out);
}

PageLayout find_vertical_layout(const Image& even) {
  constexpr int columns_for_rows = 5;  // as EXIF counts
  Image lying{even.height, even.width, 1, even.dpi, std::vector<std::uint8_t>(even.pixels.size())};
  orient(even.pixels.data(), even.width, even.height, 1, columns_for_rows, lying.pixels.data());
  PageLayout layout = find_layout(lying);
  const std::vector<std::uint8_t> ink = ink_of(even);
  for (ReadCell& cell : layout.cells) {
    cell.box = mirrored(cell.box);
    std::swap(cell.row, cell.column);
    std::swap(cell.row_span, cell.column_span);
  }
  for (TextStrip& strip : layout.strips) {
    strip.box = mirrored(strip.box);
    strip.characters = characters_of(ink, even.width, even.height, strip.box);
  }
  std::erase_if(layout.strips, [](const TextStrip& strip) { return strip.characters.empty(); });
  std::reverse(layout.strips.begin(), layout.strips.end());
  return layout;
}

}  // namespace hefu
