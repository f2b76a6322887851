// bench case: one applicant's whole case as it comes in the last night: the evaluation form and the A3 sheet
// by phone, and papers of others, scanned and by phone, of validation layouts; sixty pictures, checked by the
// program as a person starts it.
// --quick: twenty.
#include <fmt/format.h>

#include <cstring>
#include <fstream>
#include <iostream>

#include "ocr/stopwatch.h"
#include "pipeline/prepare_record.h"
#include "schemas/data_files.h"
#include "schemas/write_xml.h"
#include "templates/page_code.h"
#include "tests/bench/paper_damages.h"
#include "tests/support/cpu_time.h"
#include "tests/support/papers/paper.h"
#include "tests/support/scan.h"
#include "tests/support/scanned_pages.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

namespace fs = std::filesystem;
using namespace support;

constexpr std::uint64_t person = 1010;  // of the validation people
constexpr int whole_case = 60, quick_case = 20;

/// Lays pictures into a case's uploads until there are enough.
class Uploads {
 public:
  Uploads(fs::path folder, int wanted) : folder_(std::move(folder)), wanted_(wanted) {
    fs::create_directories(folder_);
  }
  bool enough() const { return made_ >= wanted_; }
  void put(const std::string& name, const Image& paper, double width_mm, double height_mm,
           const std::string& damage) {
    if (enough()) return;
    const Image scan = simulate_scan(paper, width_mm, height_mm, damage_kind(damage), person + made_);
    const std::string bytes = encode_jpeg(scan, 85);
    std::ofstream(folder_ / fmt::format("{:02}-{}.jpg", ++made_, name), std::ios::binary) << bytes;
  }

 private:
  fs::path folder_;
  int wanted_, made_ = 0;
};

void put_forms(const fs::path& folder, Uploads& uploads) {
  Machine machine(Sandbox::start());
  PreparedRecord record =
      prepare_record(folder / "application.xml", {"evaluation-form", "submission-form"}, machine);
  if (!record.ok) throw std::runtime_error("the made-up record cannot be set");
  const SigningKey key = SigningKey::generate();
  for (Sheet& sheet : record.sheets) {
    set_serial(sheet, 1, *machine.fonts());
    sign_pages(sheet, key);
    const std::vector<Image> paper = paper_of(sheet);
    for (std::size_t p = 0; p < paper.size(); ++p)
      uploads.put(fmt::format("{}-{}", sheet.kind, p + 1), paper[p], sheet.pages[p].width_mm,
                  sheet.pages[p].height_mm, "phone");
  }
}

/// Every kind of paper in turn, each with the next damage.
void put_papers(const Element& record, Uploads& uploads) {
  std::vector<std::string> damages;
  for (const auto& group : evidence::paper_damages())
    if (group.name != "hard") damages.insert(damages.end(), group.damages.begin(), group.damages.end());
  const std::vector<std::string> kinds = paper_kinds();
  for (std::uint64_t i = 0; !uploads.enough(); ++i) {
    PaperWish wish;
    wish.seed = person + i;
    wish.role = "validation";
    wish.kind = kinds[i % kinds.size()];
    if (!can_make(wish, record)) continue;
    for (const PaperPage& page : make_paper(wish, record).pages)
      uploads.put(wish.kind, page.picture, page.width_mm, page.height_mm, damages[i % damages.size()]);
  }
}

struct Checked {
  double seconds = 0, cpu_seconds = 0;
  std::string report;
};

Checked check(const fs::path& folder, int jobs) {
  const fs::path program = fs::read_symlink("/proc/self/exe").parent_path() / "hefu";
  Stopwatch watch;
  const double cpu =
      cpu_s_of_command(fmt::format("{0} check -q -j{1} --fail-on never --now 2025-09-01T09:00 --state "
                                   "{2}/state -o {2}/reports-{1} {2}/case >/dev/null",
                                   program.string(), jobs, folder.string()));
  const fs::path reports = folder / fmt::format("reports-{}", jobs);
  for (const auto& entry : fs::recursive_directory_iterator(reports))
    if (entry.path().filename() == "report.json")
      return {watch.lap_ms() / 1000, cpu, read_file(entry.path().string())};
  throw std::runtime_error("no report was written");
}

/// The report without its times, which are others in each run.
std::string without_times(std::string report) {
  const std::size_t times = report.find("\"timing_ms\"");
  if (times == report.npos) throw std::runtime_error("the report has no times");
  report.erase(times, report.find('}', times) - times);
  return report;
}

std::size_t count(const std::string& report, const std::string& words) {
  std::size_t found = 0;
  for (auto at = report.find(words); at != report.npos; at = report.find(words, at + 1)) ++found;
  return found;
}

int run(bool quick) {
  const ScratchFolder scratch;
  const fs::path folder = scratch.path() / "case";
  fs::create_directories(folder);
  write_person(person, folder);
  const Element record = paper_person(person);
  std::ofstream(folder / "application.xml", std::ios::binary) << to_xml(record);
  const int pictures = quick ? quick_case : whole_case;
  Uploads uploads(folder / "uploads", pictures);
  put_forms(folder, uploads);
  put_papers(record, uploads);
  const Checked one = check(scratch.path(), 1), two = check(scratch.path(), 2);
  if (without_times(one.report) != without_times(two.report))
    throw std::runtime_error("two workers find something else than one");
  std::cout << fmt::format("{} pictures;", pictures);
  for (const char* verdict : {"match", "mismatch", "unreadable", "missing", "not_online"})
    std::cout << fmt::format(" {} {}", verdict,
                             count(two.report, fmt::format("\"verdict\": \"{}\"", verdict)));
  std::cout << "\n";
  std::cout << fmt::format("{:<12} {:>8.1f} s {:>8.1f} s of CPU\n", "one worker", one.seconds,
                           one.cpu_seconds);
  std::cout << fmt::format("{:<12} {:>8.1f} s {:>8.1f} s of CPU\n", "two workers", two.seconds,
                           two.cpu_seconds);
  std::cout << fmt::format(
      "{{\"bench\":\"case\",\"pictures\":{},\"seconds_one\":{:.1f},\"seconds_two\":{:.1f},\"cpu_s\":{:.1f}}}"
      "\n",
      pictures, one.seconds, two.seconds, two.cpu_seconds);
  return 0;
}

}  // namespace
}  // namespace hefu

int main(int argc, char** argv) {
  try {
    return hefu::run(argc > 1 && std::strcmp(argv[1], "--quick") == 0);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
