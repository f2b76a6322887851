// bench bind: the evidence volume of one applicant with 300 mixed pages (JPEG scans, phone pictures, TIFF G4,
// PNG, landscape, A3, PDF), read back page by page. --quick: 60 pages, half the pixels across.
#include <fmt/format.h>

#include <cstdio>
#include <cstring>

#include "pipeline/commands.h"
#include "tests/support/measured.h"
#include "tests/support/mixed_uploads.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

support::Cost bind_in_child(const std::filesystem::path& folder) {
  return support::measured([&] {
    Options options;
    options.command = Command::bind;
    options.inputs = {folder / "case"};
    options.output = folder / "out";
    options.state = folder / "state";
    options.jobs = 1;
    options.progress = false;
    return hefu::bind(options, Sandbox::start(bind_limits()));
  });
}

int run(bool quick) {
  const support::ScratchFolder scratch;
  const std::vector<support::MixedPage> pages =
      support::make_mixed_case(scratch.path() / "case", quick ? 60 : 300, quick ? 0.5 : 1);
  const support::Cost done = bind_in_child(scratch.path());
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
