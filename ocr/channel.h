#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace hefu {

/// A file descriptor that is closed at the end.
class Fd {
 public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  ~Fd() { reset(); }
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    if (this != &other) {
      reset();
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }
  void reset();

 private:
  int fd_;
};

/// A pair of connected sockets that keep packets whole. Fails: throws Error(io).
std::pair<Fd, Fd> packet_sockets();

/// Sends one packet, with descriptors. False when the other side is gone.
bool send_packet(int socket, const void* packet, std::size_t size, const std::vector<int>& fds = {});

/// Receives one packet of at most `size` bytes. 0: the other side is gone (or, with `wait` false, nothing is
/// there); a packet that is too long counts as gone: whoever sent it does not keep to the protocol.
std::size_t receive_packet(int socket, void* packet, std::size_t size, std::vector<Fd>* fds = nullptr,
                           bool wait = true);

/// Memory shared between parent and child. The size is sealed: a child cannot shrink it under the parent's
/// feet.
class SharedMemory {
 public:
  SharedMemory() = default;
  /// Fails: throws Error(io).
  explicit SharedMemory(std::size_t size);
  /// Maps what another process made. Fails: throws Error(io).
  SharedMemory(int fd, std::size_t size);
  ~SharedMemory();
  SharedMemory(SharedMemory&& other) noexcept;
  SharedMemory& operator=(SharedMemory&& other) noexcept;

  std::uint8_t* data() const { return data_; }
  std::size_t size() const { return size_; }
  int fd() const { return fd_.get(); }

 private:
  void map(int fd);
  Fd fd_;
  std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Memory that holds a file's bytes, to be passed to a child. Fails: throws Error(io).
Fd bytes_in_memory(std::string_view bytes);

}  // namespace hefu
