#pragma once
#include <chrono>
#include <string_view>

#include "ocr/channel.h"
#include "ocr/zygote.h"

namespace hefu {

/// One child of the zygote, as the parent sees it. Destroying it ends the child.
class ChildJob {
 public:
  /// Fails: throws Error(io) when the zygote is gone.
  ChildJob(int control, JobRequest request, std::string_view bytes, SharedMemory pixels);
  /// The same for bytes that lie in a file already; the child maps all of it.
  ChildJob(int control, JobRequest request, int file, std::size_t byte_count, SharedMemory pixels);

  enum class Event { packet, ended, timeout };
  /// Waits for the child's next packet, at most `budget`, from which the wait is taken off. Packets come
  /// before `ended`; a packet of another size than `size` never comes out. Fails: throws Error(io) when the
  /// zygote is gone.
  Event wait(void* packet, std::size_t size, std::chrono::nanoseconds& budget, std::size_t* got = nullptr);
  bool send(const void* packet, std::size_t size) { return send_packet(packets_.get(), packet, size); }

  std::uint8_t* pixels() const { return pixels_.data(); }
  /// The memory, to be used again. Only after `ended`: a living child could still write to it.
  SharedMemory take_pixels() { return std::move(pixels_); }
  int process_id() const { return news_.pid; }
  /// How it ended; meaningful after `ended`.
  const JobNews& end() const { return news_; }

 private:
  void start(int control, JobRequest request, int file);
  SharedMemory pixels_;
  Fd packets_, news_socket_;
  JobNews news_;
  bool ended_ = false;
  bool hung_up_ = false;  // the child closed its side; it may still live
};

}  // namespace hefu
