#include "tests/support/measured.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

namespace hefu::support {

Cost measured(const std::function<int()>& work) {
  std::fflush(stdout);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  rusage used{};
  ::wait4(child, &status, 0, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
  };
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1,
          std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(),
          seconds(used.ru_utime) + seconds(used.ru_stime), static_cast<double>(used.ru_maxrss) / 1024};
}

double gain_of_two(const std::function<void(int)>& work) {
  const auto timed = [](const std::function<void()>& part) {
    const auto start = std::chrono::steady_clock::now();
    part();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  const double one_after_other = timed([&] { work(0), work(1); });
  return one_after_other / timed([&] {
           std::thread other([&] { work(1); });
           work(0);
           other.join();
         });
}

void spin(std::uint64_t rounds) {
  volatile std::uint64_t state = 1;
  for (std::uint64_t i = 0; i < rounds; ++i) state = state * 6364136223846793005ULL + i;
}

void become_program(const std::vector<std::string>& arguments, int output) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  ::dup2(output, STDOUT_FILENO);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

}  // namespace hefu::support
