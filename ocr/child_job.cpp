#include "ocr/child_job.h"

#include <poll.h>

#include <cerrno>

#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

[[noreturn]] void zygote_is_gone() {
  throw Error(ErrorKind::io, tr("解码沙箱的母进程已意外结束"),
              tr("请重新运行；若再次出现，请检查内存是否不足"));
}

/// False when the time is over.
bool wait_readable(pollfd* waits, nfds_t count, std::chrono::nanoseconds& budget) {
  using clock = std::chrono::steady_clock;
  const auto start = clock::now();
  const auto until = start + budget;
  int ready = 0;
  for (;;) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - clock::now()).count();
    ready = ::poll(waits, count, static_cast<int>(std::max<std::int64_t>(0, left)));
    if (ready > 0 || (ready == 0 && clock::now() >= until) || (ready < 0 && errno != EINTR)) break;
  }
  budget = std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(until - clock::now()));
  return ready > 0;
}

}  // namespace

ChildJob::ChildJob(int control, JobRequest request, std::string_view bytes, SharedMemory pixels)
    : pixels_(std::move(pixels)) {
  const Fd file = carries_bytes(request.kind) ? bytes_in_memory(bytes) : Fd();
  request.byte_count = bytes.size();
  start(control, request, file.get());
}

ChildJob::ChildJob(int control, JobRequest request, int file, std::size_t byte_count, SharedMemory pixels)
    : pixels_(std::move(pixels)) {
  request.byte_count = byte_count;
  start(control, request, file);
}

void ChildJob::start(int control, JobRequest request, int file) {
  request.pixel_bytes = pixels_.size();
  auto [ours, childs] = packet_sockets();
  auto [news, zygotes] = packet_sockets();
  std::vector<int> fds;
  if (file >= 0) fds.push_back(file);
  for (const int fd : {pixels_.fd(), childs.get(), zygotes.get()}) fds.push_back(fd);
  if (!send_packet(control, &request, sizeof request, fds)) zygote_is_gone();
  packets_ = std::move(ours);
  news_socket_ = std::move(news);
}

ChildJob::Event ChildJob::wait(void* packet, std::size_t size, std::chrono::nanoseconds& budget,
                               std::size_t* got) {
  for (;;) {
    bool hung_up = false;
    if (!ended_) {
      pollfd waits[] = {{hung_up_ ? -1 : packets_.get(), POLLIN, 0}, {news_socket_.get(), POLLIN, 0}};
      if (!wait_readable(waits, 2, budget)) return Event::timeout;
      if (waits[1].revents) {
        if (receive_packet(news_socket_.get(), &news_, sizeof news_) != sizeof news_) zygote_is_gone();
        ended_ = news_.kind == JobNews::ended;
      }
      hung_up = (waits[0].revents & POLLHUP) != 0;
    }
    // Also after the end: what the child had sent is still there.
    const std::size_t count = receive_packet(packets_.get(), packet, size, nullptr, false);
    hung_up_ = hung_up_ || (hung_up && count == 0);
    if (got) *got = count;
    if (got ? count > 0 : count == size) return Event::packet;
    if (ended_) return Event::ended;
  }
}

}  // namespace hefu
