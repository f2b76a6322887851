#pragma once
#include <map>
#include <set>
#include <string>

#include "schemas/table.h"

namespace hefu {

/// A heading without what offices vary: line breaks and spaces, brackets with what stands in them,
/// punctuation, case. "身份\n证号（18位）" -> "身份证号".
std::string heading_key(const std::string& heading);

/// Where a table's headings stand, and which column is which.
struct Headings {
  std::size_t row = 0;                         // index in Table::rows
  std::map<std::string, std::size_t> columns;  // heading_key -> column, the first of that name
  bool has(const std::string& key) const { return columns.count(key) > 0; }
};

/// The row that has the most of the known headings, among the first ones: above it stand titles and who
/// filled the list in. Columns empty when no row has any of them.
Headings find_headings(const Table& table, const std::set<std::string>& known);

}  // namespace hefu
