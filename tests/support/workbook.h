#pragma once
#include <string>
#include <utility>
#include <vector>

namespace hefu::support {

/// One cell of a made-up workbook: what stands in its <c>.
struct SheetCell {
  enum class Kind { empty, shared, inlined, number, date, formula } kind = Kind::empty;
  std::string value;  // date and number: as in the file, 31121 for 1985-03-15
};
SheetCell text(std::string value);
SheetCell number(std::string value);
SheetCell date(std::string serial);

/// A sheet of an .xlsx workbook.
struct WorkbookSheet {
  std::string name;
  std::vector<std::vector<SheetCell>> rows;
};

/// An .xlsx workbook as spreadsheets write it: shared strings, a date format, sheets in their order.
std::string make_workbook(const std::vector<WorkbookSheet>& sheets);

/// Rows of plain text as a workbook of one sheet.
std::string make_plain_workbook(const std::vector<std::vector<std::string>>& rows);

/// The files of a made-up workbook, by name.
using ZipFiles = std::vector<std::pair<std::string, std::string>>;
ZipFiles workbook_files(const std::vector<WorkbookSheet>& sheets);
/// A zip archive, compressed.
std::string make_zip(const ZipFiles& files);

}  // namespace hefu::support
