#include "ocr/pixel_pool.h"

#include <sys/stat.h>

#include <cstring>

namespace hefu {
namespace {

// A3 at 300 dpi in colour is 52 MB; larger pages are rare, and their memory goes back to the system.
constexpr std::size_t most_kept_bytes = 64u << 20;
constexpr std::size_t most_kept = 8;

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

void PixelPool::give_back(SharedMemory memory) {
  struct stat state {};
  if (!memory.data() || ::fstat(memory.fd(), &state) != 0) return;
  // Decoders write from the start on, so all that one of ours wrote lies within what is allocated. A hostile
  // one could leave its own bytes elsewhere, but had nobody else's to leave.
  const std::size_t allocated = static_cast<std::size_t>(state.st_blocks) * 512;
  if (allocated > most_kept_bytes) return;
  std::memset(memory.data(), 0, std::min(allocated, memory.size()));
  const std::lock_guard lock(mutex_);
  if (kept_.size() < most_kept) kept_.push_back(std::move(memory));
}

}  // namespace hefu
