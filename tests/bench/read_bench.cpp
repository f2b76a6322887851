// bench read: from a file's bytes to verdicts, with code reading and OCR, on clean, rotated, 150 dpi, sealed
// and phone pages in equal parts; JPEG and PDF uploads apart. Ratios are of CPU seconds on the same pages in
// the same run.
// --quick: fewer pages, within 40 s. --peers: ocrmypdf on a six-page file, too.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "pipeline/read_page.h"
#include "schemas/data_files.h"
#include "templates/page_code.h"
#include "tests/support/scan.h"
#include "tests/support/scanned_pages.h"
#include "tests/support/shell.h"

namespace hefu {
namespace {

namespace fs = std::filesystem;
using support::JpegPage;

const std::vector<std::string> damages = {"clean", "rotated", "150dpi", "seal", "phone"};
constexpr std::uint64_t person = 4001;  // beyond the seeds of tuning and of the accuracy run
constexpr int seconds_for_tesseract = 12;

struct Options {
  bool quick = false, peers = false;
};

bool has_values(const Page& page) {
  for (const Field& field : page.fields)
    if (field.entered && !field.runs.empty()) return true;
  return false;
}

/// Writes the record, the uploads (<page>-<damage>.jpg and .pdf, six.PDF) and the key. Runs in a process of
/// its own: the memory it takes is not the reader's.
void prepare(const fs::path& folder, const Options& options) {
  const auto put = [&](const std::string& name, const std::string& bytes) {
    std::ofstream(folder / "uploads" / name, std::ios::binary) << bytes;
  };
  fs::create_directory(folder / "uploads");
  Machine machine(Sandbox::start());
  PreparedRecord record = prepare_record(support::write_person(person, folder), {"evaluation-form"}, machine);
  if (!record.ok) throw std::runtime_error("the made-up record cannot be set");
  Sheet& sheet = record.sheets.at(0);
  const SigningKey key = SigningKey::generate();
  set_serial(sheet, 1, *machine.fonts());
  sign_pages(sheet, key);
  std::ofstream(folder / "key.pem") << key.public_pem();
  const std::vector<Image> paper = support::paper_of(sheet);
  std::vector<std::size_t> filled;
  for (std::size_t p = 0; p < sheet.pages.size(); ++p)
    if (has_values(sheet.pages[p])) filled.push_back(p);
  const std::size_t wanted = std::min<std::size_t>(filled.size(), options.quick ? 3 : 12);
  std::vector<JpegPage> first_six;
  for (std::size_t i = 0; i < wanted; ++i) {
    const std::size_t p = filled[i * filled.size() / wanted];  // from the cover to the last list
    const Page& page = sheet.pages[p];
    for (const std::string& damage : damages) {
      const Image scan = support::simulate_scan(paper.at(p), page.width_mm, page.height_mm,
                                                support::damage_kind(damage), person + p, page.codes);
      const JpegPage jpeg{encode_jpeg(scan, 85), scan.width,    scan.height,
                          scan.channels,         page.width_mm, page.height_mm};
      put(fmt::format("{:02}-{}.jpg", p, damage), jpeg.jpeg);
      put(fmt::format("{:02}-{}.pdf", p, damage), support::pdf_of_jpegs({jpeg}));
      if (first_six.size() < 6) first_six.push_back(jpeg);
    }
  }
  put("six.PDF", support::pdf_of_jpegs(first_six));
}

/// CPU that a process and its dead children have used, from the kernel. Units: s, to 10 ms.
double cpu_of_process(int process) {
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

double peak_mb_of_process(const std::string& process) {
  std::ifstream file("/proc/" + process + "/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  return 0;
}

double cpu_of(int who) {
  rusage used{};
  ::getrusage(who, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         1e-6 * static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}

struct Tally {
  int pages = 0, coded = 0, registered = 0;
  int fields = 0, matched = 0, mismatched = 0;
  // other: code reading, grey, what the report keeps of the page.
  double cpu_s = 0, decode_ms = 0, other_ms = 0, register_ms = 0, verify_ms = 0, ocr_ms = 0;

  void add(const Tally& t) {
    pages += t.pages, coded += t.coded, registered += t.registered;
    fields += t.fields, matched += t.matched, mismatched += t.mismatched;
    cpu_s += t.cpu_s, decode_ms += t.decode_ms, other_ms += t.other_ms, register_ms += t.register_ms;
    verify_ms += t.verify_ms, ocr_ms += t.ocr_ms;
  }
};

class Stopwatch {
 public:
  double lap_ms() {
    const auto now = std::chrono::steady_clock::now();
    const double ms = std::chrono::duration<double, std::milli>(now - start_).count();
    start_ = now;
    return ms;
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
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
    sandbox_->decode(bytes, [&](int page, Image image) {
      Stopwatch page_watch;
      const ReadPage read =
          read_page(std::move(image), file.filename().string(), 0, page + 1, record_, run_, worker_);
      const double page_ms = page_watch.lap_ms();
      in_pages_ms += page_ms;
      count(read, page_ms, tally);
    });
    tally.decode_ms = watch.lap_ms() - in_pages_ms;
    tally.cpu_s = cpu_s() - before;
    return tally;
  }

  double cpu_s() const {
    return cpu_of(RUSAGE_SELF) + cpu_of_process(sandbox_->process_id()) +
           cpu_of_process(worker_.reader->process_id());
  }
  /// This process, the zygote and the OCR worker; pages' pixels are shared memory and counted here.
  double peak_mb() const {
    return peak_mb_of_process("self") + peak_mb_of_process(std::to_string(sandbox_->process_id())) +
           peak_mb_of_process(std::to_string(worker_.reader->process_id()));
  }

 private:
  static void count(const ReadPage& page, double page_ms, Tally& tally) {
    ++tally.pages;
    tally.coded += page.identity.code == CodeStatus::genuine;
    tally.registered += page.registered;
    tally.register_ms += page.register_ms;
    tally.verify_ms += page.verify_ms;
    tally.ocr_ms += page.ocr_ms;
    tally.other_ms += page_ms - page.register_ms - page.verify_ms - page.ocr_ms;
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

void print_row(const std::string& name, const Tally& t) {
  const double pages = std::max(1, t.pages);
  std::cout << fmt::format(
      "{:<14} {:>5} {:>5} {:>5} | {:>6} {:>7.2f} {:>4} | {:>6.1f} {:>6.1f} {:>6.1f} {:>6.1f} {:>6.1f} | "
      "{:>7.1f} {:>7.2f}\n",
      name, t.pages, t.coded, t.registered, t.fields, 100.0 * t.matched / std::max(1, t.fields), t.mismatched,
      t.decode_ms / pages, t.other_ms / pages, t.register_ms / pages, t.verify_ms / pages, t.ocr_ms / pages,
      1000 * t.cpu_s / pages, t.pages / std::max(1e-9, t.cpu_s));
}

/// CPU seconds of a command and all that it starts.
double cpu_of_command(const std::string& command) {
  const double before = cpu_of(RUSAGE_CHILDREN);
  const support::Ran ran = support::run_command(command);
  if (ran.exit_code != 0) throw std::runtime_error("failed: " + command);
  return cpu_of(RUSAGE_CHILDREN) - before;
}

bool is_there(const std::string& program) {
  return support::run_command("command -v " + program + " || true").output.size() > 1;
}

/// How many times our CPU seconds `tesseract` takes on the same JPEG pages; each kind of damage in turn,
/// until the time is over in a quick run.
double compare_tesseract(const fs::path& folder, const std::map<std::string, double>& ours, bool quick) {
  double theirs_s = 0, ours_s = 0;
  int pages = 0;
  const auto start = std::chrono::steady_clock::now();
  for (const auto& [name, cpu] : ours) {
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    if (quick && spent.count() > seconds_for_tesseract && pages % static_cast<int>(damages.size()) == 0)
      break;
    theirs_s += cpu_of_command(fmt::format(
        "OMP_THREAD_LIMIT=1 tesseract {} stdout -l chi_sim --psm 3 2>/dev/null", (folder / name).string()));
    ours_s += cpu;
    ++pages;
  }
  std::cout << fmt::format("tesseract, {} pages: {:.0f} ms a page\n", pages,
                           1000 * theirs_s / std::max(1, pages));
  return theirs_s / std::max(1e-9, ours_s);
}

double compare_ocrmypdf(const fs::path& folder, Reader& reader) {
  const Tally ours = reader.read(folder / "six.PDF");
  const double theirs =
      cpu_of_command(fmt::format("ocrmypdf --jobs 1 -l chi_sim --output-type pdf {} {} 2>/dev/null",
                                 (folder / "six.PDF").string(), (folder / "out.PDF").string()));
  std::cout << fmt::format("ocrmypdf, {} pages: {:.0f} ms a page\n", ours.pages, 1000 * theirs / ours.pages);
  return theirs / ours.cpu_s;
}

void run(const fs::path& person_folder, const Options& options) {
  Reader reader(person_folder, Sandbox::start());
  const fs::path folder = person_folder / "uploads";
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  reader.read(folder / "six.PDF");  // glyph templates and engines are loaded once a process
  std::map<std::string, Tally> by_damage, by_format;
  std::map<std::string, double> cpu_of_jpeg;
  Tally all;
  for (const fs::path& file : files) {
    const std::string format = file.extension().string();
    if (format != ".jpg" && format != ".pdf") continue;
    const Tally tally = reader.read(file);
    by_damage[file.stem().string().substr(3)].add(tally);
    by_format[format == ".jpg" ? "~ JPEG uploads" : "~ PDF uploads"].add(tally);
    if (format == ".jpg") cpu_of_jpeg[file.filename().string()] = tally.cpu_s;
    all.add(tally);
  }
  std::cout << fmt::format(
      "{:<14} {:>5} {:>5} {:>5} | {:>6} {:>7} {:>4} | {:>6} {:>6} {:>6} {:>6} {:>6} | {:>7} {:>7}\n", "",
      "pages", "coded", "regis", "fields", "match%", "mism", "decode", "other", "regist", "verify", "ocr",
      "cpu ms", "pages/s");
  for (const auto& [name, tally] : by_damage) print_row(name, tally);
  for (const auto& [name, tally] : by_format) print_row(name, tally);
  print_row("~ all", all);
  const double peak = reader.peak_mb();
  std::string json = fmt::format("{{\"bench\":\"read\",\"pages_per_s_core\":{:.2f}", all.pages / all.cpu_s);
  if (is_there("tesseract"))
    json += fmt::format(",\"vs_tesseract\":{:.1f}", compare_tesseract(folder, cpu_of_jpeg, options.quick));
  if (options.peers && is_there("ocrmypdf"))
    json += fmt::format(",\"vs_ocrmypdf\":{:.1f}", compare_ocrmypdf(folder, reader));
  std::cout << json << fmt::format(",\"peak_mb\":{:.0f}}}\n", peak);
}

}  // namespace
}  // namespace hefu

int main(int argc, char** argv) {
  hefu::Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (flag != "--quick" && flag != "--peers") {
      std::cerr << "usage: bench_read [--quick] [--peers]\n";
      return 2;
    }
    (flag == "--quick" ? options.quick : options.peers) = true;
  }
  try {
    const hefu::support::ScratchFolder folder;
    const pid_t maker = ::fork();
    if (maker == 0) {
      try {
        hefu::prepare(folder.path(), options);
        ::_exit(0);
      } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        ::_exit(1);
      }
    }
    int status = 0;
    ::waitpid(maker, &status, 0);
    if (status != 0) return 1;
    hefu::run(folder.path(), options);
    return 0;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 1;
  }
}
