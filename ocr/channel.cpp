#include "ocr/channel.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

constexpr std::size_t most_fds = 8;

[[noreturn]] void fail(const char* what) {
  throw Error(ErrorKind::io,
              fmt::format(fmt::runtime(tr("无法建立解码沙箱：{}：{}")), what, std::strerror(errno)));
}

}  // namespace

void Fd::reset() {
  if (fd_ >= 0) ::close(fd_);
  fd_ = -1;
}

std::pair<Fd, Fd> packet_sockets() {
  int pair[2];
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) fail("socketpair");
  return {Fd(pair[0]), Fd(pair[1])};
}

bool send_packet(int socket, const void* packet, std::size_t size, const std::vector<int>& fds) {
  iovec part{const_cast<void*>(packet), size};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * most_fds)] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (!fds.empty()) {
    message.msg_control = control;
    message.msg_controllen = CMSG_SPACE(sizeof(int) * fds.size());
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int) * fds.size());
    std::memcpy(CMSG_DATA(header), fds.data(), sizeof(int) * fds.size());
  }
  ssize_t sent;
  do sent = ::sendmsg(socket, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == static_cast<ssize_t>(size);
}

std::size_t receive_packet(int socket, void* packet, std::size_t size, std::vector<Fd>* fds, bool wait) {
  iovec part{packet, size};
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int) * most_fds)] = {};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (fds) {
    message.msg_control = control;
    message.msg_controllen = sizeof control;
  }
  ssize_t got;
  do got = ::recvmsg(socket, &message, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
  while (got < 0 && errno == EINTR);
  if (got <= 0) return 0;
  for (cmsghdr* header = fds ? CMSG_FIRSTHDR(&message) : nullptr; header;
       header = CMSG_NXTHDR(&message, header)) {
    if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int fd;
      std::memcpy(&fd, CMSG_DATA(header) + i * sizeof(int), sizeof fd);
      fds->emplace_back(fd);
    }
  }
  return (message.msg_flags & MSG_TRUNC) ? 0 : static_cast<std::size_t>(got);
}

SharedMemory::SharedMemory(std::size_t size)
    : fd_(::memfd_create("hefu-pixels", MFD_CLOEXEC | MFD_ALLOW_SEALING)), size_(size) {
  if (fd_.get() < 0) fail("memfd_create");
  if (::ftruncate(fd_.get(), static_cast<off_t>(size)) != 0) fail("ftruncate");
  if (::fcntl(fd_.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) fail("F_ADD_SEALS");
  map(fd_.get());
}

SharedMemory::SharedMemory(int fd, std::size_t size) : size_(size) { map(fd); }

void SharedMemory::map(int fd) {
  void* place = ::mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (place == MAP_FAILED) fail("mmap");
  data_ = static_cast<std::uint8_t*>(place);
}

SharedMemory::~SharedMemory() {
  if (data_) ::munmap(data_, size_);
}

SharedMemory::SharedMemory(SharedMemory&& other) noexcept
    : fd_(std::move(other.fd_)),
      data_(std::exchange(other.data_, nullptr)),
      size_(std::exchange(other.size_, 0)) {}

SharedMemory& SharedMemory::operator=(SharedMemory&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

Fd bytes_in_memory(std::string_view bytes) {
  Fd fd(::memfd_create("hefu-file", MFD_CLOEXEC));
  if (fd.get() < 0) fail("memfd_create");
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail("write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return fd;
}

}  // namespace hefu
