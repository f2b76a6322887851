#pragma once
#include <string>
#include <vector>

#include "ocr/page_reading.h"
#include "pipeline/form_labels.h"

namespace hefu {

/// Characters of a page that belong together: a cell's, or some of a line's. Spaces are left out.
struct FormText {
  struct At {
    std::size_t line = 0, character = 0;  // indices in PaperReading::lines and ReadLine::characters
  };
  std::u32string text;
  std::vector<At> at;  // parallel to the text
  BoxPx box;           // the cell, or the characters'
  bool vertical = false;
  bool goes_on = false;     // its last line is full, and the next one may go on with its last word
  bool within = false;      // cut out of a longer text by what it says
  int cell = -1;            // index in PaperReading::cells: the box is a cell, and nothing else stands in it
  double confidence = 100;  // of the least sure line
};

/// A label and where its value may stand: the likeliest place first.
struct FormPlace {
  std::vector<const FormLabel*> meanings;  // more than one: what stands there decides
  std::vector<FormText> values;
  int label_cell = -1;  // index in PaperReading::cells, of a label that has a cell of its own
  bool sure = true;     // false: the label only ends like a known one, and may be another
};

/// A text that no known label stands beside; what it says may tell what it is.
struct LooseText {
  FormText text;
  std::vector<std::string> beside;  // what stands left of it and over it, as a label might
};

/// A year that heads what is said of it, right of it or below: 2023年度 | 优秀.
struct YearPlace {
  FormText year;
  std::vector<FormText> values;
};

/// One row of a list as a form has it.
struct FormTableRow {
  std::vector<FormText> cells;  // one a column; without width: the row has no such cell
  BoxPx box;
};

/// What stands over a column, as it was read: its own cell first, then with the group that it is part of.
using ColumnHead = std::vector<std::string>;

struct FormTable {
  std::vector<const FormList*> lists;  // that it may be; none: no head says so, and its rows may be no list
  std::vector<ColumnHead> columns;
  std::vector<FormTableRow>
      rows;                // those with anything in them; of a table without lists the head is the first
  bool headed = false;     // a heading says which list it is
  bool sentences = false;  // its rows are lines of text, of which any may say a row of a list
};

/// The column of a list that a label names, or null; `likeness`: gets how well.
const FormLabel* column_of(const FormList& list, const std::string& text, double* likeness = nullptr);
/// The same by what other lists call such a column: 本人名次 is a rank in all of them.
const FormLabel* column_of_any(const FormList& list, const std::string& text);

/// What of a form a page shows. Cells of tables without lists are among the places and loose texts, too.
struct FormPlaces {
  std::string title_kind;  // KIND that a title on the page says; empty: none
  std::vector<FormPlace> places;
  std::vector<FormTable> tables;
  std::vector<LooseText> loose;
  std::vector<YearPlace> years;
};

/// Finds labels, the places of their values, and lists with headings, on any page that was read.
FormPlaces find_places(const PaperReading& paper);

}  // namespace hefu
