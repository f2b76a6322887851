#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tests/accuracy/tally.h"

namespace hefu::accuracy {

/// A run in parts, one a seed; each part's counts are kept in a file of `folder` when it is done, so that a
/// run that was broken off goes on where it stopped. Empty folder: nothing is kept, nothing is found.
struct ShardedRun {
  std::vector<std::uint64_t> seeds;
  std::filesystem::path folder;
  std::string fingerprint;  // of the program and what it is asked: what was counted by another is not taken
  int jobs = 1;             // processes
};

/// What counts one part; made in each process by itself, before any part. Its text is kept as it is.
using CountPart = std::function<std::string(std::uint64_t seed)>;

/// The text of each part, in the seeds' order. Fails: throws Error(io) when a process ended badly; what it
/// had finished is kept.
std::vector<std::string> run_parts(const ShardedRun& run, const std::function<CountPart()>& start);

/// The same of tallies, all parts together.
using CountShard = std::function<Tally(std::uint64_t seed)>;
Tally run_shards(const ShardedRun& run, const std::function<CountShard()>& start);

}  // namespace hefu::accuracy
