#pragma once
#include <set>
#include <string>
#include <vector>

#include "ocr/orcus_archive.h"

namespace hefu {

/// Private to the reading of workbooks: what its sheets refer to. Source: ECMA-376 part 1, chapter 18.

/// A part that another refers to.
struct PartLink {
  std::string id, type, target;  // target as a name in the archive
};
/// The links of a part, "xl/workbook.xml".
std::vector<PartLink> links_of(const WorkbookArchive& archive, const std::string& part);

struct SheetLink {
  std::string name, id;
};
struct WorkbookList {
  std::vector<SheetLink> sheets;  // those that are shown
  bool from_1904 = false;         // days count from 1904-01-01
};
WorkbookList read_sheet_list(const std::string& xml);

/// A text with what XML cannot hold written as _x000D_, as the characters that are meant; those that are no
/// text (a null, half of a surrogate pair) stay as written. Source: ECMA-376 part 1, 22.9.2.19 (ST_Xstring).
std::string without_escapes(const std::string& text);

/// Every text of the workbook, in order; readings of characters (rPh) left out.
std::vector<std::string> read_shared_strings(const std::string& xml);

/// Which cell formats show a date.
std::vector<bool> read_date_formats(const std::string& xml);

/// The day of a serial number, ISO; empty where it is none.
std::string day_of(double serial, bool from_1904);
/// A number as a spreadsheet shows it: whole numbers without a point, at most 15 digits.
std::string number_text(const std::string& raw);

}  // namespace hefu
