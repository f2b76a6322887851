#include "pipeline/text_alignment.h"

#include <algorithm>

namespace hefu {

Alignment align(const std::u32string& a, const std::u32string& b) {
  const std::size_t columns = b.size() + 1;
  std::vector<std::size_t> cost((a.size() + 1) * columns);
  const auto at = [&](std::size_t i, std::size_t j) -> std::size_t& { return cost[i * columns + j]; };
  for (std::size_t i = 0; i <= a.size(); ++i) at(i, 0) = i;
  for (std::size_t j = 0; j <= b.size(); ++j) at(0, j) = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j)
      at(i, j) = std::min({at(i - 1, j - 1) + (a[i - 1] != b[j - 1]), at(i - 1, j) + 1, at(i, j - 1) + 1});

  Alignment alignment;
  std::size_t i = a.size(), j = b.size(), end = i, other_end = j;
  const auto close = [&] {  // what differs lies between here and the ends
    if (end > i && other_end > j) alignment.exchanges.push_back({i, end, j, other_end});
  };
  while (i > 0 && j > 0) {
    if (a[i - 1] == b[j - 1] && at(i, j) == at(i - 1, j - 1)) {
      close();
      ++alignment.same;
      end = --i, other_end = --j;
    } else if (at(i, j) == at(i - 1, j - 1) + 1) {
      --i, --j;
    } else if (at(i, j) == at(i - 1, j) + 1) {
      --i;
    } else {
      --j;
    }
  }
  i = j = 0;
  close();
  std::reverse(alignment.exchanges.begin(), alignment.exchanges.end());
  return alignment;
}

}  // namespace hefu
