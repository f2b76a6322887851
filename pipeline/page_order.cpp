#include "pipeline/page_order.h"

#include <cstddef>

namespace hefu {

std::vector<bool> longest_ascending(const std::vector<int>& items) {
  // length[i]: of the longest ascending run that starts with item i.
  std::vector<int> length(items.size(), 1);
  int longest = 0;
  for (std::size_t i = items.size(); i-- > 0;) {
    for (std::size_t j = i + 1; j < items.size(); ++j)
      if (items[j] > items[i] && length[j] + 1 > length[i]) length[i] = length[j] + 1;
    if (length[i] > longest) longest = length[i];
  }
  std::vector<bool> kept(items.size(), false);
  int last = 0, wanted = longest;
  for (std::size_t i = 0; i < items.size() && wanted > 0; ++i)
    if (length[i] == wanted && (wanted == longest || items[i] > last)) {
      kept[i] = true;
      last = items[i];
      --wanted;
    }
  return kept;
}

}  // namespace hefu
