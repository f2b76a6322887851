#pragma once
#include <string>
#include <vector>

namespace hefu {

/// A cell as separated values carry it so that no spreadsheet program takes it for a formula, a number or a
/// date: an apostrophe before it, unless it begins with a Chinese character or is a plain number of at most
/// five digits. parse_csv() takes one apostrophe off, which gives the cell back.
std::string guarded_cell(const std::string& text);

/// Rows as separated values: UTF-8 with its mark, commas, CR LF, every cell guarded, quotes where a cell
/// needs them. Source: RFC 4180.
std::string to_csv(const std::vector<std::vector<std::string>>& rows);

}  // namespace hefu
