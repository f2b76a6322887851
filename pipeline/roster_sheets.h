#pragma once
#include <string>
#include <vector>

#include "schemas/application.h"
#include "schemas/notice.h"

namespace hefu {

/// One applicant's row of a roster, in the notice's columns; the number in order is still empty.
struct RosterLine {
  std::string series, level, unit, number;
  std::vector<std::string> cells;
};

/// A roster as it is handed in or posted: what stands on the paper and in the spreadsheet, all of it text.
struct RosterSheet {
  struct Column {
    std::string name;
    int width_mm = 20;  // relative to the others; in mm on A3 across
  };
  std::string notice;
  std::string kind;  // KIND of the command line: roster, publicity-list
  std::string stem;  // of its files: roster, roster-工程技术人员-副高级
  std::string title;
  std::vector<std::string> above, notes, below;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;
};

/// Whether the notice has an annex that says what columns its roster has.
bool has_roster(const Notice& notice);

/// The applicant's row. For a posted roster, give the masked application.
RosterLine roster_line(const Notice& notice, const Application& application);

/// The notice's rosters: one for all in the order given, or, where the notice asks for series and level
/// (order="系列 层级"), one for each of them, the series in the order of the ministry's table, the highest
/// level first, within it by unit and application number. Numbered from 1. The notice's example row is left
/// out. `posted`: for publicity, named and titled so.
std::vector<RosterSheet> roster_sheets(const Notice& notice, std::vector<RosterLine> lines, bool posted);

/// Headings and rows, as a file of separated values and a comparison take them.
std::vector<std::vector<std::string>> headed_rows(const RosterSheet& sheet);

}  // namespace hefu
