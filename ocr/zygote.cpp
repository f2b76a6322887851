#include "ocr/zygote.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "ocr/channel.h"

namespace hefu {
namespace {

struct Child {
  pid_t pid = 0;
  Fd news;
};

/// Puts descriptors at 3, 4, ... and closes all others, so that a child holds nothing of another's.
void keep_only(std::vector<int> fds) {
  for (int& fd : fds) fd = ::fcntl(fd, F_DUPFD_CLOEXEC, 100);
  int place = 3;
  for (const int fd : fds) ::dup2(fd, place++);
  if (::close_range(static_cast<unsigned>(place), ~0U, 0) != 0)
    for (int fd = place; fd < 4096; ++fd) ::close(fd);
}

/// What libraries print about hostile files is noise; and a child has no business with our standard input.
void silence_standard_streams() {
  const int null = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  for (int fd = 0; fd < 3; ++fd) ::dup2(null, fd);
  if (null > 2) ::close(null);
}

sigset_t child_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  return set;
}

[[noreturn]] void live_as_child(const JobRequest& request, const std::vector<Fd>& fds) {
  const sigset_t set = child_signals();
  ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
  std::vector<int> kept;
  for (std::size_t i = 0; i + 1 < fds.size(); ++i) kept.push_back(fds[i].get());  // the last is the zygote's
  keep_only(kept);
  if (request.kind == JobKind::decode) live_as_decoder(request, 3, 4, 5);
  if (request.kind == JobKind::read_workbook) live_as_workbook_reader(request, 3, 4, 5);
  if (request.kind == JobKind::join_volume) live_as_volume_maker(request, 3, 4, 5);
  if (request.kind == JobKind::read_pdf_text) live_as_pdf_text_reader(request, 3, 4, 5);
  if (request.kind != JobKind::read_text) live_as_part_maker(request, 3, 4, 5);
  live_as_text_worker(request, 3, 4);
}

class Zygote {
 public:
  explicit Zygote(int control) : control_(control) {
    const sigset_t set = child_signals();
    ::sigprocmask(SIG_BLOCK, &set, nullptr);
    signals_ = Fd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
    if (signals_.get() < 0) ::_exit(1);
  }

  [[noreturn]] void run() {
    for (;;) {
      std::vector<pollfd> waits{{control_, POLLIN, 0}, {signals_.get(), POLLIN, 0}};
      for (const Child& child : children_) waits.push_back({child.news.get(), POLLIN, 0});
      if (::poll(waits.data(), waits.size(), -1) < 0) continue;
      for (std::size_t i = 2; i < waits.size(); ++i)  // first, while indexes still fit
        if (waits[i].revents) end_on_request(children_[i - 2]);
      if (waits[1].revents) reap();
      if (waits[0].revents) serve();
    }
  }

 private:
  /// Not yet reaped, so the number is still ours. A closed socket would stay readable for ever: out of the
  /// poll.
  static void end_on_request(Child& child) {
    ::kill(child.pid, SIGKILL);
    child.news.reset();
  }

  void reap() {
    signalfd_siginfo info;
    while (::read(signals_.get(), &info, sizeof info) > 0) {
    }
    int status = 0;
    rusage used{};
    for (pid_t pid; (pid = ::wait4(-1, &status, WNOHANG, &used)) > 0;) {
      const auto child =
          std::find_if(children_.begin(), children_.end(), [&](const Child& c) { return c.pid == pid; });
      if (child == children_.end()) continue;
      JobNews news{JobNews::ended, pid};
      if (WIFEXITED(status)) news.exit_code = WEXITSTATUS(status);
      if (WIFSIGNALED(status)) news.signal = WTERMSIG(status);
      news.max_rss_kb = used.ru_maxrss;
      if (child->news.get() >= 0) send_packet(child->news.get(), &news, sizeof news);
      children_.erase(child);
    }
  }

  void serve() {
    JobRequest request;
    std::vector<Fd> fds;
    const std::size_t got = receive_packet(control_, &request, sizeof request, &fds);
    if (got == 0) end();
    const std::size_t expected = carries_bytes(request.kind) ? 4 : 3;
    if (got != sizeof request || fds.size() != expected) return;
    const pid_t pid = ::fork();
    if (pid == 0) live_as_child(request, fds);
    JobNews news{pid < 0 ? JobNews::ended : JobNews::started, pid};
    if (pid < 0) news.exit_code = -1;
    send_packet(fds.back().get(), &news, sizeof news);
    if (pid > 0) children_.push_back({pid, std::move(fds.back())});
  }

  /// The parent is gone.
  [[noreturn]] void end() {
    for (const Child& child : children_) ::kill(child.pid, SIGKILL);
    ::_exit(0);
  }

  int control_;
  Fd signals_;
  std::vector<Child> children_;
};

}  // namespace

void live_as_zygote(int control) {
  // Ctrl-C goes to the whole group: the parent decides what to finish, and the zygote ends with it.
  for (const int ignored : {SIGINT, SIGHUP, SIGPIPE, SIGTERM}) std::signal(ignored, SIG_IGN);
  for (const int usual : {SIGCHLD, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGXCPU})
    std::signal(usual, SIG_DFL);
  keep_only({control});
  silence_standard_streams();
  ::prctl(PR_SET_NAME, "hefu-zygote");
  warm_decoders();
  Zygote(3).run();
}

}  // namespace hefu
