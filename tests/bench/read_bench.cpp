// bench read: from a file's bytes to verdicts, with code reading and OCR, on clean, rotated, 150 dpi, sealed
// and phone pages in equal parts; JPEG and PDF uploads apart, A4 and A3 apart. Ratios are of CPU seconds on
// the same pages in the same run.
// --quick: fewer pages, within 40 s. --peers: ocrmypdf on a six-page file, too. --uploads DIR: makes the
// uploads there and leaves them, or takes those that lie there, --pages-only: neither peers nor workers;
// both for a profiler.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <map>

#include "ocr/stopwatch.h"
#include "pipeline/read_page.h"
#include "schemas/data_files.h"
#include "templates/page_code.h"
#include "tests/support/cpu_time.h"
#include "tests/support/measured.h"
#include "tests/support/read_uploads.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

namespace fs = std::filesystem;
using namespace support;

constexpr int seconds_for_tesseract = 12;

struct Options {
  bool quick = false, peers = false, pages_only = false;
  fs::path uploads;
};

/// Where the time of a page goes. Units: ms, as the clock on the wall goes: each stage runs alone.
struct Stages {
  double decode = 0, grey = 0, codes = 0, registration = 0, calibration = 0, ink = 0, fields = 0, labels = 0,
         ocr = 0, report = 0;

  static constexpr std::pair<const char*, double Stages::*> all[] = {
      {"decode", &Stages::decode},        {"grey", &Stages::grey},          {"codes", &Stages::codes},
      {"registr", &Stages::registration}, {"calibr", &Stages::calibration}, {"ink", &Stages::ink},
      {"fields", &Stages::fields},        {"labels", &Stages::labels},      {"ocr", &Stages::ocr},
      {"report", &Stages::report}};
};

struct Tally {
  int pages = 0, coded = 0, registered = 0;
  int fields = 0, matched = 0, mismatched = 0;
  double cpu_s = 0;
  Stages ms;

  void add(const Tally& t) {
    pages += t.pages, coded += t.coded, registered += t.registered;
    fields += t.fields, matched += t.matched, mismatched += t.mismatched;
    cpu_s += t.cpu_s;
    for (const auto& [name, stage] : Stages::all) ms.*stage += t.ms.*stage;
  }
  double pages_per_s() const { return pages / std::max(1e-9, cpu_s); }
};

/// One worker of `hefu check`, without an office's register of prints.
class Reader {
 public:
  Reader(const fs::path& folder, const std::shared_ptr<Sandbox>& sandbox)
      : sandbox_(sandbox),
        run_{Machine(sandbox), {}, nullptr, {}},
        worker_{Verifier(run_.machine.fonts()), sandbox->new_text_reader()},
        record_(prepare_record(folder / "application.xml", {}, run_.machine)) {
    run_.trusted.add_pem(read_file(folder / "key.pem"), "key.pem");
  }

  Tally read(const fs::path& file) {
    Tally tally;
    const std::string bytes = read_file(file);
    const double before = cpu_s();
    Stopwatch watch;
    double in_pages_ms = 0;
    sandbox_->decode(bytes,
                     [&](int page, Image image) {
                       Stopwatch page_watch;
                       const ReadPage read = read_page(std::move(image), file.filename().string(), 0,
                                                       page + 1, record_, run_, worker_);
                       const double page_ms = page_watch.lap_ms();
                       in_pages_ms += page_ms;
                       count(read, page_ms, tally);
                     },
                     {.half_colour = true});
    tally.ms.decode = watch.lap_ms() - in_pages_ms;
    tally.cpu_s = cpu_s() - before;
    return tally;
  }

  double cpu_s() const {
    return own_cpu_s() + cpu_s_of_process(sandbox_->process_id()) +
           cpu_s_of_process(worker_.reader->process_id());
  }
  /// This process, the zygote and the OCR worker; pages' pixels are shared memory and counted here.
  double peak_mb() const {
    return peak_mb_of_process(0) + peak_mb_of_process(sandbox_->process_id()) +
           peak_mb_of_process(worker_.reader->process_id());
  }

 private:
  static void count(const ReadPage& page, double page_ms, Tally& tally) {
    ++tally.pages;
    tally.coded += page.identity.code == CodeStatus::genuine;
    tally.registered += page.registered;
    Stages& ms = tally.ms;
    ms.grey += page.grey_ms;
    ms.codes += page.code_ms;
    ms.registration += page.register_ms - page.grey_ms - page.code_ms;
    ms.calibration += page.verify.calibration;
    ms.ink += page.verify.ink;
    ms.labels += page.verify.labels;
    ms.fields += page.verify_ms - page.verify.calibration - page.verify.ink - page.verify.labels;
    ms.ocr += page.ocr_ms;
    ms.report += page_ms - page.register_ms - page.verify_ms - page.ocr_ms;
    for (const FieldReport& field : page.fields) {
      if (field.verdict == Verdict::not_online) continue;
      ++tally.fields;
      tally.matched += field.verdict == Verdict::match;
      tally.mismatched += field.verdict == Verdict::mismatch;
    }
  }

