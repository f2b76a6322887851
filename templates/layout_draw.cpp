#include <algorithm>
#include <cmath>

#include "templates/layout_parts.h"

namespace hefu {

namespace {

// 0.75 pt, the rule of the published prints.
constexpr double rule_mm = 0.75 * mm_per_pt;

// Which cell covers each place of the block, -1: none.
std::vector<std::vector<int>> coverage(const std::vector<const Row*>& rows, std::size_t columns,
                                       std::vector<const Cell*>& cells) {
  std::vector<std::vector<int>> cover(rows.size(), std::vector<int>(columns, -1));
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (const Cell& cell : rows[r]->cells) {
      const int id = static_cast<int>(cells.size());
      cells.push_back(&cell);
      for (std::size_t i = r; i < std::min(rows.size(), r + static_cast<std::size_t>(cell.rowspan)); ++i)
        for (int c = cell.column; c < cell.column + cell.colspan; ++c)
          cover[i][static_cast<std::size_t>(c)] = id;
    }
  }
  return cover;
}

void draw_cell(Setting& setting, PageWork& work, const Row& row, const Cell& cell, const RectMm& box) {
  const CellStyle& style = cell.kind == Cell::Kind::area ? cell.area.top.style : cell.text.style;
  const RectMm inner = {box.x + style.padding_x_mm, box.y + style.padding_y_mm,
                        box.w - 2 * style.padding_x_mm, box.h - 2 * style.padding_y_mm};
  switch (cell.kind) {
    case Cell::Kind::text:
      if (!cell.text.lines.empty()) place_text(setting, work, cell.text, cell.set, inner);
      break;
    case Cell::Kind::photo:
      place_photo(setting, work, cell, inner);
      break;
    case Cell::Kind::picture:
      place_picture(setting, work, cell, inner);
      break;
    case Cell::Kind::area:
      place_area(setting, work, cell, inner);
      break;
    case Cell::Kind::blank:
      if (!row.padding)
        work.page.boxes.push_back({cell.path, cell.label, cell.area.filler, cell.area.use, inner});
      break;
  }
}

/// What was drawn since there were so many runs and pictures, as one group.
void add_group(PageWork& work, TextRole role, std::size_t row, std::size_t runs, std::size_t pictures) {
  Page& page = work.page;
  const auto add = [&](TextRole what, std::size_t first, std::size_t end) {
    if (end > first)
      page.groups.push_back({what, work.blocks, static_cast<std::uint16_t>(row),
                             static_cast<std::uint32_t>(first), static_cast<std::uint32_t>(end)});
  };
  add(TextRole::figure, pictures, page.pictures.size());
  add(role, runs, page.runs.size());
}

/// A cell of the form's own words alone names what stands beside or below it.
TextRole role_of(const Page& page, const Cell& cell, std::size_t first_run) {
  const bool names = cell.kind == Cell::Kind::text &&
                     std::all_of(page.runs.begin() + static_cast<std::ptrdiff_t>(first_run), page.runs.end(),
                                 [](const TextRun& run) { return run.kind == RunKind::label; });
  return names ? TextRole::header : TextRole::cell;
}

}  // namespace

void draw_rectangle(PageWork& work, const RectMm& box, double width_mm) {
  auto rule = [&](double x0, double y0, double x1, double y1) {
    work.rules.push_back({static_cast<float>(x0), static_cast<float>(y0), static_cast<float>(x1),
                          static_cast<float>(y1), static_cast<float>(width_mm)});
  };
  rule(box.x, box.y, box.x + box.w, box.y);
  rule(box.x, box.y + box.h, box.x + box.w, box.y + box.h);
  rule(box.x, box.y, box.x, box.y + box.h);
  rule(box.x + box.w, box.y, box.x + box.w, box.y + box.h);
}

