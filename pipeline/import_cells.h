#pragma once
#include <set>
#include <string>

#include "schemas/import_mapping.h"
#include "schemas/table.h"

namespace hefu {

/// A cell as the record has it, or why it doesn't fit.
struct ImportedCell {
  std::string value;                    // normalised; empty: the cell says nothing
  std::string message, expected, hint;  // message empty: the cell fits; no private value in any of them
};

/// Reads one cell by what the mapping says of its column. Nothing is guessed: what can be read two ways, or
/// what a spreadsheet may have changed, is told. `blanks`: what means the same as an empty cell.
ImportedCell import_cell(const TableCell& cell, const ImportColumn& column,
                         const std::set<std::string>& blanks);

/// A cell by which a row is known as a person's: one form for every way to write it. Told as above.
ImportedCell import_key(const TableCell& cell, bool id_number);

}  // namespace hefu
