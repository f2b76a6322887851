#include "ocr/pixel_pool.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cstring>

namespace hefu {
namespace {

constexpr std::size_t most_kept = 8;
constexpr std::size_t unit_bytes = 64u << 10;

}  // namespace

SharedMemory PixelPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!kept_.empty()) {
      SharedMemory memory = std::move(kept_.back());
      kept_.pop_back();
      return memory;
    }
  }
  return SharedMemory(size_);
}

void PixelPool::give_back(SharedMemory memory, std::size_t used) {
  if (!memory.data() || used > most_kept_pixel_bytes) return;
  const std::size_t kept = std::min((used + unit_bytes - 1) / unit_bytes * unit_bytes, memory.size());
  std::memset(memory.data(), 0, kept);
  // A child may have written past what it handed out: now that all up to there is allocated, more shows.
  struct stat state {};
  if (::fstat(memory.fd(), &state) != 0) return;
  if (static_cast<std::size_t>(state.st_blocks) * 512 > kept &&
      ::fallocate(memory.fd(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, static_cast<off_t>(kept),
                  static_cast<off_t>(memory.size() - kept)) != 0)
    return;
  const std::lock_guard lock(mutex_);
  if (kept_.size() < most_kept) kept_.push_back(std::move(memory));
}

}  // namespace hefu
