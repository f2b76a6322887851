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
  std::vector<std::string> kinds;  // of damage, which come in turn
  std::vector<std::string> only;   // scans of other kinds are left out, their turns kept; empty: none is
  std::vector<std::string> forms;  // empty: all
  bool verbose = false;            // name every field that is not read right
  std::string pictures;            // folder for the scans of those; empty: none
  bool short_values = false;       // print those instead of changes of the record's (corpus.h)
  std::function<bool()> stop;      // asked before each scan
};

/// Prints, scans and reads the pages of one made-up person, and counts.
Tally judge_person(std::uint64_t seed, const JudgeWish& wish, Machine& machine, CheckWorker& worker);

}  // namespace hefu::accuracy
