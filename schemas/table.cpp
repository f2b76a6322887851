#include "schemas/table.h"

#include <fmt/format.h>

#include "schemas/messages.h"

namespace hefu {

const TableCell& TableRow::at(std::size_t column) const {
  static const TableCell none;
  return column < cells.size() ? cells[column] : none;
}

std::string cell_name(int row, std::size_t column) {
  std::string letters;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  return letters + std::to_string(row);
}

std::string place_of(const Table& table, int row, std::size_t column) {
  const std::string cell = cell_name(row, column);
  if (table.sheet.empty()) return fmt::format("{} {}", table.file, cell);
  return fmt::format(fmt::runtime(tr("{} 工作表“{}” {}")), table.file, table.sheet, cell);
}

std::optional<Date> date_in(const TableCell& cell) {
  if (cell.kind == TableCell::Kind::number) {
    const bool digits = cell.text.find_first_not_of("0123456789") == std::string::npos;
    if (!digits) return std::nullopt;
    if (cell.text.size() == 6) return parse_date(cell.text.substr(0, 4) + "-" + cell.text.substr(4));
    if (cell.text.size() != 4 && cell.text.size() != 8) return std::nullopt;
  }
  if (cell.kind == TableCell::Kind::empty) return std::nullopt;
  return parse_date(cell.text);
}

bool lost_digits(const TableCell& cell) {
  // A spreadsheet keeps 15 digits of a number; an ID number has 18.
  if (cell.kind == TableCell::Kind::number)
    return cell.text.find_first_of("eE") != std::string::npos ||
           cell.text.substr(0, cell.text.find('.')).size() > 15;
  // What a spreadsheet exports of such a number: 1.50000198503120E+17.
  const std::size_t exponent = cell.text.find_first_of("eE");
  return exponent != std::string::npos && exponent > 0 &&
         cell.text.find_first_not_of("0123456789.") == exponent &&
         cell.text.find_first_not_of("+0123456789", exponent + 1) == std::string::npos &&
         exponent + 1 < cell.text.size();
}

}  // namespace hefu
