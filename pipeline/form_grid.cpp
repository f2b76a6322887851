#include "pipeline/form_grid.h"

#include <algorithm>

namespace hefu {
namespace {

double overlap(double a0, double a1, double b0, double b1) { return std::min(a1, b1) - std::max(a0, b0); }

BoxPx around(const BoxPx& a, const BoxPx& b) {
  const double x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

}  // namespace

FormGrid::FormGrid(const PaperReading& paper) : paper_(paper), lines_(paper.cells.size()) {
  for (std::size_t i = 0; i < paper.lines.size(); ++i)
    if (paper.lines[i].cell >= 0) lines_[static_cast<std::size_t>(paper.lines[i].cell)].push_back(i);
  for (const ReadCell& cell : paper.cells) tables_ = std::max(tables_, cell.table + 1);
}

int FormGrid::right_of(int index) const {
  const ReadCell& cell = paper_.cells[static_cast<std::size_t>(index)];
  int best = -1;
  double most = 0;
  for (std::size_t i = 0; i < paper_.cells.size(); ++i) {
    const ReadCell& other = paper_.cells[i];
    if (other.table != cell.table || other.column != cell.column + cell.column_span) continue;
    const double shared = overlap(cell.box.y, cell.box.bottom(), other.box.y, other.box.bottom());
    if (shared > most) most = shared, best = static_cast<int>(i);
  }
  return best;
}

int FormGrid::below(int index) const {
  const ReadCell& cell = paper_.cells[static_cast<std::size_t>(index)];
  int best = -1;
  double most = 0.5 * cell.box.width;
  for (std::size_t i = 0; i < paper_.cells.size(); ++i) {
    const ReadCell& other = paper_.cells[i];
    if (other.table != cell.table || other.row != cell.row + cell.row_span) continue;
    const double shared = overlap(cell.box.x, cell.box.right(), other.box.x, other.box.right());
    if (shared > most) most = shared, best = static_cast<int>(i);
  }
  return best;
}

bool FormGrid::is_alone(int index) const {
  const ReadCell& cell = paper_.cells[static_cast<std::size_t>(index)];
  return std::none_of(paper_.cells.begin(), paper_.cells.end(), [&](const ReadCell& other) {
    return &other != &cell && other.table == cell.table && other.row < cell.row + cell.row_span &&
           cell.row < other.row + other.row_span;
  });
}

std::vector<int> FormGrid::row(int table, int row) const {
  std::vector<int> found;
  for (std::size_t i = 0; i < paper_.cells.size(); ++i)
    if (paper_.cells[i].table == table && paper_.cells[i].row == row) found.push_back(static_cast<int>(i));
  return found;
}

int FormGrid::rows(int table) const {
  int count = 0;
  for (const ReadCell& cell : paper_.cells)
    if (cell.table == table) count = std::max(count, cell.row + cell.row_span);
  return count;
}

FormText FormGrid::text_of(int cell) const {
  FormText text;
  text.box = paper_.cells[static_cast<std::size_t>(cell)].box;
  text.whole_cell = true;
  for (const std::size_t line : lines_[static_cast<std::size_t>(cell)]) append(text_of_line(line), text);
  return text;
}

FormText FormGrid::text_of_line(std::size_t index) const {
  const ReadLine& line = paper_.lines[index];
  FormText text;
  text.box = line.box;
  text.vertical = line.vertical;
  text.confidence = line.confidence;
  for (std::size_t i = 0; i < line.characters.size(); ++i) {
    text.text += line.characters[i].code_point;
    text.at.push_back({index, i});
  }
  return text;
}

void append(const FormText& more, FormText& text) {
  text.text += more.text;
  text.at.insert(text.at.end(), more.at.begin(), more.at.end());
  text.vertical = text.vertical || more.vertical;
  text.confidence = std::min(text.confidence, more.confidence);
}

BoxPx box_of(const FormText& text, std::size_t from, std::size_t to, const PaperReading& paper) {
  if (from >= to || to > text.at.size()) return text.box;
  BoxPx box;
  for (std::size_t i = from; i < to; ++i) {
    const BoxPx& own = paper.lines[text.at[i].line].characters[text.at[i].character].box;
    box = i == from ? own : around(box, own);
  }
  return box;
}

}  // namespace hefu
