#pragma once
#include <cstdint>
#include <map>
#include <string>

namespace hefu::accuracy {

struct Role {
  std::uint64_t first = 0, last = 0;  // seeds
  int people = 0;                     // of a whole run
};

/// What is tried on whom: tests/accuracy/plan.txt.
struct Plan {
  std::map<std::string, Role> roles;
  int damages_a_page = 4, changes_a_page = 20, values_of_a_page = 55, changed_of_100000 = 1000;

  /// The role that a seed belongs to; empty: none.
  std::string role_of(std::uint64_t seed) const;
};

/// Fails: throws Error(io | bad_input) on a file that is missing or says something unknown, and on roles that
/// share a seed.
Plan read_plan(const std::string& file);

}  // namespace hefu::accuracy
