#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "pipeline/check_parts.h"
#include "tests/accuracy/plan.h"
#include "tests/accuracy/tally.h"

namespace hefu::accuracy {

struct JudgeWish {
  Plan plan;
  std::vector<std::string> kinds;  // of damage
  std::vector<std::string> forms;  // empty: all
  bool verbose = false;            // name every field that is not read right
  std::function<bool()> stop;      // asked before each scan
};

/// Prints, scans and reads the pages of one made-up person, and counts.
Tally judge_person(std::uint64_t seed, const JudgeWish& wish, Machine& machine, CheckWorker& worker);

}  // namespace hefu::accuracy
