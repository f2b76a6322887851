#pragma once
#include <string>

#include "schemas/element.h"
#include "schemas/roster_columns.h"
#include "schemas/table.h"

namespace hefu {

/// How a roster's cell and the application stand to each other.
enum class CellVerdict {
  agrees,
  differs,
  not_online,  // the record does not have it: nothing to compare with
  unclear,     // neither equal nor plainly different: a person decides
};

struct ComparedCell {
  CellVerdict verdict = CellVerdict::agrees;
  std::string online;  // as the roster would have it
};

/// Compares one cell with the record. `education`: which of the record's educations the row means, or null.
/// Spaces, brackets and full-width forms mean nothing; 汉 is 汉族, 本科 is 大学本科, 1987.09 is 1987/09.
ComparedCell compare_cell(const TableCell& cell, const RosterColumn& column, const Element& record,
                          const Element* education);

/// Whether a cell writes its date as the roster's example does, 1987/09. A cell that is a date is shown as
/// the sheet's format says, which nobody sees here: it counts as well written.
bool is_written_with_slash(const TableCell& cell);

}  // namespace hefu
