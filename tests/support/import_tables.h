#pragma once
#include <vector>

#include "schemas/import_mapping.h"
#include "tests/support/workbook.h"

namespace hefu::support {

/// The tables from which a mapping makes these records: what hefu import does, backwards. Each sheet has the
/// mapping's first name and headings; a date of a day's precision without a stated format is a date cell,
/// everything else is text, in the first format, translation and short form that the mapping knows.
std::vector<WorkbookSheet> tables_of(const ImportMapping& mapping, const std::vector<Element>& records);

/// A sheet as separated values; date cells are written as ISO. Needs: no line breaks in cells.
std::string to_csv(const WorkbookSheet& sheet);

}  // namespace hefu::support
