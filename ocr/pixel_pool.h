#pragma once
#include <cstddef>
#include <mutex>
#include <vector>

#include "ocr/channel.h"

namespace hefu {

/// Pages larger than this have their memory given back to the system. A3 at 200 dpi in colour is 23.2 MB.
constexpr std::size_t most_kept_pixel_bytes = 24u << 20;

/// Pixel memory that goes from one child to the next: fresh memory costs a page fault every 4 KB, more than
/// decoding (measured: 28 ms for the 26 MB of an A4 page at 300 dpi, 2 ms when kept). Safe to share between
/// threads.
class PixelPool {
 public:
  explicit PixelPool(std::size_t size) : size_(size) {}
  SharedMemory take();
  /// Only once the child that used it is dead. What it held is wiped: nothing of one file may reach another's
  /// decoder. `used`: bytes from the start on that pages were taken from, to be overwritten; what was
  /// allocated beyond them goes back to the system.
  void give_back(SharedMemory memory, std::size_t used);

 private:
  std::size_t size_;
  std::mutex mutex_;
  std::vector<SharedMemory> kept_;
};

}  // namespace hefu
