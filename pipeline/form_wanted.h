#pragma once
#include <string>
#include <vector>

#include "pipeline/cell_parts.h"
#include "schemas/element.h"

namespace hefu {

/// The record's rows of a list, "jobs/job"; none where it has no such list.
std::vector<const Element*> rows_at(const std::string& path, const Element& record);

/// A label's parts as the record has them.
struct Wanted {
  std::vector<WantedPart> parts;
  // Parallel to the parts: the labels' own paths; in the record, without: nothing is online to compare;
  // values.
  std::vector<std::string> names, paths, values;
};

/// What a label's cell should say. `education`: the row of educations/education[], 1-based.
Wanted wanted_of(const FormLabel& label, const Element& record, int education);

/// The parts of a column in one row of the record. `path`: the row's own XPath.
Wanted wanted_in_row(const FormLabel& column, const Element& row, const std::string& path);

/// Takes the words that sentences put between values for no part of what is left of a text.
/// Shapes: `fit` is a laying of parts over `text`; its stray characters get fewer.
void allow_words_between(const std::u32string& text, PartsFit& fit);

}  // namespace hefu
