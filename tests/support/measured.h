#pragma once
#include <cstdint>
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

/// How much quicker two threads do work than one that does both parts, work(0) and work(1).
double gain_of_two(const std::function<void(int)>& work);
/// Work that needs nothing but a core: what two threads gain by it is what the machine has to give just now.
void spin(std::uint64_t rounds);

}  // namespace hefu::support
