#pragma once
#include <string>

#include "schemas/element.h"
#include "schemas/roster_columns.h"
#include "schemas/table.h"

namespace hefu {

/// How a notice wants a column written, as its example and its format show.
struct RosterWriting {
  bool short_names = false;          // 汉 and 本科 instead of 汉族 and 大学本科
  bool space_before_month = true;    // 助理工程师 2018/12 instead of 助理工程师2018/12
  bool specialty_of_series = false;  // 水利工程 instead of 工程技术人才
};
/// `column`: of a notice's <roster>.
RosterWriting writing_of(const Element& column);

/// The education that a roster names: the highest; of two the one given last. Null: none.
const Element* education_to_write(const Element& record);

/// What a roster says of an applicant in one column, months as 1987/09; empty for a number in order and for
/// remarks, and where the record has nothing. `education`: of the record, or null.
std::string roster_value(const RosterColumn& column, const RosterWriting& writing, const Element& record,
                         const Element* education);

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
