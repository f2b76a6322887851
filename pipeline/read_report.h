#pragma once
#include <filesystem>

#include "pipeline/report.h"

namespace hefu {

/// Reads a report.json that `hefu check` wrote. Pictures of pages and crops are not read, timings neither.
/// A report is data from outside: the application number and the names of crops are checked before anything
/// makes a path of them. Fails: throws Error(bad_input) naming the file and what is wrong in it, Error(io).
Report read_report(const std::filesystem::path& file);
/// The same from bytes; `file` is for messages.
Report parse_report(const std::string& bytes, const std::filesystem::path& file);

}  // namespace hefu
