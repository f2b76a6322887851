#include <algorithm>

#include "templates/layout_parts.h"

namespace hefu {

namespace {

constexpr double tolerance_mm = 1e-3;
// A stretched blank row higher than this looks like a forgotten box; what is left stays empty instead.
constexpr double highest_even_row_mm = 60;

double head_height(const Block& block) {
  double height = 0;
  for (const Row& row : block.head) height += row.need_mm;
  return height;
}

double row_height(const Block& block, const Row& row) { return std::max(row.need_mm, block.min_row_mm); }

double body_height(const Block& block) {
  double height = 0;
  for (const Row& row : block.body) height += block.table ? row_height(block, row) : row.need_mm;
  return height;
}

/// One column under work: decides how many rows of each block stand in it, then how high they are.
class ColumnFiller {
 public:
  ColumnFiller(Setting& setting, PageWork& work, std::vector<Block> blocks, const RectMm& column,
               Filling filling)
      : setting_(setting), work_(work), blocks_(std::move(blocks)), column_(column), filling_(filling) {}

  std::vector<Block> run() {
    for (Block& block : blocks_) measure(block, column_.w);
    if (filling_ == Filling::flow)
      std::erase_if(blocks_, [](const Block& block) { return block.table && block.body.empty(); });
    if (filling_ == Filling::first)
      take_shares();
    else
      take_in_order();
    if (filling_ == Filling::flow) {
      set_as_needed();
    } else {
      pad();
      spread();
    }
    double top = column_.y;
    for (const Block& block : blocks_) {
      draw_block(setting_, work_, block, column_, top);
      for (const Row& row : block.head) top += row.set_mm;
      for (const Row& row : block.body) top += row.set_mm;
    }
    return std::move(rest_);
  }

 private:
  // Keeps the first rows of a table; the others go on elsewhere.
  void cut(Block& block, std::size_t keep) {
    if (keep >= block.body.size()) return;
    Block rest = block;
    rest.body.assign(std::make_move_iterator(block.body.begin() + static_cast<long>(keep)),
                     std::make_move_iterator(block.body.end()));
    block.body.resize(keep);
    block.more = true;
    if (keep == 0 && block.table) block.head.clear();  // the table begins elsewhere
    if (keep > 0 && rest.table && !rest.head.empty() && !rest.caption_again.lines.empty())
      rest.head[0].cells[0].text = rest.caption_again;
    rest_.push_back(std::move(rest));
  }

  // Rows of a table from the first that fit into `height`, the first of them split when it exceeds a whole
  // column.
  std::size_t rows_that_fit(const Block& block, std::size_t from, double& height) const {
    std::size_t count = from;
    while (count < block.body.size() &&
           (block.max_rows == 0 || count < static_cast<std::size_t>(block.max_rows))) {
      const double needed = row_height(block, block.body[count]);
      if (needed > height + tolerance_mm) break;
      height -= needed;
      ++count;
    }
    return count;
  }

  // A first page: what is fixed stands, the tables share the rest by the rows that they are meant to show.
  void take_shares() {
    double fixed = 0, wanted = 0;
    for (const Block& block : blocks_) {
      fixed += head_height(block) + (block.table ? 0 : body_height(block));
      if (block.table) wanted += block.rows * block.row_mm;
    }
    double spare = column_.h - fixed;
    if (wanted <= 0) {
      if (spare < -tolerance_mm) take_in_order();
      return;
    }
    if (spare < -tolerance_mm) return overflow();
    const double scale = std::min(1.0, spare / wanted);
    std::vector<std::size_t> kept(blocks_.size(), 0);
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      if (!blocks_[b].table) continue;
      const double quota = blocks_[b].rows * blocks_[b].row_mm * scale;
      double left = quota;
      kept[b] = rows_that_fit(blocks_[b], 0, left);
      spare -= kept[b] == 0 ? std::min(quota, blocks_[b].min_row_mm) : quota - left;
    }
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      if (!blocks_[b].table) continue;
      if (kept[b] == 0 && !blocks_[b].body.empty()) spare += blocks_[b].min_row_mm;
      kept[b] = rows_that_fit(blocks_[b], kept[b], spare);
      if (kept[b] == 0 && only_table(b) && !blocks_[b].body.empty()) kept[b] = split_first(blocks_[b], spare);
      if (kept[b] == 0 && !blocks_[b].body.empty()) spare -= blocks_[b].min_row_mm;
      cut(blocks_[b], kept[b]);
    }
  }

