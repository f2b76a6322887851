#pragma once
#include <string>
#include <vector>

#include "schemas/element.h"

namespace hefu {

/// Private to the readers of schemas/codes/*.xml.

/// Reads one table and validates it against schemas/codes.xsd.
/// Fails: throws Error(missing) with the file, the line and what is wrong.
Element read_code_table(const std::string& relative);

/// The names of an attribute that holds several: "主治医师|主管医师".
std::vector<std::string> split_names(const std::string& names);

}  // namespace hefu
