#pragma once
#include <string>

namespace hefu {

/// The run's moment in UTC+8, "2025-06-20T10:00:00+08:00": the machine's clock, or `--now`.
/// `given`: empty, or "2025-06-20", "2025-06-20T10:00", "2025-06-20 10:00:00", with an optional "+08:00".
/// Fails: throws Error(usage) on any other text.
std::string moment(const std::string& given);

}  // namespace hefu
