#pragma once
#include <cstdint>

namespace hefu {

/// What a child may use up.
struct Confinement {
  std::int64_t memory_bytes = 0;  // beyond what it has mapped already
  int cpu_seconds = 0;            // 0: no limit
  int cpu_seconds_in_all = 0;     // how far allow_more_cpu may go
  bool threads = false;           // whether it may start any
};

/// Takes from this process all that decoding does not need: no new privileges, no cores, no files of any
/// size, bounded memory, CPU and descriptors; it dies with its parent. For good: nothing here can be undone
/// from inside. Later: Landlock and seccomp, in this same place.
void confine(const Confinement& confinement);

/// Lets this process use `seconds` of CPU from now on, within what confine() left.
void allow_more_cpu(int seconds);

}  // namespace hefu
