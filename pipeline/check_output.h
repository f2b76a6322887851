#pragma once
#include <filesystem>
#include <string>

#include "pipeline/report.h"

namespace hefu {

/// Writes DIR/<application number>/crops/*.png, report.html and, last, report.json. Crops of an earlier run
/// go. Fails: throws Error(disk_full | io); each file is whole or not there.
void write_report(const Report& report, const std::filesystem::path& output);

/// Where a case's HTML report lies.
std::filesystem::path report_place(const std::filesystem::path& output, const std::string& number);

}  // namespace hefu
