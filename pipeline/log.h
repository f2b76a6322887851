#pragma once
#include <string>

namespace hefu {

/// How much goes to standard error. No message may hold private data: application numbers and files are fine,
/// names and ID numbers are not. spdlog seam.
enum class LogLevel { errors, normal, details };
void start_log(LogLevel level);

void log_error(const std::string& message);
void log_warning(const std::string& message);
void log_info(const std::string& message);
void log_detail(const std::string& message);  // with -v

}  // namespace hefu
