#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "pipeline/import_problems.h"
#include "schemas/import_mapping.h"
#include "schemas/table.h"

namespace hefu {

/// Where the columns of one part of a mapping stand in one sheet. The vectors run parallel to the mapping's;
/// `absent` where the sheet has no such column.
struct ImportSheet {
  static constexpr std::size_t absent = static_cast<std::size_t>(-1);
  const Table* table = nullptr;
  const ImportPart* part = nullptr;
  std::size_t heading_row = 0;  // index in Table::rows
  std::vector<std::size_t> keys, same, columns;
  std::size_t number = absent;  // of the people only

  ImportPlace place(const TableRow& row, std::size_t column, const std::string& heading) const {
    return place_in(*table, row.number, column, heading);
  }
};

struct ImportSheets {
  std::vector<ImportSheet> people, lists;
  std::vector<ImportProblem> problems;
  bool ok = false;  // false: a sheet that the records need cannot be understood; nothing may be imported
};

/// Finds which table is which by the names that the mapping gives, and its columns by their headings. A
/// heading that stands twice, or a key that is missing, leaves the sheet unread; columns and sheets that the
/// mapping doesn't know are told once. `tables` must outlive the result.
ImportSheets recognise_sheets(const ImportMapping& mapping, const std::vector<Table>& tables);

}  // namespace hefu
