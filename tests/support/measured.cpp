#include "tests/support/measured.h"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>

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

void become_program(const std::vector<std::string>& arguments, int output) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  ::dup2(output, STDOUT_FILENO);
  ::execv(argv[0], argv.data());
  ::_exit(127);
}

SeenProcess look_at(pid_t process) {
  SeenProcess seen;
  std::ifstream status(fmt::format("/proc/{}/status", process));
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmHWM:")) seen.peak_mb = std::stod(line.substr(6)) / 1024;
  std::ifstream stat(fmt::format("/proc/{}/stat", process));
  std::string all;
  std::getline(stat, all);
  // After the name, which may hold anything: state, ten numbers, then ticks of user and system.
  std::istringstream numbers(all.substr(all.rfind(')') + 2));
  std::string skipped;
  for (int i = 0; i < 11; ++i) numbers >> skipped;
  double user = 0, system = 0;
  numbers >> user >> system;
  seen.cpu_seconds = (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
  return seen;
}

}  // namespace hefu::support