  std::shared_ptr<Sandbox> sandbox_;
  CheckRun run_;
  CheckWorker worker_;
  PreparedRecord record_;
};

void print_head() {
  std::string line = fmt::format("{:<16} {:>5} {:>5} {:>5} {:>6} {:>7} {:>4} |", "ms a page", "pages",
                                 "coded", "regis", "fields", "match%", "mism");
  for (const auto& [name, stage] : Stages::all) line += fmt::format(" {:>7}", name);
  std::cout << line << fmt::format(" | {:>7} {:>7}\n", "cpu ms", "pages/s");
}

void print_row(const std::string& name, const Tally& t) {
  const double pages = std::max(1, t.pages);
  std::string line =
      fmt::format("{:<16} {:>5} {:>5} {:>5} {:>6} {:>7.2f} {:>4} |", name, t.pages, t.coded, t.registered,
                  t.fields, 100.0 * t.matched / std::max(1, t.fields), t.mismatched);
  for (const auto& [stage_name, stage] : Stages::all) line += fmt::format(" {:>7.1f}", t.ms.*stage / pages);
  std::cout << line << fmt::format(" | {:>7.1f} {:>7.2f}\n", 1000 * t.cpu_s / pages, t.pages_per_s());
}

void print_shares(const Tally& t) {
  double sum = 0;
  for (const auto& [name, stage] : Stages::all) sum += t.ms.*stage;
  std::string line = fmt::format("{:<56} |", "share of each stage, %");
  for (const auto& [name, stage] : Stages::all) line += fmt::format(" {:>7.1f}", 100 * t.ms.*stage / sum);
  std::cout << line << " |\n";
}

std::vector<fs::path> uploads_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// Reads all uploads of one paper and prints a row a kind of damage and a row a format.
Tally read_all(Reader& reader, const std::vector<fs::path>& files,
               std::map<std::string, double>& cpu_of_jpeg) {
  std::map<std::string, Tally> by_damage, by_format;
  Tally all;
  for (const fs::path& file : files) {
    const bool jpeg = file.extension() == ".jpg";
    const Tally tally = reader.read(file);
    by_damage[file.stem().string().substr(3)].add(tally);
    by_format[jpeg ? "~ JPEG uploads" : "~ PDF uploads"].add(tally);
    if (jpeg) cpu_of_jpeg[file.string()] = tally.cpu_s;
    all.add(tally);
  }
  for (const auto& [name, tally] : by_damage) print_row(name, tally);
  for (const auto& [name, tally] : by_format) print_row(name, tally);
  return all;
}

bool is_there(const std::string& program) {
  return run_command("command -v " + program + " || true").output.size() > 1;
}

/// How many times our CPU seconds `tesseract` takes on the same JPEG pages; each kind of damage in turn,
/// until the time is over in a quick run.
double compare_tesseract(const std::map<std::string, double>& ours, bool quick) {
  double theirs_s = 0, ours_s = 0;
  int pages = 0;
  Stopwatch watch;
  double spent_ms = 0;
  for (const auto& [file, cpu] : ours) {
    spent_ms += watch.lap_ms();
    const bool whole_round = pages % static_cast<int>(read_damages().size()) == 0;
    if (quick && spent_ms > 1000 * seconds_for_tesseract && whole_round) break;
    theirs_s += cpu_s_of_command(
        fmt::format("OMP_THREAD_LIMIT=1 tesseract {} stdout -l chi_sim --psm 3 2>/dev/null", file));
    ours_s += cpu;
    ++pages;
  }
  std::cout << fmt::format("tesseract, {} pages: {:.0f} ms a page, ours {:.0f}\n", pages,
                           1000 * theirs_s / std::max(1, pages), 1000 * ours_s / std::max(1, pages));
  return theirs_s / std::max(1e-9, ours_s);
}

double compare_ocrmypdf(const fs::path& folder, Reader& reader) {
  const Tally ours = reader.read(folder / "six.pdf");
  const double theirs =
      cpu_s_of_command(fmt::format("ocrmypdf --jobs 1 -l chi_sim --output-type pdf {} {} 2>/dev/null",
                                   (folder / "six.pdf").string(), (folder / "six-ocr.pdf").string()));
  fs::remove(folder / "six-ocr.pdf");
  std::cout << fmt::format("ocrmypdf, {} pages: {:.0f} ms a page, ours {:.0f}\n", ours.pages,
                           1000 * theirs / ours.pages, 1000 * ours.cpu_s / ours.pages);
  return theirs / ours.cpu_s;
}

