#include <algorithm>
#include <map>

#include "ocr/mask_runs.h"
#include "ocr/page_layout.h"

namespace hefu {
namespace {

// Of a mask of 110 dpi: the least cell is 3 mm wide and high, tick boxes are smaller.
constexpr int least_cell_px = 12;
// Share of its own box that a cell fills; an L between two tables does not.
constexpr double least_filled = 0.85;
constexpr int same_edge_px = 7;  // edges this near to each other are one: a ruling's thickness and its slope

std::vector<RuledArea> areas_of(const PageMask& mask, std::vector<int>& areas) {
  areas.assign(mask.rulings.size(), 0);
  const MaskPieces pieces = find_pieces(mask.rulings, mask.width, mask.height, 0);
  std::vector<RuledArea> found(pieces.sizes.size(), {mask.width, mask.height, 0, 0, 0, -1});
  for (std::size_t i = 0; i < found.size(); ++i) found[i].size = pieces.sizes[i];
  for (const MaskRun& run : pieces.runs) {
    RuledArea& area = found[run.piece];
    area.x0 = std::min(area.x0, run.begin), area.x1 = std::max(area.x1, run.end);
    area.y0 = std::min(area.y0, run.y), area.y1 = std::max(area.y1, run.y + 1);
    std::fill_n(&areas[static_cast<std::size_t>(run.y) * mask.width + run.begin], run.end - run.begin,
                run.piece + 1);
  }
  return found;
}

bool is_cell(const RuledArea& area, int w, int h) {
  const int width = area.x1 - area.x0, height = area.y1 - area.y0;
  return area.x0 > 0 && area.y0 > 0 && area.x1 < w && area.y1 < h && width >= least_cell_px &&
         height >= least_cell_px && static_cast<double>(area.size) >= least_filled * width * height;
}

/// Ordinal numbers of edges: those near to each other have the same.
std::map<int, int> number_edges(std::vector<int> edges) {
  std::sort(edges.begin(), edges.end());
  std::map<int, int> numbers;
  int number = -1, last = 0;
  for (const int edge : edges) {
    if (number < 0 || edge - last > same_edge_px) ++number;
    numbers[edge] = number;
    last = edge;
  }
  return numbers;
}

/// Which cells belong together: those that share a ruling, so that little lies between them.
std::vector<int> tables_of(const std::vector<RuledArea>& areas, const std::vector<int>& cells) {
  std::vector<int> table(cells.size(), -1);
  int tables = 0;
  const auto touch = [](const RuledArea& a, const RuledArea& b) {
    return a.x0 - b.x1 <= same_edge_px && b.x0 - a.x1 <= same_edge_px && a.y0 - b.y1 <= same_edge_px &&
           b.y0 - a.y1 <= same_edge_px;
  };
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (table[i] >= 0) continue;
    std::vector<std::size_t> open{i};
    table[i] = tables;
    while (!open.empty()) {
      const RuledArea& from = areas[cells[open.back()]];
      open.pop_back();
      for (std::size_t j = 0; j < cells.size(); ++j)
        if (table[j] < 0 && touch(from, areas[cells[j]])) table[j] = tables, open.push_back(j);
    }
    ++tables;
  }
  return table;
}

}  // namespace

std::vector<RuledArea> find_areas(const PageMask& mask, std::vector<int>& areas,
                                  std::vector<ReadCell>& cells) {
  std::vector<RuledArea> found = areas_of(mask, areas);
  std::vector<int> indices;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (is_cell(found[i], mask.width, mask.height)) indices.push_back(static_cast<int>(i));
  const std::vector<int> tables = tables_of(found, indices);
  std::map<int, std::vector<std::size_t>> by_table;
  for (std::size_t i = 0; i < indices.size(); ++i) by_table[tables[i]].push_back(i);
  struct Placed {
    ReadCell cell;
    int area;
  };
  std::vector<Placed> placed;
  int number = 0;
  for (const auto& [table, members] : by_table) {
    if (members.size() < 2) continue;  // a frame around a page's text is no table
    std::vector<int> xs, ys;
    for (const std::size_t m : members) {
      const RuledArea& a = found[indices[m]];
      xs.push_back(a.x0), xs.push_back(a.x1), ys.push_back(a.y0), ys.push_back(a.y1);
    }
    const auto columns = number_edges(xs), rows = number_edges(ys);
    for (const std::size_t m : members) {
      const RuledArea& a = found[indices[m]];
      ReadCell cell;
      cell.table = number;
      cell.row = rows.at(a.y0), cell.column = columns.at(a.x0);
      cell.row_span = std::max(1, rows.at(a.y1) - cell.row);
      cell.column_span = std::max(1, columns.at(a.x1) - cell.column);
      cell.box = {2.0 * a.x0, 2.0 * a.y0, 2.0 * (a.x1 - a.x0), 2.0 * (a.y1 - a.y0)};
      placed.push_back({cell, indices[m]});
    }
    ++number;
  }
  std::sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
    return std::tie(a.cell.table, a.cell.row, a.cell.column) <
           std::tie(b.cell.table, b.cell.row, b.cell.column);
  });
  for (const Placed& p : placed) {
    found[p.area].cell = static_cast<int>(cells.size());
    cells.push_back(p.cell);
  }
  return found;
}

}  // namespace hefu
