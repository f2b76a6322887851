#pragma once
#include <string>

#include "pipeline/roster_sheets.h"

namespace hefu {

/// The roster as an .xlsx workbook: every cell text, so that no digits are lost and nothing is a formula;
/// widths, a head that stays, and the printer's settings (A3 across, one page wide, the head on each page).
/// `made_on`: ISO date or moment, for the file's properties, which name nobody. The same input gives the same
/// bytes. Fails: throws Error(bad_input) where a cell has more than the 32,767 characters of a spreadsheet,
/// Error(disk_full | io) when it cannot be made. libxlsxwriter seam.
std::string to_workbook(const RosterSheet& sheet, const std::string& made_on);

}  // namespace hefu