/// What two workers gain over one, as a share of what two spinning loops gain; the middle of several tries,
/// since other programs disturb each.
double compare_workers(const fs::path& folder, const std::shared_ptr<Sandbox>& sandbox, bool quick) {
  Reader first(folder, sandbox), second(folder, sandbox);
  std::vector<fs::path> files = uploads_in(folder / "a4");
  if (files.size() > 20) files.resize(20);
  const auto read_files = [&](int worker) {
    for (const fs::path& file : files) (worker == 0 ? first : second).read(file);
  };
  read_files(0);  // templates are drawn once a worker
  read_files(1);
  std::vector<double> shares;
  for (int i = 0; i < (quick ? 3 : 7); ++i) {
    const double spinning = gain_of_two([](int) { spin(400'000'000); });
    const double reading = gain_of_two(read_files);
    shares.push_back(reading / spinning);
    std::cout << fmt::format("two workers: x{:.2f}, two spinning loops: x{:.2f}\n", reading, spinning);
  }
  std::nth_element(shares.begin(), shares.begin() + shares.size() / 2, shares.end());
  return shares[shares.size() / 2];
}

/// `hefu check` as a person starts it, on one core: phone pictures of a twelve-page booklet and an A3 sheet.
std::string time_case(const fs::path& folder) {
  const fs::path program = fs::read_symlink("/proc/self/exe").parent_path() / "hefu";
  const ScratchFolder out;
  Stopwatch watch;
  const double cpu = cpu_s_of_command(
      fmt::format("taskset -c 0 {} check -q -j1 --fail-on never --state {}/state -o {} {} >/dev/null",
                  program.string(), out.path().string(), out.path().string(), (folder / "case").string()));
  const double wall_s = watch.lap_ms() / 1000;
  std::cout << fmt::format(
      "booklet and A3 sheet from phone pictures to report.html: {:.2f} s, {:.2f} of CPU\n", wall_s, cpu);
  return fmt::format(",\"case_s\":{:.2f},\"case_cpu_s\":{:.2f}", wall_s, cpu);
}

void run(const fs::path& folder, const Options& options) {
  const std::shared_ptr<Sandbox> sandbox = Sandbox::start();
  std::string json = "{\"bench\":\"read\"";
  {
    Reader reader(folder, sandbox);
    reader.read(folder / "six.pdf");  // glyph templates and engines are loaded once a process
    std::map<std::string, double> cpu_of_jpeg, cpu_of_a3;
    print_head();
    const Tally a4 = read_all(reader, uploads_in(folder / "a4"), cpu_of_jpeg);
    print_row("~ all A4", a4);
    print_shares(a4);
    const Tally a3 = read_all(reader, uploads_in(folder / "a3"), cpu_of_a3);
    print_row("~ all A3", a3);
    print_shares(a3);
    if (options.pages_only) return;
    const double peak = reader.peak_mb();
    json += fmt::format(",\"pages_per_s_core\":{:.2f},\"a3_pages_per_s_core\":{:.2f}", a4.pages_per_s(),
                        a3.pages_per_s());
    if (is_there("tesseract"))
      json += fmt::format(",\"vs_tesseract\":{:.1f}", compare_tesseract(cpu_of_jpeg, options.quick));
    if (options.peers && is_there("ocrmypdf"))
      json += fmt::format(",\"vs_ocrmypdf\":{:.1f}", compare_ocrmypdf(folder, reader));
    json += fmt::format(",\"peak_mb\":{:.0f}", peak);
  }
  json += fmt::format(",\"two_workers\":{:.3f}", compare_workers(folder, sandbox, options.quick));
  std::cout << json + time_case(folder) + "}\n";
}

/// In a process of its own: the memory that making takes is not the reader's.
bool make_uploads(const fs::path& folder, const Options& options) {
  const pid_t maker = ::fork();
  if (maker == 0) {
    try {
      make_read_uploads(folder, options.quick ? ReadMix{3, 1} : ReadMix{});
      ::_exit(0);
    } catch (const std::exception& error) {
      std::cerr << error.what() << "\n";
      ::_exit(1);
    }
  }
  int status = 0;
  ::waitpid(maker, &status, 0);
  return status == 0;
}

}  // namespace
}  // namespace hefu

int main(int argc, char** argv) {
  hefu::Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (flag == "--quick") {
      options.quick = true;
    } else if (flag == "--peers") {
      options.peers = true;
    } else if (flag == "--pages-only") {
      options.pages_only = true;
    } else if (flag == "--uploads" && i + 1 < argc) {
      options.uploads = argv[++i];
    } else {
      std::cerr << "usage: bench_read [--quick] [--peers] [--pages-only] [--uploads DIR]\n";
      return 2;
    }
  }
  try {
    const hefu::support::ScratchFolder scratch;
    const auto& folder = options.uploads.empty() ? scratch.path() : options.uploads;
    if (!std::filesystem::exists(folder / "a4") && !hefu::make_uploads(folder, options)) return 1;
    hefu::run(folder, options);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
