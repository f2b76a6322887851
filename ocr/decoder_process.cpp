#include <sys/mman.h>
#include <unistd.h>

#include <new>

#include "ocr/channel.h"
#include "ocr/confinement.h"
#include "ocr/pixel_pool.h"
#include "ocr/zygote.h"

namespace hefu {
namespace {

/// Pages go out through shared memory, one at a time.
class SharedSink : public PageSink {
 public:
  SharedSink(SharedMemory memory, int pages, int cpu_seconds)
      : memory_(std::move(memory)), pages_(pages), cpu_seconds_(cpu_seconds) {}

  std::uint8_t* canvas(int width, int height, int channels) override {
    const std::size_t bytes = bytes_of_page(width, height, channels);
    if (bytes > memory_.size()) throw std::bad_alloc();
    packet_ = {PagePacket::page, 0, width, height, channels};
    // One call instead of a fault every 4 KB; a kernel before 5.14 refuses, and then the faults come.
    ::madvise(memory_.data(), bytes, MADV_POPULATE_WRITE);
    return memory_.data();
  }

  void publish(int page, const PageNote& note) override {
    packet_.index = page;
    packet_.note = note;
    char copied;
    if (!send_packet(pages_, &packet_, sizeof packet_) || receive_packet(pages_, &copied, 1) != 1) ::_exit(0);
    // The reader has its own copy by now: two of a picture of an A3 sheet are a quarter of a worker's memory.
    const std::size_t bytes = bytes_of_page(packet_.width, packet_.height, packet_.channels);
    if (bytes > most_kept_pixel_bytes) ::madvise(memory_.data(), bytes, MADV_REMOVE);
    allow_more_cpu(cpu_seconds_);
  }

 private:
  SharedMemory memory_;
  int pages_;
  int cpu_seconds_;
  PagePacket packet_;
};

}  // namespace

void live_as_decoder(const JobRequest& request, int bytes, int pixels, int pages) {
  PagePacket last{PagePacket::done};
  last.outcome.trouble = Trouble::damaged;
  try {
    SharedMemory memory(pixels, request.pixel_bytes);
    void* file = ::mmap(nullptr, request.byte_count, PROT_READ, MAP_PRIVATE, bytes, 0);
    if (file == MAP_FAILED) ::_exit(1);
    const DecodeLimits& limits = request.limits;
    // libde265 decodes in a thread of its own, and waits for ever for one that it could not start.
    const bool threads = request.type == FileType::heif;
    confine({limits.memory_bytes, limits.cpu_seconds, limits.file_seconds, threads});
    SharedSink sink(std::move(memory), pages, limits.cpu_seconds);
    last.outcome =
        decode_file(request.type, {static_cast<const char*>(file), request.byte_count}, limits, sink);
  } catch (const std::bad_alloc&) {
    last.outcome.trouble = Trouble::memory;
  } catch (...) {  // a decoder's own exception: damaged, as set above
  }
  send_packet(pages, &last, sizeof last);
  ::_exit(0);
}

}  // namespace hefu
