#pragma once
#include <cstddef>
#include <functional>

namespace hefu {

/// How many workers to use: what was asked for, or one a processor.
int worker_count(int jobs);

/// Calls work(i, worker) for i in [0, count) on up to `workers` threads, and done(i) for each in ascending
/// order, never two of them at once, soon after its work: memory stays flat in `count`. `worker` in [0,
/// workers) is used by one thread at a time. An exception of either stops the rest and is thrown again here.
/// oneTBB seam.
void for_each_ordered(std::size_t count, int workers,
                      const std::function<void(std::size_t, int worker)>& work,
                      const std::function<void(std::size_t)>& done);

}  // namespace hefu
