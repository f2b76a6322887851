#include "ocr/confinement.h"

#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

namespace hefu {
namespace {

void limit(int resource, rlim_t soft, rlim_t hard) {
  const rlimit values{soft, hard};
  // A limit that cannot be set would leave the child unconfined: it must not go on.
  if (::setrlimit(static_cast<__rlimit_resource>(resource), &values) != 0) ::_exit(125);
}

/// Address space mapped so far, which RLIMIT_AS counts too.
std::int64_t mapped_bytes() {
  long pages = 0;
  if (FILE* file = std::fopen("/proc/self/statm", "re")) {
    if (std::fscanf(file, "%ld", &pages) != 1) pages = 0;
    std::fclose(file);
  }
  return static_cast<std::int64_t>(pages) * ::sysconf(_SC_PAGESIZE);
}

}  // namespace

void confine(const Confinement& confinement) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_DUMPABLE, 0);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) ::_exit(125);
  std::signal(SIGXFSZ, SIG_IGN);  // a write over RLIMIT_FSIZE then fails instead of killing
#ifndef __SANITIZE_ADDRESS__      // its shadow memory needs terabytes of address space
  const rlim_t memory = static_cast<rlim_t>(confinement.memory_bytes + mapped_bytes());
  limit(RLIMIT_AS, memory, memory);
#endif
  limit(RLIMIT_FSIZE, 0, 0);
  limit(RLIMIT_NOFILE, 64, 64);
  limit(RLIMIT_CORE, 0, 0);
  if (!confinement.threads) limit(RLIMIT_NPROC, 0, 0);
  if (confinement.cpu_seconds > 0)
    limit(RLIMIT_CPU, static_cast<rlim_t>(confinement.cpu_seconds),
          static_cast<rlim_t>(std::max(confinement.cpu_seconds, confinement.cpu_seconds_in_all) + 1));
}

void allow_more_cpu(int seconds) {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  rlimit values{};
  ::getrlimit(RLIMIT_CPU, &values);
  const rlim_t until = static_cast<rlim_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1 + seconds);
  values.rlim_cur = std::min(until, values.rlim_max);
  ::setrlimit(RLIMIT_CPU, &values);
}

}  // namespace hefu
