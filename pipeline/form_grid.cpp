#include "pipeline/form_grid.h"

#include <algorithm>

#include "pipeline/cell_parts.h"

namespace hefu {
namespace {

constexpr int dark = 140;

double shared_height(const BoxPx& a, const BoxPx& b) {
  return std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
}

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
  const ReadCell& cell = cell_at(index);
  return longest_border(index, [&](const ReadCell& other) {
    return other.column == cell.column + cell.column_span ? shared_height(cell.box, other.box) : 0;
  });
}

int FormGrid::left_of(int index) const {
  const ReadCell& cell = cell_at(index);
  return longest_border(index, [&](const ReadCell& other) {
    return other.column + other.column_span == cell.column ? shared_height(cell.box, other.box) : 0;
  });
}

int FormGrid::below(int index) const {
  const ReadCell& cell = cell_at(index);
  return longest_border(index, [&](const ReadCell& other) {
    const double shared = shared_width(cell.box, other.box);
    return other.row == cell.row + cell.row_span && shared > 0.5 * cell.box.width ? shared : 0;
  });
}

int FormGrid::above(int index) const {
  const ReadCell& cell = cell_at(index);
  return longest_border(index, [&](const ReadCell& other) {
    const double shared = shared_width(cell.box, other.box);
    return other.row + other.row_span == cell.row && shared > 0.5 * cell.box.width ? shared : 0;
  });
}

template <typename Border>
int FormGrid::longest_border(int index, const Border& border) const {
  int best = -1;
  double most = 0;
  for (std::size_t i = 0; i < paper_.cells.size(); ++i) {
    if (paper_.cells[i].table != cell_at(index).table) continue;
    if (const double shared = border(paper_.cells[i]); shared > most)
      most = shared, best = static_cast<int>(i);
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
  text.cell = cell;
  for (const std::size_t line : lines_[static_cast<std::size_t>(cell)]) append(text_of_line(line), text);
  return text;
}

FormText FormGrid::text_of_line(std::size_t index) const {
  const ReadLine& line = paper_.lines[index];
  FormText text;
  text.box = line.box;
  text.vertical = line.vertical;
  text.confidence = line.confidence;
  text.goes_on = goes_on(index);
  for (std::size_t i = 0; i < line.characters.size(); ++i) {
    text.text += line.characters[i].code_point;
    text.at.push_back({index, i});
  }
  return text;
}

/// Whether a line ends in a word where its text is full, and one below it begins in one: 加工研 over 究；.
bool FormGrid::goes_on(std::size_t index) const {
  constexpr double full_line = 2, next_line = 1.8, alike = 1.6;  // of the line's height
  const ReadLine& line = paper_.lines[index];
  if (line.vertical || line.characters.empty() || is_sign(line.characters.back().code_point)) return false;
  const double height = line.box.height;
  const ReadLine* next = nullptr;
  double right = line.cell >= 0 ? cell_at(line.cell).box.right() : line.box.right();
  for (const ReadLine& other : paper_.lines) {
    if (&other == &line || other.cell != line.cell || other.vertical || other.characters.empty() ||
        shared_width(line.box, other.box) <= 0)
      continue;
    if (line.cell < 0) right = std::max(right, other.box.right());
    const double gap = other.box.y - line.box.bottom();
    const bool below = gap > -height / 2 && gap < next_line * height &&
                       std::max(height, other.box.height) < alike * std::min(height, other.box.height);
    if (below && (next == nullptr || other.box.y < next->box.y)) next = &other;
  }
  if (next == nullptr || line.box.right() < right - full_line * height) return false;
  const char32_t first = next->characters.front().code_point;
  return !is_sign(first) && !(first >= U'0' && first <= U'9') && next->box.x < line.box.x + height;
}

double shared_width(const BoxPx& a, const BoxPx& b) {
  return std::min(a.right(), b.right()) - std::max(a.x, b.x);
}

void append(const FormText& more, FormText& text) {
  text.text += more.text;
  text.at.insert(text.at.end(), more.at.begin(), more.at.end());
  text.vertical = text.vertical || more.vertical;
  text.confidence = std::min(text.confidence, more.confidence);
  text.goes_on = more.goes_on;
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

FormText part_of_text(const FormText& whole, std::size_t from, std::size_t to, const PaperReading& paper) {
  FormText part;
  part.text = whole.text.substr(from, to - from);
  part.at.assign(whole.at.begin() + static_cast<std::ptrdiff_t>(from),
                 whole.at.begin() + static_cast<std::ptrdiff_t>(to));
  part.confidence = whole.confidence;
  part.vertical = whole.vertical;
  part.goes_on = whole.goes_on && to == whole.text.size();
  part.box = part.at.empty() ? whole.box : box_of(part, 0, part.text.size(), paper);
  return part;
}

namespace {

/// A line's columns: which of them are white. Faint print is no darker than half between its darkest and its
/// paper.
class Columns {
 public:
  Columns(const Image& grey, double top, double bottom, double left, double right)
      : grey_(grey),
        y0_(std::max(0, static_cast<int>(top))),
        y1_(std::min(grey.height, static_cast<int>(bottom))) {
    int least = 255, most = 0;
    for (int x = std::max(0, static_cast<int>(left)); x < std::min<double>(grey.width, right); ++x)
      for (int y = y0_; y < y1_; ++y) {
        least = std::min<int>(least, at(x, y));
        most = std::max<int>(most, at(x, y));
      }
    level_ = std::max(dark, (least + most) / 2);
  }
  bool is_white(int x) const {
    for (int y = y0_; y < y1_; ++y)
      if (at(x, y) < level_) return false;
    return true;
  }

 private:
  std::uint8_t at(int x, int y) const { return grey_.pixels[static_cast<std::size_t>(y) * grey_.width + x]; }
  const Image& grey_;
  int y0_, y1_, level_ = dark;
};

}  // namespace

double white_between(const PaperReading& paper, const BoxPx& left, const BoxPx& right) {
  const Image& grey = paper.page.grey;
  const Columns columns(grey, std::min(left.y, right.y), std::max(left.bottom(), right.bottom()), left.x,
                        right.right());
  const int x0 = std::max(0, static_cast<int>(left.x + std::min(left.width, left.height) / 2)),
            x1 = std::min(grey.width, static_cast<int>(right.x + right.width / 2));
  int widest = 0, white = 0;
  for (int x = x0; x < x1; ++x) {
    white = columns.is_white(x) ? white + 1 : 0;
    widest = std::max(widest, white);
  }
  return widest;
}

double white_beside(const PaperReading& paper, const BoxPx& line, double x, bool right) {
  const Image& grey = paper.page.grey;
  const Columns columns(grey, line.y, line.bottom(), line.x, line.right());
  const int step = right ? 1 : -1;
  // A glyph's own edge may reach over its place.
  const int from = static_cast<int>(x + step * line.height / 8);
  int at = from;
  while (at >= 0 && at < grey.width && columns.is_white(at)) at += step;
  return std::abs(at - from);
}

}  // namespace hefu
