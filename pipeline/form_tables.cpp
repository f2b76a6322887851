#include <algorithm>
#include <map>

#include "pipeline/form_grid.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// A list's head has at least two columns that are known, and so large a share of labels. Rows of values
// beside labels have half.
constexpr std::size_t least_columns = 2;
constexpr double least_labels = 0.7, sure_column = 0.3, sure_heading = 0.25, sure_label = 0.75;
constexpr double same_column = 0.6;  // share of the wider of two cells that lie over each other
constexpr double heading_within_px_of_width =
    0.2;  // a heading stands at most so far above, of the page's width

/// A heading with its number taken off: 二、工作简历.
std::u32string heading_text(const std::string& text) {
  const std::u32string all = to_utf32(text);
  std::size_t from = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(5, all.size()); ++i)
    if (all[i] == U'、' || all[i] == U'.' || all[i] == U'．') from = i + 1;
  return plain_label(to_utf8(all.substr(from)), false);
}

double heading_likeness(const std::u32string& text, const FormList& list) {
  double best = 0;
  for (const std::u32string& word : list.headings) {
    if (text == word) return 1;
    if (word.size() >= 4 && text.find(word) != text.npos)
      best = std::max(best, 0.9 * static_cast<double>(word.size()) / static_cast<double>(text.size()));
  }
  return std::max(best, 0.9 * label_likeness(to_utf8(text), list.headings));
}

/// 工作单位, 从事专业 and 政治面貌 over their values are no head of a list of jobs.
bool is_label_of_the_person(const std::string& text) {
  const std::vector<FormLabel>& labels = form_words().labels;
  return std::any_of(labels.begin(), labels.end(),
                     [&](const FormLabel& label) { return label_likeness(text, label.words) >= sure_label; });
}

/// What a row says as the head of a list.
struct Head {
  std::vector<int> cells;                                 // labels, from the left
  std::vector<std::pair<const FormList*, double>> lists;  // that fit, and how many columns do
};

/// A column between its rulings, and what stands over it.
struct Column {
  BoxPx box;
  ColumnHead head;
};

class TableFinder {
 public:
  TableFinder(const PaperReading& paper, const FormGrid& grid, std::set<std::size_t>& used)
      : paper_(paper), grid_(grid), used_(used) {}

  std::vector<FormTable> find() {
    for (int table = 0; table < grid_.tables(); ++table)
      for (int row = 0; row < grid_.rows(table); ++row) {
        const Head head = head_at(table, row);
        if (!head.lists.empty()) take(table, row, head);
      }
    for (int table = 0; table < grid_.tables(); ++table) take_blocks(table);
    return std::move(found_);
  }

 private:
  const ReadCell& cell(int index) const { return paper_.cells[static_cast<std::size_t>(index)]; }

  Head head_at(int table, int row) const {
    Head head;
    std::vector<int> cells = grid_.row(table, row);
    // Left of a list a cell over all of its rows may name it.
    if (cells.size() > least_columns && cell(cells.front()).row_span > cell(cells.back()).row_span &&
        cell(cells.front()).row_span > 1)
      cells.erase(cells.begin());
    if (!is_of_labels(cells)) return head;
    head.cells = cells;
    for (const FormList& list : form_words().lists) {
      double sum = 0;
      std::size_t columns = 0, of_the_person = 0;
      for (const int index : cells) {
        double likeness = 0;
        if (column_of(list, cell(index).text, &likeness)) {
          ++columns;
          sum += likeness;
        } else {
          of_the_person += is_label_of_the_person(cell(index).text);
        }
      }
      if (columns >= least_columns && columns > of_the_person) head.lists.emplace_back(&list, sum);
    }
    return head;
  }

  /// What is written over or beside the head, nearest first.
  std::vector<std::u32string> headings_of(int table, int row, const Head& head) const {
    std::vector<std::u32string> found;
    const ReadCell& first = cell(head.cells.front());
    for (std::size_t i = 0; i < paper_.cells.size(); ++i) {
      const ReadCell& other = paper_.cells[i];
      const bool beside = other.table == table && other.row <= row && other.row + other.row_span > row &&
                          other.column < first.column;
      if (beside) found.push_back(heading_text(other.text));
    }
    for (int above = row - 1; above >= 0; --above) {
      const std::vector<int> cells = grid_.row(table, above);
      if (cells.size() == 1 && grid_.is_alone(cells.front()))
        found.push_back(heading_text(cell(cells.front()).text));
    }
    double top = first.box.y - heading_within_px_of_width * paper_.page.grey.width;
    for (const ReadCell& other : paper_.cells)
      if (other.table != table && other.box.bottom() < first.box.y) top = std::max(top, other.box.bottom());
    for (std::size_t i = paper_.lines.size(); i-- > 0;) {
      const ReadLine& line = paper_.lines[i];
      if (line.cell < 0 && line.box.y >= top - line.box.height &&
          line.box.bottom() <= first.box.y + line.box.height)
        found.push_back(heading_text(line.text));
    }
    return found;
  }

