// All rules of a notice on one record, and on ten thousand in one run: time a record, memory.

#include <fmt/format.h>
#include <sys/resource.h>

#include <chrono>
#include <cstring>
#include <fstream>
#include <iostream>

#include "pipeline/apply_rules.h"
#include "pipeline/case_document.h"
#include "schemas/data_files.h"

namespace hefu {
namespace {

/// Resident now, not the peak: growth is what is asked.
double resident_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with("VmRSS:")) return std::stod(line.substr(6)) / 1024;
  return 0;
}

double cpu_ms() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
         static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3;
}

/// What `check` does for one record once it is read: the case is made, every rule asked, findings worded.
std::size_t check_once(const Application& application, const Notice& notice, const RuleSet& rules) {
  SeenParts seen;
  seen.now = "2025-07-10T09:00:00+08:00";
  Diagnostics diagnostics;
  const CaseDocument document = case_document(case_element(application, seen), notice, diagnostics);
  return apply_rules(rules, notice, document).size();
}

/// The record of forty achievements is the longest of the samples.
Application longest_record() {
  return read_application(data_file("samples/cases/forty-achievements/application.xml")).application;
}

struct Measured {
  double ms = 0, mb_at_hundred = 0, mb_at_end = 0;
};

Measured measure(const Application& application, const Notice& notice, int records) {
  Diagnostics diagnostics;
  const RuleSet rules(notice, diagnostics);
  Measured measured;
  const double start = cpu_ms();
  for (int i = 0; i < records; ++i) {
    check_once(application, notice, rules);
    if (i == 99) measured.mb_at_hundred = resident_mb();
  }
  measured.ms = (cpu_ms() - start) / records;
  measured.mb_at_end = resident_mb();
  return measured;
}

int run(int records) {
  const Application application = longest_record();
  double slowest = 0, growth = 0;
  fmt::print("{:<28} {:>6} {:>12} {:>16} {:>16}\n", "notice", "rules", "ms/record", "MB at 100", "MB at end");
  for (const std::string& id : notice_ids()) {
    const Notice notice = find_notice(id).notice;
    const Measured measured = measure(application, notice, records);
    fmt::print("{:<28} {:>6} {:>12.3f} {:>16.1f} {:>16.1f}\n", id, notice.rules.size(), measured.ms,
               measured.mb_at_hundred, measured.mb_at_end);
    slowest = std::max(slowest, measured.ms);
    growth = std::max(growth, measured.mb_at_end - measured.mb_at_hundred);
  }
  fmt::print("{{\"bench\":\"rules\",\"records\":{},\"ms_per_record\":{:.3f},\"growth_mb\":{:.1f}}}\n",
             records, slowest, growth);
  return 0;
}

}  // namespace
}  // namespace hefu

int main(int argc, char** argv) {
  const bool quick = argc > 1 && std::strcmp(argv[1], "--quick") == 0;
  return hefu::run(quick ? 1000 : 10000);
}
