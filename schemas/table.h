#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/diagnostic.h"
#include "schemas/normalise.h"

namespace hefu {

/// One cell of a sheet, as plain data. A number's text has no more digits than a spreadsheet keeps (15); a
/// date's text is ISO.
struct TableCell {
  enum class Kind { empty, text, number, date };
  Kind kind = Kind::empty;
  std::string text;  // UTF-8, no more than max_cell_bytes
};

struct TableRow {
  int number = 0;  // 1-based, as the office sees it
  std::vector<TableCell> cells;
  /// The cell of a column, 0-based; an empty one beyond the last.
  const TableCell& at(std::size_t column) const;
};

/// One sheet of a spreadsheet, or a text file of separated values, as the office keeps its lists.
struct Table {
  std::string file;   // as the user named it
  std::string sheet;  // empty for a text file
  std::vector<TableRow> rows;
};

struct ReadTables {
  std::vector<Table> tables;  // sheets without any cell are left out
  Diagnostics diagnostics;
  bool ok = false;
};

/// How much of a table is read. The largest list of an office has some 10,000 rows; a table beyond these is
/// none of its lists, or hostile.
struct TableLimits {
  std::size_t max_file_bytes = 64u << 20;
  int max_sheets = 64;
  int max_rows = 200'000;
  int max_columns = 256;
  int max_cell_bytes = 4'000;
  std::size_t max_cells = 2'000'000;
};

/// "B7"; row 1-based, column 0-based.
std::string cell_name(int row, std::size_t column);

/// Where a cell is, for messages: `名单.xlsx 工作表“Sheet1” B7`.
std::string place_of(const Table& table, int row, std::size_t column);

/// Reads separated values: UTF-8 with or without a mark, UTF-16 with one, else GB18030; commas, semicolons or
/// tabs; quoted cells may hold separators and line breaks. Bad data: ok == false and diagnostics. Source: RFC
/// 4180.
ReadTables parse_csv(std::string_view bytes, const std::string& file, const TableLimits& limits = {});

/// What a cell says as a date: a date cell; a text that parse_date() reads; a number such as 198709 or
/// 20181201. Nothing for a number with a fraction: 1987.1 may have been 1987.10.
std::optional<Date> date_in(const TableCell& cell);

/// Whether a cell is a long number that a spreadsheet stored as a number, so that digits are lost: 1.5E+17.
bool lost_digits(const TableCell& cell);

}  // namespace hefu
