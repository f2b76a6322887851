#include <cstdlib>
#include <string>

#include "schemas/headings.h"
#include "schemas/table.h"

/// Any bytes give either tables within the limits or an error, and their cells can be asked anything.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const hefu::ReadTables read = hefu::parse_csv({reinterpret_cast<const char*>(data), size}, "fuzz.csv");
  if (read.ok == hefu::has_errors(read.diagnostics)) std::abort();
  for (const hefu::Table& table : read.tables) {
    hefu::find_headings(table, {"姓名"});
    int last = 0;
    for (const hefu::TableRow& row : table.rows) {
      if (row.number <= last || row.cells.size() > 256) std::abort();
      last = row.number;
      for (const hefu::TableCell& cell : row.cells) {
        if (cell.kind == hefu::TableCell::Kind::empty && !cell.text.empty()) std::abort();
        hefu::date_in(cell);
        hefu::lost_digits(cell);
      }
    }
  }
  return 0;
}
