#pragma once
#include <cstdint>
#include <vector>

#include "ocr/page_reading.h"

namespace hefu {

/// A line of text that is to be read. Boxes: px of the straightened page.
struct TextStrip {
  BoxPx box;                      // around its ink
  double character_px = 0;        // about how high its characters are
  int cell = -1;                  // index in PageLayout::cells
  std::vector<BoxPx> characters;  // of what is set vertically, from the top; else empty
};

/// Where a straightened page has something to read.
struct PageLayout {
  std::vector<ReadCell> cells;
  std::vector<TextStrip> strips;  // in reading order
  double character_px = 0;        // of most of the page's characters
};

/// Cuts ruled tables into cells and finds the lines of text in these and around them.
/// Shapes: `even` grey8, upright, light evened. Never fails: a page without ink has no strips.
/// Source: run length smoothing: Wong, Casey and Wahl, Document analysis system, 1982.
PageLayout find_layout(const Image& even);

/// Ink and rulings of a page at half its scale: what find_layout works on.
struct PageMask {
  int width = 0, height = 0;
  std::vector<std::uint8_t> ink;      // 1: ink that is no ruling
  std::vector<std::uint8_t> rulings;  // 1: part of a ruling, widened and with its gaps closed
};
PageMask mask_of(const Image& even);

/// The areas between rulings. `areas`: per pixel of the mask, 0: ruling, else one more than an index in the
/// result, which has a box (px of the mask) and an index of the table it belongs to; -1: no cell (it reaches
/// the page's edge, or is not a rectangle).
struct RuledArea {
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;  // px of the mask, x1 and y1 one past
  std::size_t size = 0;
  int cell = -1;  // index in PageLayout::cells
};
std::vector<RuledArea> find_areas(const PageMask& mask, std::vector<int>& areas,
                                  std::vector<ReadCell>& cells);

}  // namespace hefu
