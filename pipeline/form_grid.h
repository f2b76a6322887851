#pragma once
#include <set>
#include <vector>

#include "pipeline/form_places.h"

namespace hefu {

/// The cells of a page's tables as neighbours, and their texts. Cells are indices in PaperReading::cells.
class FormGrid {
 public:
  explicit FormGrid(const PaperReading& paper);

  // The neighbour with which most of the border is shared, -1: none; above and below it is most of the cell.
  int right_of(int cell) const;
  int left_of(int cell) const;
  int below(int cell) const;
  int above(int cell) const;
  bool is_alone(int cell) const;                   // the only one of its row
  std::vector<int> row(int table, int row) const;  // cells that begin in it, from the left
  int rows(int table) const;
  int tables() const { return tables_; }
  FormText text_of(int cell) const;
  FormText text_of_line(std::size_t line) const;

 private:
  bool goes_on(std::size_t line) const;
  const ReadCell& cell_at(int index) const { return paper_.cells[static_cast<std::size_t>(index)]; }
  /// The cell of the same table of which `border` says most, more than 0; -1: none.
  template <typename Border>
  int longest_border(int index, const Border& border) const;

  const PaperReading& paper_;
  std::vector<std::vector<std::size_t>> lines_;  // of each cell
  int tables_ = 0;
};

/// How far two boxes lie over each other, across. px; less than 0: they are so far apart.
double shared_width(const BoxPx& a, const BoxPx& b);

/// Lets a text go on with another; its box stays.
void append(const FormText& more, FormText& text);

/// Around the characters [from, to) of the text.
BoxPx box_of(const FormText& text, std::size_t from, std::size_t to, const PaperReading& paper);

/// The characters [from, to) of a text.
FormText part_of_text(const FormText& whole, std::size_t from, std::size_t to, const PaperReading& paper);

/// The widest white between two characters' middles, px: where their edges lie the engine does not know; the
/// first of a line may be as wide as all of it.
double white_between(const PaperReading& paper, const BoxPx& left, const BoxPx& right);
/// How many columns of a line are white beside a place in it, from there on. Px.
double white_beside(const PaperReading& paper, const BoxPx& line, double x, bool right);

/// Lists with a row of known column labels, of which the cells are added to `used`; after them runs of rows
/// with the same columns that may be lists, too.
std::vector<FormTable> find_tables(const PaperReading& paper, const FormGrid& grid,
                                   std::set<std::size_t>& used);

/// The date that stands by the applicant's signature or, on a page with the form's title, in its middle,
/// where no label leads to the form's: adds its place.
void add_unlabelled_dates(const PaperReading& paper, const FormGrid& grid, bool titled,
                          std::vector<FormPlace>& places);

}  // namespace hefu