  void choose_lists(int table, int row, const Head& head, FormTable& into) const {
    for (const std::u32string& heading : headings_of(table, row, head)) {
      double best = sure_heading;
      const FormList* named = nullptr;
      for (const auto& [list, columns] : head.lists)
        if (const double like = heading_likeness(heading, *list); like > best) best = like, named = list;
      if (!named) continue;
      into.lists = {named};
      into.headed = true;
      return;
    }
    double most = 0;
    for (const auto& [list, columns] : head.lists) most = std::max(most, columns);
    for (const auto& [list, columns] : head.lists)
      if (columns > most - 0.5) into.lists.push_back(list);
  }

  /// Where the head is two rows high, 起 and 止 under 起止时间, the lower ones are the columns. `next`: gets
  /// the row after the head.
  std::vector<Column> columns_of(int table, int row, const Head& head, int& next) const {
    const bool two_rows = std::any_of(head.cells.begin(), head.cells.end(),
                                      [&](int index) { return cell(index).row_span == 2; });
    std::vector<Column> columns;
    next = row + 1;
    for (const int index : head.cells) {
      next = std::max(next, row + std::min(2, cell(index).row_span));
      std::vector<int> under;
      if (two_rows && cell(index).row_span == 1 && cell(index).column_span > 1)
        for (const int lower : grid_.row(table, row + 1))
          if (cell(lower).column >= cell(index).column &&
              cell(lower).column < cell(index).column + cell(index).column_span)
            under.push_back(lower);
      for (const int lower : under)
        columns.push_back({cell(lower).box, {cell(lower).text, cell(index).text + cell(lower).text}});
      if (under.empty()) columns.push_back({cell(index).box, {cell(index).text}});
    }
    return columns;
  }

  void take(int table, int row, const Head& head) {
    FormTable made;
    choose_lists(table, row, head, made);
    int start = row + 1;
    const std::vector<Column> columns = columns_of(table, row, head, start);
    for (const Column& column : columns) made.columns.push_back(column.head);
    int end = start;
    for (; end < grid_.rows(table) && is_data(table, end, head, columns); ++end)
      if (FormTableRow read = data_row(table, end, columns); !is_blank(read))
        made.rows.push_back(std::move(read));
    // One row and labels again: each stood over its value.
    if (!made.headed && made.rows.size() == 1 && end < grid_.rows(table) &&
        is_of_labels(grid_.row(table, end)))
      return;
    for (int above = row; above < start; ++above)
      for (const int index : grid_.row(table, above))
        if (cell(index).column >= cell(head.cells.front()).column)
          used_.insert(static_cast<std::size_t>(index));
    for (const FormTableRow& read : made.rows)
      for (const FormText& text : read.cells)
        if (text.cell >= 0) used_.insert(static_cast<std::size_t>(text.cell));
    found_.push_back(std::move(made));
  }

  bool is_of_labels(const std::vector<int>& cells) const {
    const auto labels =
        std::count_if(cells.begin(), cells.end(), [&](int index) { return is_label(cell(index).text); });
    return cells.size() > 1 &&
           static_cast<double>(labels) >= least_labels * static_cast<double>(cells.size());
  }

  /// The cells of a row that span no rows, beginning where no label does: what may be a row of a list.
  std::vector<int> plain_row(int table, int row) const {
    std::vector<int> cells;
    for (const int index : grid_.row(table, row))
      if (cell(index).row_span == 1) {
        if (used_.count(static_cast<std::size_t>(index))) return {};
        cells.push_back(index);
      }
    return cells;
  }

