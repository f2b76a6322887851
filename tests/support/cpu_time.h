#pragma once
#include <string>

namespace hefu::support {

/// CPU that this process has used. Units: s.
double own_cpu_s();
/// CPU that another living process and its dead children have used, to 10 ms. Units: s.
double cpu_s_of_process(int process);
/// CPU of a command and all that it starts. Units: s. Fails: throws std::runtime_error when the command
/// fails.
double cpu_s_of_command(const std::string& command);

/// The most memory that a process has held; 0: this one. Units: MB.
double peak_mb_of_process(int process);

}  // namespace hefu::support
