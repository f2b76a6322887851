#include "tests/support/cpu_time.h"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include "tests/support/shell.h"

namespace hefu::support {
namespace {

double cpu_s_of(int who) {
  rusage used{};
  ::getrusage(who, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

}  // namespace

double own_cpu_s() { return cpu_s_of(RUSAGE_SELF); }

double cpu_s_of_process(int process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string line;
  std::getline(file, line);
  std::istringstream rest(line.substr(line.rfind(')') + 1));
  std::string skipped;
  for (int field = 3; field < 14; ++field) rest >> skipped;
  double sum = 0, ticks = 0;
  for (int field = 14; field < 18; ++field) rest >> ticks, sum += ticks;
  return sum / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double cpu_s_of_command(const std::string& command) {
  const double before = cpu_s_of(RUSAGE_CHILDREN);
  const Ran ran = run_command(command);
  if (ran.exit_code != 0) throw std::runtime_error("failed: " + command);
  return cpu_s_of(RUSAGE_CHILDREN) - before;
}

double peak_mb_of_process(int process) {
  std::ifstream file("/proc/" + (process == 0 ? "self" : std::to_string(process)) + "/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  return 0;
}

}  // namespace hefu::support
