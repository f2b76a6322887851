#include "ocr/mask_runs.h"

#include <algorithm>
#include <cstring>

namespace hefu {
namespace {

/// Where in a row the next pixel of that value is; `end` where there is none.
const std::uint8_t* next_of(const std::uint8_t* from, const std::uint8_t* end, std::uint8_t value) {
  const void* const found = std::memchr(from, value, static_cast<std::size_t>(end - from));
  return found ? static_cast<const std::uint8_t*>(found) : end;
}

/// The run that stands for those that a run is joined with: the first of them.
int first_of(std::vector<int>& parents, int run) {
  while (parents[run] != run) run = parents[run] = parents[parents[run]];
  return run;
}

void join(std::vector<int>& parents, int a, int b) {
  a = first_of(parents, a), b = first_of(parents, b);
  parents[std::max(a, b)] = std::min(a, b);
}

}  // namespace

MaskPieces find_pieces(const std::vector<std::uint8_t>& mask, int w, int h, std::uint8_t value) {
  MaskPieces found;
  std::vector<int> parents;
  std::size_t above = 0, above_end = 0;  // the runs of the row before
  for (int y = 0; y < h; ++y) {
    const std::uint8_t* const row = &mask[static_cast<std::size_t>(y) * w];
    const std::size_t first = found.runs.size();
    for (const std::uint8_t *at = next_of(row, row + w, value), *end = at; at < row + w;
         at = next_of(end, row + w, value)) {
      end = next_of(at, row + w, value ? 0 : 1);
      const MaskRun run{y, static_cast<int>(at - row), static_cast<int>(end - row), 0};
      const int number = static_cast<int>(found.runs.size());
      parents.push_back(number);
      while (above < above_end && found.runs[above].end <= run.begin) ++above;
      for (std::size_t i = above; i < above_end && found.runs[i].begin < run.end; ++i)
        join(parents, static_cast<int>(i), number);
      found.runs.push_back(run);
    }
    above = first, above_end = found.runs.size();
  }
  for (std::size_t i = 0; i < found.runs.size(); ++i) {
    MaskRun& run = found.runs[i];
    const int first = first_of(parents, static_cast<int>(i));
    if (first == static_cast<int>(i)) {
      run.piece = static_cast<int>(found.sizes.size());
      found.sizes.push_back(0);
    } else {
      run.piece = found.runs[first].piece;
    }
    found.sizes[run.piece] += static_cast<std::size_t>(run.end - run.begin);
  }
  return found;
}

}  // namespace hefu