void draw_block(Setting& setting, PageWork& work, const Block& block, const RectMm& column, double top_mm) {
  std::vector<const Row*> rows;
  for (const Row& row : block.head) rows.push_back(&row);
  for (const Row& row : block.body) rows.push_back(&row);
  if (rows.empty()) return;
  const std::vector<double> edges = column_edges(block, column.w);
  const std::size_t columns = block.shares.size();
  std::vector<double> tops = {top_mm};
  for (const Row* row : rows) tops.push_back(tops.back() + row->set_mm);

  std::vector<const Cell*> cells;
  const auto cover = coverage(rows, columns, cells);
  auto cell_at = [&](std::size_t r, std::size_t c) {
    return r < rows.size() && c < columns ? cover[r][c] : -1;
  };
  auto ruled = [&](int a, int b) {
    return a != b && ((a >= 0 && cells[static_cast<std::size_t>(a)]->ruled) ||
                      (b >= 0 && cells[static_cast<std::size_t>(b)]->ruled));
  };
  auto rule = [&](double x0, double y0, double x1, double y1) {
    work.rules.push_back({static_cast<float>(column.x + x0), static_cast<float>(y0),
                          static_cast<float>(column.x + x1), static_cast<float>(y1),
                          static_cast<float>(rule_mm)});
  };
  for (std::size_t r = 0; r <= rows.size(); ++r)
    for (std::size_t c = 0; c < columns; ++c)
      if (ruled(r == 0 ? -1 : cell_at(r - 1, c), cell_at(r, c)))
        rule(edges[c], tops[r], edges[c + 1], tops[r]);
  for (std::size_t c = 0; c <= columns; ++c)
    for (std::size_t r = 0; r < rows.size(); ++r)
      if (ruled(c == 0 ? -1 : cell_at(r, c - 1), cell_at(r, c)))
        rule(edges[c], tops[r], edges[c], tops[r + 1]);

  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (const Cell& cell : rows[r]->cells) {
      const auto first = static_cast<std::size_t>(cell.column);
      const std::size_t end = std::min(rows.size(), r + static_cast<std::size_t>(cell.rowspan));
      const double left = edges[first], right = edges[first + static_cast<std::size_t>(cell.colspan)];
      const std::size_t runs = work.page.runs.size(), pictures = work.page.pictures.size();
      draw_cell(setting, work, *rows[r], cell, {column.x + left, tops[r], right - left, tops[end] - tops[r]});
      add_group(work, role_of(work.page, cell, runs), r, runs, pictures);
    }
    if (rows[r]->padding)
      work.page.boxes.push_back({rows[r]->id,
                                 rows[r]->label,
                                 rows[r]->by_hand ? Filler::applicant : Filler::record,
                                 BoxUse::blank,
                                 {column.x + 1, tops[r] + 1, column.w - 2, rows[r]->set_mm - 2}});
  }
  ++work.blocks;
}

namespace {

/// A rule with its places in hundredths of a millimetre: what differs by less is one.
struct Ruling {
  explicit Ruling(const Line& rule) : line(rule), horizontal(rule.y0 == rule.y1) {
    at = key(horizontal ? rule.y0 : rule.x0);
    from = key(begin()), to = key(end());
  }
  static long key(float mm) { return std::lround(mm * 100); }
  float& begin() { return horizontal ? line.x0 : line.y0; }
  float& end() { return horizontal ? line.x1 : line.y1; }
  /// Grows over another one that it touches.
  void join(Ruling& other) {
    begin() = std::min(begin(), other.begin()), end() = std::max(end(), other.end());
    from = std::min(from, other.from), to = std::max(to, other.to);
  }

  Line line;
  bool horizontal;
  long at = 0, from = 0, to = 0;  // the straight line that it lies on, and its ends
};

}  // namespace

void merge_rules(PageWork& work) {
  std::vector<Ruling> rules(work.rules.begin(), work.rules.end());
  std::sort(rules.begin(), rules.end(), [](const Ruling& a, const Ruling& b) {
    if (a.horizontal != b.horizontal) return a.horizontal;
    if (a.at != b.at) return a.at < b.at;
    if (a.line.width_mm != b.line.width_mm) return a.line.width_mm > b.line.width_mm;
    return a.horizontal ? a.line.x0 < b.line.x0 : a.line.y0 < b.line.y0;
  });
  std::vector<Ruling> merged;
  std::size_t group = 0;  // where the rules on the present straight line begin
  for (Ruling& rule : rules) {
    if (group < merged.size() && (merged[group].horizontal != rule.horizontal || merged[group].at != rule.at))
      group = merged.size();
    bool covered = false;
    for (std::size_t i = group; i < merged.size() && !covered; ++i) {
      Ruling& other = merged[i];
      covered = rule.from >= other.from && rule.to <= other.to;
      if (covered || other.line.width_mm != rule.line.width_mm || rule.from > other.to ||
          rule.to < other.from)
        continue;
      other.join(rule);
      covered = true;
    }
    if (!covered) merged.push_back(rule);
  }
  for (const Ruling& rule : merged) work.page.lines.push_back(rule.line);
  work.rules.clear();
}

}  // namespace hefu
