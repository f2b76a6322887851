#include "pipeline/beside_labels.h"

#include <algorithm>
#include <cmath>

#include "schemas/without_spaces.h"

namespace hefu {
namespace {

/// Without spaces, and without colons and specks behind it.
std::u32string label_of(const std::string& text) {
  std::u32string label = without_spaces(text);
  while (!label.empty() && label.back() < 0x3400) label.pop_back();
  return label;
}

bool is_left_of(const ReadCell& cell, const ReadCell& own) {
  return cell.table == own.table && cell.column < own.column && cell.row <= own.row &&
         cell.row + cell.row_span > own.row;
}

const ReadCell* cell_of(const PaperReading& paper, const ReadLine& line) {
  return line.cell < 0 ? nullptr : &paper.cells[static_cast<std::size_t>(line.cell)];
}

}  // namespace

std::u32string label_left_of(const PaperReading& paper, const ReadLine& line) {
  if (const ReadCell* const own = cell_of(paper, line)) {
    for (const ReadCell& cell : paper.cells)
      if (is_left_of(cell, *own) && cell.column + cell.column_span == own->column) return label_of(cell.text);
    return {};
  }
  constexpr double same_row = 0.5, widest_gap = 8;  // of the line's height
  const ReadLine* nearest = nullptr;
  for (const ReadLine& other : paper.lines) {
    const double apart = std::abs(other.box.y + other.box.height / 2 - line.box.y - line.box.height / 2);
    const double gap = line.box.x - other.box.right();
    if (other.cell >= 0 || other.vertical || apart > same_row * line.box.height || gap < 0 ||
        gap > widest_gap * line.box.height)
      continue;
    if (nearest == nullptr || other.box.right() > nearest->box.right()) nearest = &other;
  }
  return nearest == nullptr ? std::u32string() : label_of(nearest->text);
}

std::u32string head_over_sum(const PaperReading& paper, const ReadLine& line) {
  const ReadCell* const own = cell_of(paper, line);
  if (own == nullptr) return {};
  const bool sum = std::any_of(paper.cells.begin(), paper.cells.end(), [own](const ReadCell& cell) {
    const std::u32string text = label_of(cell.text);
    return is_left_of(cell, *own) &&
           (text == U"合计" || text == U"总计" || text == U"共计" || text == U"累计");
  });
  if (!sum) return {};
  const ReadCell* head = nullptr;
  for (const ReadCell& cell : paper.cells)
    if (cell.table == own->table && cell.column <= own->column &&
        cell.column + cell.column_span > own->column && cell.row < own->row && !label_of(cell.text).empty() &&
        (head == nullptr || cell.row < head->row))
      head = &cell;
  return head == nullptr ? std::u32string() : label_of(head->text);
}

}  // namespace hefu
