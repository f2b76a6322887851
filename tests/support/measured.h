#pragma once
#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

namespace hefu::support {

/// What a process took. `peak_mb`: of the largest process among it and its children.
struct Cost {
  int exit_code = -1;  // -1: it was killed
  double seconds = 0, cpu_seconds = 0, peak_mb = 0;
};

/// Does the work in a process of its own, so that what was made before does not count.
Cost measured(const std::function<int()>& work);

/// Becomes that program; standard output goes to `output`, a file descriptor. For the work of measured().
[[noreturn]] void become_program(const std::vector<std::string>& arguments, int output);

/// A program that runs, seen from outside.
struct SeenProcess {
  double peak_mb = 0, cpu_seconds = 0;  // of it alone
};
SeenProcess look_at(pid_t process);

}  // namespace hefu::support
