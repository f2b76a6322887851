#pragma once
#include "ocr/sandbox.h"
#include "schemas/table.h"

namespace hefu {

/// Reads one of the office's own lists: .xlsx in the sandbox, everything else as separated values; the bytes
/// decide what it is, not a name. Bad data: ok == false and diagnostics. Fails: throws Error(io) when the
/// file cannot be read.
ReadTables read_tables(const std::filesystem::path& file, Sandbox& sandbox);

}  // namespace hefu
