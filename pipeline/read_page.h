#pragma once
#include "pipeline/check_parts.h"

namespace hefu {

/// Identifies, registers and verifies one decoded page against the record, and keeps of its pixels only what
/// the report shows. `file`: the upload's name as reports show it; page: 1-based.
ReadPage read_page(Image image, const std::string& file, std::size_t upload, int page,
                   const PreparedRecord& record, CheckRun& run, CheckWorker& worker);

}  // namespace hefu
