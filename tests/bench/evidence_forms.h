#pragma once
#include <cstdint>

#include "tests/bench/evidence_person.h"

namespace hefu {
class ClaimJudge;
class TextReader;
}  // namespace hefu

namespace hefu::evidence {

/// Reads and judges forms that a made-up person filled in with a word processor: values as they are, against
/// records that differ in one character of a value, and lists of which rows are missing, added or changed.
/// `end`: no further form is begun after it.
void count_forms(std::uint64_t seed, const Asked& asked, ClaimJudge& judge, TextReader& reader,
                 std::chrono::steady_clock::time_point end, Counts& counts);

/// The table of it, and its members of the last line.
void print_forms(const Counts& counts);
std::string forms_json(const Counts& counts);

}  // namespace hefu::evidence
