#include "tests/accuracy/shards.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <iostream>
#include <sstream>

#include "schemas/error.h"

namespace hefu::accuracy {
namespace {

namespace fs = std::filesystem;

fs::path file_of(const ShardedRun& run, std::uint64_t seed) {
  return run.folder / fmt::format("{}.txt", seed);
}

bool read_shard(const ShardedRun& run, std::uint64_t seed, Tally& tally) {
  std::ifstream in(file_of(run, seed));
  std::string fingerprint;
  Tally shard;
  if (!in || !std::getline(in, fingerprint) || fingerprint != run.fingerprint || !read_tally(in, shard))
    return false;
  tally += shard;
  return true;
}

void keep_shard(const ShardedRun& run, std::uint64_t seed, const Tally& tally) {
  const fs::path file = file_of(run, seed), temporary = file.string() + ".part";
  {
    std::ofstream out(temporary);
    out << run.fingerprint << '\n';
    write_tally(tally, out);
    if (!out) throw Error(ErrorKind::io, "cannot write " + temporary.string());
  }
  fs::rename(temporary, file);
}

void count_shards(const ShardedRun& run, const std::vector<std::uint64_t>& todo,
                  std::atomic<std::size_t>& next, const CountShard& count) {
  const auto start = std::chrono::steady_clock::now();
  for (std::size_t i = next++; i < todo.size(); i = next++) {
    keep_shard(run, todo[i], count(todo[i]));
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    std::cerr << fmt::format("{} of {} ({:.0f} s)\n", i + 1, todo.size(), spent.count());
  }
}

}  // namespace

Tally run_shards(const ShardedRun& run, const std::function<CountShard()>& start) {
  Tally all;
  if (run.folder.empty()) {
    const CountShard count = start();
    for (const std::uint64_t seed : run.seeds) all += count(seed);
    return all;
  }
  fs::create_directories(run.folder);
  std::vector<std::uint64_t> todo;
  Tally done;
  for (const std::uint64_t seed : run.seeds)
    if (!read_shard(run, seed, done)) todo.push_back(seed);
  if (todo.size() < run.seeds.size())
    std::cerr << fmt::format("{} of {} parts were counted before\n", run.seeds.size() - todo.size(),
                             run.seeds.size());
  void* shared = mmap(nullptr, sizeof(std::atomic<std::size_t>), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) throw Error(ErrorKind::io, "no shared memory");
  auto& next = *new (shared) std::atomic<std::size_t>(0);
  std::vector<pid_t> processes;
  for (int job = 0; job < run.jobs && !todo.empty(); ++job) {
    std::cout.flush();
    const pid_t process = fork();
    if (process < 0) throw Error(ErrorKind::io, "cannot fork");
    if (process > 0) {
      processes.push_back(process);
      continue;
    }
    int status = 0;
    try {
      count_shards(run, todo, next, start());
    } catch (const std::exception& error) {
      std::cerr << error.what() << "\n";
      status = 1;
    }
    std::cout.flush();
    _exit(status);
  }
  bool whole = true;
  for (const pid_t process : processes) {
    int status = 0;
    waitpid(process, &status, 0);
    whole = whole && WIFEXITED(status) && WEXITSTATUS(status) == 0;
  }
  munmap(shared, sizeof(std::atomic<std::size_t>));
  for (const std::uint64_t seed : run.seeds) whole = read_shard(run, seed, all) && whole;
  if (!whole) throw Error(ErrorKind::io, "not all parts were counted; run again to go on");
  return all;
}

}  // namespace hefu::accuracy
