#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "schemas/diagnostic.h"
#include "schemas/table.h"

namespace hefu {

/// A cell of the office's tables.
struct ImportPlace {
  std::string file, sheet, cell;  // cell: "B7"; empty: the whole sheet
  std::string heading;            // of the column, as the mapping has it
};

/// `名单.xlsx 工作表“人员” B7`.
std::string to_text(const ImportPlace& place);

ImportPlace place_in(const Table& table, int row, std::size_t column, const std::string& heading);

/// What doesn't fit and how to mend it. No private value stands in it.
struct ImportProblem {
  Severity severity = Severity::error;
  ImportPlace place;
  std::string number;  // application number of the person that it concerns; may be empty
  std::string message, expected, hint;
};

/// `名单.xlsx 工作表“人员” B7「身份证号」：what; expected X` and, on a second line, the hint.
std::string to_text(const ImportProblem& problem);

/// All of them, a row each under headings, as to_csv() guards them: no cell can be taken for a formula.
std::string problems_csv(const std::vector<ImportProblem>& problems);

}  // namespace hefu
