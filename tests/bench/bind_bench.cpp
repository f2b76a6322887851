// bench bind: the evidence volume of one applicant with 300 mixed pages (JPEG scans, phone pictures, TIFF G4,
// PNG, landscape, A3, PDF), read back page by page. --quick: 60 pages, half the pixels across.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstring>

#include "pipeline/commands.h"
#include "tests/support/mixed_uploads.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

struct Run {
  int exit_code = -1;
  double seconds = 0, cpu_seconds = 0, peak_mb = 0;
};

/// In a process of its own, so that what made the uploads does not count. `peak_mb`: of the largest process,
/// of the program and of its children.
Run bind_in_child(const std::filesystem::path& folder) {
  std::fflush(stdout);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    Options options;
    options.command = Command::bind;
    options.inputs = {folder / "case"};
    options.output = folder / "out";
    options.state = folder / "state";
    options.jobs = 1;
    options.progress = false;
    ::_exit(hefu::bind(options, Sandbox::start(bind_limits())));
  }
  int status = 0;
  rusage used{};
  ::wait4(child, &status, 0, &used);
  Run run;
  run.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  run.cpu_seconds = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                    1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
  run.peak_mb = static_cast<double>(used.ru_maxrss) / 1024;
  return run;
}

int run(bool quick) {
  const support::ScratchFolder scratch;
  const std::vector<support::MixedPage> pages =
      support::make_mixed_case(scratch.path() / "case", quick ? 60 : 300, quick ? 0.5 : 1);
  const Run done = bind_in_child(scratch.path());
  const std::filesystem::path result = *std::filesystem::directory_iterator(scratch.path() / "out");
  const support::VolumeProof proof = support::prove_volume(result, pages);
  std::printf("%s\n", proof.text().c_str());
  std::printf("%-32s %8.1f\n%-32s %8.1f\n%-32s %8.0f\n", "seconds", done.seconds, "CPU seconds",
              done.cpu_seconds, "peak MB of the largest process", done.peak_mb);
  std::printf(
      "{\"bench\":\"bind\",\"pages\":%d,\"proven\":%s,\"wrong_order\":%d,\"wrong_side_up\":%d,\"wrong_"
      "number\":%d,"
      "\"wrong_bookmark\":%d,\"blank_flagged\":%d,\"blank\":%d,\"size_ratio\":%.4f,\"seconds\":%.1f,"
      "\"cpu_seconds\":%.1f,\"peak_mb\":%.0f}\n",
      proof.pages, proof.holds() ? "true" : "false", proof.wrong_order, proof.wrong_side_up,
      proof.wrong_number, proof.wrong_bookmark, proof.blank_flagged, proof.blank_there, proof.size_ratio,
      done.seconds, done.cpu_seconds, done.peak_mb);
  return done.exit_code == 0 && proof.holds() ? 0 : 1;
}

}  // namespace
}  // namespace hefu

int main(int argc, char** argv) { return hefu::run(argc > 1 && std::strcmp(argv[1], "--quick") == 0); }
