#pragma once
#include <string>
#include <vector>

namespace hefu::support {

/// 2,000 different texts that a spreadsheet program would like to take for something else: formulas and
/// commands behind = + - @ and their full-width forms, tabs and line ends, numbers that lose zeros or digits,
/// dates, errors, quotes, separators, long text, faces, right-to-left marks, escapes of the format itself.
/// All may stand in an XML 1.0 document; none is white space alone.
std::vector<std::string> hostile_cells();

}  // namespace hefu::support
