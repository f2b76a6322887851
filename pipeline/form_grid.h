#pragma once
#include <set>
#include <vector>

#include "pipeline/form_places.h"

namespace hefu {

/// The cells of a page's tables as neighbours, and their texts. Cells are indices in PaperReading::cells.
class FormGrid {
 public:
  explicit FormGrid(const PaperReading& paper);

  int right_of(int cell) const;  // -1: none
  int below(int cell) const;
  bool is_alone(int cell) const;                   // the only one of its row
  std::vector<int> row(int table, int row) const;  // cells that begin in it, from the left
  int rows(int table) const;
  int tables() const { return tables_; }
  FormText text_of(int cell) const;
  FormText text_of_line(std::size_t line) const;

 private:
  const PaperReading& paper_;
  std::vector<std::vector<std::size_t>> lines_;  // of each cell
  int tables_ = 0;
};

/// Lets a text go on with another; its box stays.
void append(const FormText& more, FormText& text);

/// Around the characters [from, to) of the text.
BoxPx box_of(const FormText& text, std::size_t from, std::size_t to, const PaperReading& paper);

/// Lists with a row of known column labels; adds the cells that belong to them to `used`.
std::vector<FormTable> find_tables(const PaperReading& paper, const FormGrid& grid,
                                   std::set<std::size_t>& used);

}  // namespace hefu
