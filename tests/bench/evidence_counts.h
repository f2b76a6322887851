#pragma once
#include <cstdint>
#include <map>
#include <string>

namespace hefu::evidence {

/// What was counted, by names such as "scan true" and "scan supported".
struct Counts {
  std::map<std::string, std::int64_t> of;
  std::int64_t at(const std::string& name) const {
    const auto found = of.find(name);
    return found == of.end() ? 0 : found->second;
  }
  void operator+=(const Counts& other) {
    for (const auto& [name, count] : other.of) of[name] += count;
  }
};

/// `part` of `whole` in per cent; 0 where there is none.
inline double pct(std::int64_t part, std::int64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace hefu::evidence
