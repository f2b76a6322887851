#pragma once
#include <filesystem>

namespace hefu::support {

/// Writes samples/import/applicants.xlsx and samples/import/photos/ by the mapping that lies there: five
/// people whose tables are sound, and one whose ID number a spreadsheet has rounded, as every office knows it.
void write_import_sample(const std::filesystem::path& folder);

}  // namespace hefu::support