  bool same_columns(const std::vector<int>& a, const std::vector<int>& b) const {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](int one, int other) {
      return cell(one).column == cell(other).column && cell(one).column_span == cell(other).column_span;
    });
  }

  /// Rows of the same columns, that no head is known of: what they say may still be the record's.
  void take_blocks(int table) {
    for (int row = 0; row < grid_.rows(table);) {
      const std::vector<int> first = plain_row(table, row);
      int end = row + 1;
      while (end < grid_.rows(table) && same_columns(first, plain_row(table, end))) ++end;
      if (!first.empty()) {
        FormTable made;
        std::vector<Column> columns;
        for (const int index : first) columns.push_back({cell(index).box, head_over(table, row, index)});
        for (const Column& column : columns) made.columns.push_back(column.head);
        for (int at = row; at < end; ++at)
          if (FormTableRow read = data_row(table, at, columns); !is_blank(read))
            made.rows.push_back(std::move(read));
        if (!made.rows.empty()) found_.push_back(std::move(made));
      }
      row = end;
    }
  }

  /// What stands over a cell in the row before.
  ColumnHead head_over(int table, int row, int under) const {
    for (int above = row - 1; above >= std::max(0, row - 2); --above)
      for (const int index : grid_.row(table, above))
        if (shared_width(cell(index).box, cell(under).box) > same_column * cell(under).box.width &&
            cell(index).row + cell(index).row_span == row)
          return {cell(index).text};
    return {};
  }

  bool is_of_column(int index, const Column& column) const {
    const BoxPx& own = cell(index).box;
    return shared_width(own, column.box) >= same_column * std::max(own.width, column.box.width);
  }

  /// The rows go on until another head, a heading, a label or cells that stand under no columns.
  bool is_data(int table, int row, const Head& head, const std::vector<Column>& columns) const {
    const std::vector<int> cells = grid_.row(table, row);
    const auto in_columns = std::ranges::count_if(cells, [&](int index) {
      return std::ranges::any_of(columns, [&](const Column& column) { return is_of_column(index, column); });
    });
    if (2 * static_cast<std::size_t>(in_columns) <= cells.size()) return false;
    std::size_t labels = 0, inside = 0;
    for (const int index : cells) {
      if (cell(index).column < cell(head.cells.front()).column) return false;  // another group begins
      ++inside;
      labels += is_label(cell(index).text);
    }
    if (cells.size() == 1 && grid_.is_alone(cells.front()) && head.cells.size() > 1) return false;
    if (is_heading(cells) || !head_at(table, row).lists.empty()) return false;
    return inside > 0 && 2 * labels < inside;
  }

  /// A row that says no more than how a list is called.
  bool is_heading(const std::vector<int>& cells) const {
    std::u32string said;
    for (const int index : cells) {
      if (cell(index).text.empty()) continue;
      if (!said.empty()) return false;
      said = heading_text(cell(index).text);
    }
    return std::any_of(form_words().lists.begin(), form_words().lists.end(), [&](const FormList& list) {
      return std::find(list.headings.begin(), list.headings.end(), said) != list.headings.end();
    });
  }

  FormTableRow data_row(int table, int row, const std::vector<Column>& columns) const {
    FormTableRow made;
    for (const Column& column : columns) {
      made.cells.emplace_back();
      for (const int index : grid_.row(table, row)) {
        const BoxPx& own = cell(index).box;
        if (!is_of_column(index, column)) continue;
        made.cells.back() = grid_.text_of(index);
        const double x = made.box.width > 0 ? made.box.x : own.x, y = made.box.width > 0 ? made.box.y : own.y;
        made.box = {x, y, own.right() - x, own.bottom() - y};
      }
    }
    return made;
  }

  static bool is_blank(const FormTableRow& row) {
    return std::all_of(row.cells.begin(), row.cells.end(),
                       [](const FormText& text) { return text.text.empty(); });
  }

  const PaperReading& paper_;
  const FormGrid& grid_;
  std::set<std::size_t>& used_;
  std::vector<FormTable> found_;
};

}  // namespace

const FormLabel* column_of(const FormList& list, const std::string& text, double* likeness) {
  const FormLabel* found = nullptr;
  double best = sure_column;
  for (const FormLabel& column : list.columns)
    if (const double like = label_likeness(text, column.words); like > best) best = like, found = &column;
  if (likeness && found) *likeness = best;
  return found;
}

const FormLabel* column_of_any(const FormList& list, const std::string& text) {
  const auto parts_of = [](const FormLabel& label) {
    std::string paths;
    for (const FormPart& part : label.parts) paths += part.path + "+";
    return paths;
  };
  for (const FormList& other : form_words().lists)
    for (const FormLabel& column : other.columns) {
      if (label_likeness(text, column.words) < 1) continue;
      for (const FormLabel& own : list.columns)
        if (parts_of(own) == parts_of(column)) return &own;
    }
  return nullptr;
}

std::vector<FormTable> find_tables(const PaperReading& paper, const FormGrid& grid,
                                   std::set<std::size_t>& used) {
  return TableFinder(paper, grid, used).find();
}

}  // namespace hefu
