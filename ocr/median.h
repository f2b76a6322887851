#pragma once
#include <algorithm>
#include <vector>

namespace hefu {

/// The middle one of some values, of an even number the upper; 0 of none.
template <class Value>
Value median(std::vector<Value> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

}  // namespace hefu