  bool only_table(std::size_t at) const {
    for (std::size_t b = 0; b < blocks_.size(); ++b)
      if (b != at && blocks_[b].table) return false;
    return true;
  }

  // The rest of an earlier column: block after block, until the column is full.
  void take_in_order() {
    double spare = column_.h;
    std::size_t b = 0;
    for (; b < blocks_.size(); ++b) {
      Block& block = blocks_[b];
      const std::size_t pending = rest_.size();
      if (block.table) {
        double left = spare - head_height(block);
        std::size_t count = rows_that_fit(block, 0, left);
        if (count == 0 && b == 0) count = split_first(block, left);
        if (count == 0 && !block.body.empty()) break;
        cut(block, count);
        spare = left;
      } else {
        const std::size_t count = grid_rows_that_fit(block, spare);
        if (count == 0 && b == 0) return overflow();
        if (count == 0) break;
        cut(block, count);
      }
      if (rest_.size() > pending) {
        ++b;
        break;
      }
    }
    // What closes a letter (signature, seal) never stands on a page without a word of it.
    if (filling_ == Filling::flow && rest_.empty() && b > 0 && b < blocks_.size() && !blocks_[b].table &&
        blocks_[b - 1].table && blocks_[b - 1].body.size() > 1)
      cut(blocks_[b - 1], blocks_[b - 1].body.size() - 1);
    for (std::size_t i = b; i < blocks_.size(); ++i) {
      rest_.push_back(std::move(blocks_[i]));
    }
    blocks_.resize(b);
  }

  // Rows of a grid that fit; never cuts through a cell that reaches over several rows.
  std::size_t grid_rows_that_fit(const Block& block, double& spare) const {
    std::size_t fitting = 0, reach = 0;
    double height = 0;
    for (std::size_t r = 0; r < block.body.size(); ++r) {
      for (const Cell& cell : block.body[r].cells)
        reach = std::max(reach, r + static_cast<std::size_t>(cell.rowspan));
      height += block.body[r].need_mm;
      if (height > spare + tolerance_mm) break;
      if (reach <= r + 1) fitting = r + 1;
    }
    for (std::size_t r = 0; r < fitting; ++r) spare -= block.body[r].need_mm;
    return fitting;
  }

