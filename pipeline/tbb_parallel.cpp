#include <tbb/concurrent_queue.h>
#include <tbb/global_control.h>
#include <tbb/parallel_pipeline.h>
#include <tbb/task_arena.h>

#include <thread>

#include "pipeline/parallel.h"

namespace hefu {

int worker_count(int jobs) {
  return jobs > 0 ? jobs : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

void for_each_ordered(std::size_t count, int workers, const std::function<void(std::size_t, int)>& work,
                      const std::function<void(std::size_t)>& done) {
  // As many tokens as workers and one: a slow item must not leave the others idle for want of a token for
  // long.
  const std::size_t tokens = static_cast<std::size_t>(workers) + 1;
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(workers));
  tbb::task_arena arena(workers);
  tbb::concurrent_bounded_queue<int> idle;
  for (int worker = 0; worker < workers; ++worker) idle.push(worker);
  std::size_t next = 0;
  arena.execute([&] {
    tbb::parallel_pipeline(tokens,
                           tbb::make_filter<void, std::size_t>(tbb::filter_mode::serial_in_order,
                                                               [&](tbb::flow_control& flow) -> std::size_t {
                                                                 if (next == count) flow.stop();
                                                                 return next == count ? count : next++;
                                                               }) &
                               tbb::make_filter<std::size_t, std::size_t>(tbb::filter_mode::parallel,
                                                                          [&](std::size_t i) {
                                                                            int worker = 0;
                                                                            idle.pop(worker);
                                                                            work(i, worker);
                                                                            idle.push(worker);
                                                                            return i;
                                                                          }) &
                               tbb::make_filter<std::size_t, void>(tbb::filter_mode::serial_in_order,
                                                                   [&](std::size_t i) { done(i); }));
  });
}

}  // namespace hefu
