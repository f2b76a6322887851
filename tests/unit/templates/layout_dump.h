#pragma once
#include <string>

#include "templates/sheet.h"

namespace hefu::test {

/// A Sheet as lines that a person can compare: what stands where.
std::string dump(const Sheet& sheet);

/// Compares the dump with tests/golden/<name>.txt; the test fails with the lines that differ.
/// HEFU_UPDATE_GOLDEN=1 writes the file anew instead; look at the difference before committing it.
void expect_golden(const std::string& name, const Sheet& sheet);
void expect_golden(const std::string& name, const std::string& actual);

/// Page by page the lines of the one dump that the other lacks (-), and the other way round (+).
std::string dump_difference(const Sheet& from, const Sheet& to);

}  // namespace hefu::test
