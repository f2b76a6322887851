#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "ocr/claim_judge.h"
#include "tests/bench/evidence_counts.h"

namespace hefu::evidence {

struct Asked {
  std::string role = "validation";
  int papers = 12;                  // of a person
  int variants = 3;                 // how often each claim is changed
  int forms = 2;                    // of others, of a person
  std::string layout = {};          // of the forms; empty: drawn
  std::string fonts = {};           // the papers' set; empty: drawn
  std::string without_family = {};  // names, joined by a comma, that the bank's faces left out begin with
  std::function<void(const std::string&)> tell;  // of what went wrong; may be empty
  bool measures = false;                         // tell what every decision on a claim rests on
  std::filesystem::path keep;  // where scans lie that need not be made again, to look at; empty: nowhere
};

/// Reads and judges the papers of one made-up person. One a process.
class PersonReader {
 public:
  explicit PersonReader(const Asked& asked);
  ~PersonReader();
  /// `end`: no further paper is begun after it.
  Counts count(std::uint64_t seed,
               std::chrono::steady_clock::time_point end = std::chrono::steady_clock::time_point::max());

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace hefu::evidence
