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
  bool whole_cell = false;  // the box is a cell, and nothing else stands in it
  double confidence = 100;  // of the least sure line
};

/// A label and where its value may stand: the likeliest place first.
struct FormPlace {
  std::vector<const FormLabel*> meanings;  // more than one: what stands there decides
  std::vector<FormText> values;
};

/// One row of a list as a form has it.
struct FormTableRow {
  std::vector<FormText> cells;  // one a column; without width: the row has no such cell
  BoxPx box;
};

struct FormTable {
  std::vector<const FormList*> lists;  // that it may be
  std::vector<std::string> heads;      // the columns' labels as they were read
  std::vector<FormTableRow> rows;      // those with anything in them
  bool headed = false;                 // a heading says which list it is
};

/// The column of a list that a label names, or null; `likeness`: gets how well.
const FormLabel* column_of(const FormList& list, const std::string& text, double* likeness = nullptr);

/// What of a form a page shows.
struct FormPlaces {
  std::string title_kind;  // KIND that a title on the page says; empty: none
  std::vector<FormPlace> places;
  std::vector<FormTable> tables;
};

/// Finds labels, the places of their values, and lists with headings, on any page that was read.
FormPlaces find_places(const PaperReading& paper);

}  // namespace hefu
