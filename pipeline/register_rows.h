#pragma once
#include "schemas/headings.h"
#include "schemas/register_kinds.h"
#include "schemas/table.h"

namespace hefu {

/// Which kind of list a table is, by its headings, and where its columns are.
struct RecognisedRegister {
  const RegisterKind* kind = nullptr;  // null: none
  std::size_t heading_row = 0;
  std::vector<int> place;  // column of the table for each column of the kind; -1: the table has none
};
RecognisedRegister recognise_register(const Table& table);

/// The rows below the headings, each as one value a column of the kind (ISO dates, the kind's own words); a
/// cell with several values gives several rows. Bad cells are told; a row without what it must have is left
/// out.
std::vector<std::vector<std::string>> read_register_rows(const Table& table,
                                                         const RecognisedRegister& recognised,
                                                         Diagnostics& diagnostics);

}  // namespace hefu
