#include "tests/accuracy/shards.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <fstream>
#include <iostream>
#include <optional>
#include <sstream>

#include "schemas/error.h"

namespace hefu::accuracy {
namespace {

namespace fs = std::filesystem;

fs::path file_of(const ShardedRun& run, std::uint64_t seed) {
  return run.folder / fmt::format("{}.txt", seed);
}

std::optional<std::string> read_part(const ShardedRun& run, std::uint64_t seed) {
  std::ifstream in(file_of(run, seed));
  std::string fingerprint;
  if (!in || !std::getline(in, fingerprint) || fingerprint != run.fingerprint) return std::nullopt;
  std::ostringstream rest;
  rest << in.rdbuf();
  return rest.str();
}

void keep_part(const ShardedRun& run, std::uint64_t seed, const std::string& counts) {
  const fs::path file = file_of(run, seed), temporary = file.string() + ".part";
  {
    std::ofstream out(temporary);
    out << run.fingerprint << '\n' << counts;
    if (!out) throw Error(ErrorKind::io, "cannot write " + temporary.string());
  }
  fs::rename(temporary, file);
}

void count_parts(const ShardedRun& run, const std::vector<std::uint64_t>& todo,
                 std::atomic<std::size_t>& next, const CountPart& count) {
  const auto start = std::chrono::steady_clock::now();
  for (std::size_t i = next++; i < todo.size(); i = next++) {
    keep_part(run, todo[i], count(todo[i]));
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    std::cerr << fmt::format("{} of {} ({:.0f} s)\n", i + 1, todo.size(), spent.count());
  }
}

}  // namespace

std::vector<std::string> run_parts(const ShardedRun& run, const std::function<CountPart()>& start) {
  std::vector<std::string> parts;
  if (run.folder.empty()) {
    const CountPart count = start();
    for (const std::uint64_t seed : run.seeds) parts.push_back(count(seed));
    return parts;
  }
  fs::create_directories(run.folder);
  std::vector<std::uint64_t> todo;
  for (const std::uint64_t seed : run.seeds)
    if (!read_part(run, seed)) todo.push_back(seed);
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
      count_parts(run, todo, next, start());
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
  for (const std::uint64_t seed : run.seeds) {
    const std::optional<std::string> part = read_part(run, seed);
    whole = whole && part;
    parts.push_back(part.value_or(""));
  }
  if (!whole) throw Error(ErrorKind::io, "not all parts were counted; run again to go on");
  return parts;
}

Tally run_shards(const ShardedRun& run, const std::function<CountShard()>& start) {
  Tally all;
  const auto as_text = [&start]() -> CountPart {
    return [count = start()](std::uint64_t seed) {
      std::ostringstream text;
      write_tally(count(seed), text);
      return text.str();
    };
  };
  for (const std::string& part : run_parts(run, as_text)) {
    std::istringstream text(part);
    Tally tally;
    if (!read_tally(text, tally))
      throw Error(ErrorKind::io, "a part that is not whole; remove " + run.folder.string());
    all += tally;
  }
  return all;
}

}  // namespace hefu::accuracy
