#pragma once
#include <vector>

namespace hefu {

/// Which items stay when as few as possible are taken out to leave the rest ascending. Of several ways, the
/// one that keeps the earlier items.
std::vector<bool> longest_ascending(const std::vector<int>& items);

}  // namespace hefu
