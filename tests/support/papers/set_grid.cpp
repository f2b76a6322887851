#include <algorithm>
#include <cmath>

#include "schemas/error.h"
#include "tests/support/papers/layouts.h"
#include "tests/support/papers/record_values.h"
#include "tests/support/papers/set_paper.h"

namespace hefu::support {
namespace {

/// A cell where it will stand: columns and rows of the grid.
struct Placed {
  const Element* cell;
  std::size_t column, row, columns, rows;
  Pieces pieces;
  TextLook look;
};

struct Row {
  const Element* element;
  std::string about;
  bool empty = false;  // ruled, but there is nothing in the record to print
};

/// Rows as they will be: a <row each="publications/publication"> once for each, filled up to `least`.
std::vector<Row> rows_of(const PaperSetting& setting, const Element& grid) {
  std::vector<Row> rows;
  for (const Element* row : grid.all("row")) {
    const std::string each = row->attribute("each");
    if (each.empty()) {
      rows.push_back({row, setting.about});
      continue;
    }
    const int least = row->has("least") ? std::stoi(row->attribute("least")) : 0;
    int index = 1;
    for (; record_element(setting.printed, each + "[" + std::to_string(index) + "]") != nullptr; ++index)
      rows.push_back({row, each + "[" + std::to_string(index) + "]"});
    for (; index <= least; ++index) rows.push_back({row, setting.about, true});
  }
  return rows;
}

std::size_t count_of(const Element& cell, const char* name) {
  return cell.has(name) ? static_cast<std::size_t>(std::stoul(cell.attribute(name))) : 1;
}

std::vector<Placed> place_cells(PaperSetting& setting, const std::vector<Row>& rows, std::size_t columns,
                                const TextLook& look) {
  std::vector<std::vector<bool>> taken(rows.size() + 8, std::vector<bool>(columns, false));
  std::vector<Placed> all;
  const std::string about = setting.about;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    setting.about = rows[r].about;
    const TextLook row_look = setting.look_of(*rows[r].element, look);
    std::size_t column = 0;
    for (const Element* cell : rows[r].element->all("c")) {
      while (column < columns && taken[r][column]) ++column;
      Placed placed{cell,
                    column,
                    r,
                    count_of(*cell, "span"),
                    count_of(*cell, "rows"),
                    rows[r].empty ? Pieces{} : setting.expand(cell->text),
                    setting.look_of(*cell, row_look)};
      if (column + placed.columns > columns)
        throw Error(ErrorKind::bad_input, "a grid's row is too long: " + cell->text);
      for (std::size_t i = r; i < std::min(taken.size(), r + placed.rows); ++i)
        for (std::size_t j = column; j < column + placed.columns; ++j) taken[i][j] = true;
      column += placed.columns;
      all.push_back(std::move(placed));
    }
  }
  setting.about = about;
  return all;
}

/// Dots stand on one raster, so that cells side by side share theirs.
void draw_dots(Canvas& canvas, const RectMm& box, double width, const PaperInk& ink) {
  constexpr double pitch = 0.9;
  for (double x = std::ceil(box.x / pitch) * pitch; x <= box.x + box.w; x += pitch)
    for (const double y : {box.y, box.y + box.h}) canvas.fill({x, y - width / 2, 2 * width, width}, ink);
  for (double y = std::ceil(box.y / pitch) * pitch; y <= box.y + box.h; y += pitch)
    for (const double x : {box.x, box.x + box.w}) canvas.fill({x - width / 2, y, width, 2 * width}, ink);
}

void draw_rules(Canvas& canvas, const RectMm& box, double width, const PaperInk& ink,
                const std::string& lines) {
  if (lines.empty()) return canvas.frame(box, width, ink);
  if (lines == "dotted") return draw_dots(canvas, box, width, ink);
  if (lines != "rows") throw Error(ErrorKind::bad_input, "a grid has no lines=" + lines);
  for (const double y : {box.y, box.y + box.h}) canvas.rule(box.x, y, box.x + box.w, y, width, ink);
}

}  // namespace

double set_grid(PaperSetting& setting, Canvas& canvas, const Element& grid, const TextLook& around,
                double top_mm) {
  const TextLook look = setting.look_of(grid, around);
  const std::vector<double> at = numbers_of(grid.attribute("at")),
                            widths = numbers_of(grid.attribute("columns"));
  const double padding = grid.has("padding") ? std::stod(grid.attribute("padding")) : 1.2;
  const double least = grid.has("row") ? std::stod(grid.attribute("row")) : 9;
  std::vector<double> x = {at[0]};
  for (const double width : widths) x.push_back(x.back() + width);
  const std::vector<Row> rows = rows_of(setting, grid);
  const std::vector<Placed> cells = place_cells(setting, rows, widths.size(), look);
  std::vector<double> heights;
  for (const Row& row : rows)
    heights.push_back(row.element->has("height") ? std::stod(row.element->attribute("height")) : least);
  for (const Placed& cell : cells)
    if (cell.rows == 1 && !cell.look.vertical)
      heights[cell.row] =
          std::max(heights[cell.row],
                   setting.height_of(
                       cell.pieces, x[cell.column + cell.columns] - x[cell.column] - 2 * padding, cell.look) +
                       2 * padding);
  std::vector<double> y = {top_mm};
  for (const double height : heights) y.push_back(y.back() + height);
  const double rule = grid.has("rule") ? std::stod(grid.attribute("rule")) : 0.25;
  const PaperInk ink = paper_ink(grid.attribute("rule-colour"));
  for (const Placed& cell : cells) {
    const std::size_t last = std::min(cell.row + cell.rows, rows.size());
    const RectMm box{x[cell.column], y[cell.row], x[cell.column + cell.columns] - x[cell.column],
                     y[last] - y[cell.row]};
    if (rule > 0 && cell.cell->attribute("rule") != "none")
      draw_rules(canvas, box, rule, ink, grid.attribute("lines"));
    if (cell.cell->has("fill")) canvas.fill(box, paper_ink(cell.cell->attribute("fill")));
    if (cell.look.vertical) {
      setting.set_vertical(canvas, cell.pieces, box, cell.look);
      continue;
    }
    const double w = box.w - 2 * padding, height = setting.height_of(cell.pieces, w, cell.look);
    const bool top = cell.cell->attribute("valign") == "top";
    setting.set(canvas, cell.pieces,
                {box.x + padding, top ? box.y + padding : box.y + (box.h - height) / 2, w, height},
                cell.look);
  }
  if (grid.has("frame"))
    canvas.frame({x.front(), y.front(), x.back() - x.front(), y.back() - y.front()},
                 std::stod(grid.attribute("frame")), ink);
  return y.back() - top_mm;
}

}  // namespace hefu::support