  // A row that is higher than a whole column is cut between its lines; its second part becomes the next row.
  std::size_t split_first(Block& block, double& left) {
    Row row = block.body.front(), rest = row;
    bool progress = false;
    const std::vector<double> edges = column_edges(block, column_.w);
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      Cell& cell = row.cells[c];
      rest.cells[c].picture = nullptr;  // it stands in the first part
      if (cell.text.lines.empty()) continue;
      const CellStyle& style = cell.text.style;
      const CellText whole = cell.text;
      const auto at = static_cast<std::size_t>(cell.column);
      const double width =
          edges[at + static_cast<std::size_t>(cell.colspan)] - edges[at] - 2 * style.padding_x_mm;
      const double picture = cell.kind == Cell::Kind::picture ? picture_height_mm(cell, width) : 0;
      split_text(whole, width, left - picture - 2 * style.padding_y_mm, cell.text, rest.cells[c].text);
      progress = progress || !cell.text.lines.empty();
    }
    if (!progress) {  // not even a line fits
      overflow();
      return 1;
    }
    block.body.front() = std::move(row);
    block.body.insert(block.body.begin() + 1, std::move(rest));
    block.measured_mm = 0;
    measure(block, column_.w);
    left -= row_height(block, block.body.front());
    return 1;
  }

  // Names the value that takes the most room.
  void overflow() {
    const Segment* longest = nullptr;
    double height = 0;
    for (const Block& block : blocks_)
      for (const Row& row : block.body)
        for (const Cell& cell : row.cells)
          for (const CellLine& line : cell.text.lines)
            for (const Segment& segment : line.segments)
              if (segment.kind == Segment::Kind::value && cell.set.height_mm > height) {
                height = cell.set.height_mm;
                longest = &segment;
              }
    report_overflow(setting_, longest);
  }

  // Blank rows up to the number that the table is meant to show, as far as there is room.
  void pad() {
    double spare = column_.h;
    for (const Block& block : blocks_) spare -= head_height(block) + body_height(block);
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      Block& block = blocks_[b];
      if (!block.table) continue;
      const bool last = b + 1 == blocks_.size();
      for (int index = 1;; ++index) {
        const bool short_of_rows = block.body.size() < static_cast<std::size_t>(block.rows);
        const bool wanted = filling_ == Filling::onward
                                ? last && spare >= block.row_mm - tolerance_mm
                                : short_of_rows && spare >= block.min_row_mm - tolerance_mm;
        const bool full = block.more || (block.max_rows > 0 &&
                                         block.body.size() >= static_cast<std::size_t>(block.max_rows));
        const bool required = block.body.empty() && !block.more;
        if ((!wanted || full) && !required) break;
        block.body.push_back(padding_row(block, index));
        spare -= block.min_row_mm;
        if (filling_ == Filling::onward) spare -= block.row_mm - block.min_row_mm;
      }
    }
  }

  void set_as_needed() {
    for (Block& block : blocks_) {
      for (Row& row : block.head) row.set_mm = row.need_mm;
      for (Row& row : block.body) row.set_mm = block.table ? row_height(block, row) : row.need_mm;
    }
  }

  // Gives what is left over to the rows that stretch, else evenly to the tables' rows.
  void spread() {
    double spare = column_.h, stretch = 0;
    std::vector<Row*> rows;
    for (Block& block : blocks_) {
      for (Row& row : block.head) spare -= row.set_mm = row.need_mm;
      for (Row& row : block.body) {
        row.set_mm = block.table ? row_height(block, row) : row.need_mm;
        spare -= row.set_mm;
        stretch += row.stretch;
        if (block.table) rows.push_back(&row);
      }
    }
    if (spare <= tolerance_mm) return;
    for (Block& block : blocks_) {  // tables get the row height that they are meant to have first
      if (!block.table) continue;
      std::vector<Row*> own;
      for (Row& row : block.body) own.push_back(&row);
      level(own, spare, block.row_mm);
    }
    if (stretch > 0) {
      for (Block& block : blocks_)
        for (Row& row : block.body) row.set_mm += spare * row.stretch / stretch;
    } else {
      level(rows, spare, highest_even_row_mm);
    }
  }

  // Raises the lowest rows first, so that rows become even: all those under the level reach it.
  static void level(std::vector<Row*>& rows, double& spare, double highest_mm) {
    std::sort(rows.begin(), rows.end(), [](const Row* a, const Row* b) { return a->set_mm < b->set_mm; });
    for (std::size_t low = 1; low <= rows.size() && spare > 0; ++low) {
      const double now = rows[low - 1]->set_mm;
      if (now >= highest_mm) break;
      const double next = low < rows.size() ? rows[low]->set_mm : highest_mm;
      const double rise =
          std::min(std::max(0.0, std::min(next, highest_mm) - now), spare / static_cast<double>(low));
      for (std::size_t i = 0; i < low; ++i) rows[i]->set_mm = now + rise;
      spare -= rise * static_cast<double>(low);
    }
  }

  Setting& setting_;
  PageWork& work_;
  std::vector<Block> blocks_;
  RectMm column_;
  Filling filling_;
  std::vector<Block> rest_;
};

}  // namespace

std::vector<Block> fill_column(Setting& setting, PageWork& work, std::vector<Block> blocks,
                               const RectMm& column, Filling filling) {
  return ColumnFiller(setting, work, std::move(blocks), column, filling).run();
}

}  // namespace hefu
