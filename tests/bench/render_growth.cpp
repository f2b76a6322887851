#include "tests/bench/render_growth.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "pipeline/parallel.h"
#include "tests/support/cpu_time.h"
#include "tests/support/measured.h"
#include "tests/support/record_files.h"
#include "tests/support/shell.h"

namespace hefu::bench {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* kind = "submission-form";  // the A3 sheet, with the photo

std::string number_of(std::size_t person) { return fmt::format("YB-G{:06}", person); }

/// A thousand people a folder.
void write_people(const fs::path& folder, std::size_t people) {
  for_each_ordered(
      people, worker_count(0),
      [&](std::size_t person, int) {
        support::PersonWish wish;
        wish.number = number_of(person);
        support::write_record(folder / fmt::format("{:03}/{:06}", person / 1000, person), 500'000 + person,
                              wish);
      },
      [](std::size_t) {});
}

/// `hefu render` over a folder, which tells each file when it has its name.
class Rendering {
 public:
  Rendering(const fs::path& people, const fs::path& out, int jobs) : out_(out) {
    const fs::path program = fs::read_symlink("/proc/self/exe").parent_path() / "hefu";
    const std::vector<std::string> command = {program,
                                              "render",
                                              "-q",
                                              "-j",
                                              std::to_string(jobs),
                                              "--state",
                                              out_.string() + "-state",
                                              "--now",
                                              "2025-07-01",
                                              "--only",
                                              kind,
                                              "-o",
                                              out_,
                                              people};
    std::fflush(stdout);
    int pipe[2];
    if (::pipe(pipe) != 0) throw std::runtime_error("pipe");
    process_ = ::fork();
    if (process_ == 0) {
      ::close(pipe[0]);
      support::become_program(command, pipe[1]);
    }
    ::close(pipe[1]);
    files_ = ::fdopen(pipe[0], "r");
  }
  ~Rendering() {
    if (process_ > 0) end(SIGKILL);
    std::fclose(files_);
  }
  Rendering(const Rendering&) = delete;

  /// Waits for the next files; how many there are then in all, fewer than asked for at the end.
  std::size_t wait_for(std::size_t files) {
    for (int c = 0; told_ < files && (c = std::fgetc(files_)) != EOF;) told_ += c == '\n';
    return told_;
  }
  double peak_mb() const { return support::peak_mb_of_process(process_); }
  double cpu_seconds() const { return support::cpu_s_of_process(process_); }
  /// Its exit code, or -1.
  int end(int signal = 0) {
    if (signal != 0) ::kill(process_, signal);
    int status = 0;
    ::waitpid(process_, &status, 0);
    process_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  fs::path out_;
  pid_t process_ = 0;
  std::FILE* files_ = nullptr;
  std::size_t told_ = 0;
};

bool is_whole(const fs::path& pdf) {
  constexpr std::string_view last = "%%EOF\n";
  std::ifstream in(pdf, std::ios::binary);
  std::string end(last.size(), '\0');
  in.seekg(-static_cast<std::streamoff>(last.size()), std::ios::end);
  in.read(end.data(), static_cast<std::streamsize>(end.size()));
  return in && end == last;
}

/// Looks at every file under a folder. Fails: throws on one that is not a whole document.
std::size_t count_documents(const fs::path& out) {
  std::size_t documents = 0;
  for (const auto& entry : fs::recursive_directory_iterator(out)) {
    if (entry.is_directory()) continue;
    if (entry.path().filename() != std::string(kind) + ".pdf" || !is_whole(entry.path()))
      throw std::runtime_error(entry.path().string() + " is not whole");
    ++documents;
  }
  return documents;
}

double since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// One run over all people, looked at on the way.
std::string one_run(const fs::path& people, const fs::path& out, std::size_t count) {
  std::printf("one run over %zu people (%s), two workers:\n", count, kind);
  std::printf("%12s %10s %12s %16s\n", "people", "peak MB", "people/s", "CPU ms a person");
  std::string members;
  const Clock::time_point start = Clock::now();
  Rendering rendering(people, out, 2);
  double cpu_before = 0, seconds_before = 0;
  std::size_t done_before = 0;
  for (std::size_t mark = 1000; mark <= count; mark *= 10) {
    // A file is told when its batch is on the disk; at the last one the program would be gone.
    if (rendering.wait_for(std::min(mark, count - 1)) < std::min(mark, count - 1))
      throw std::runtime_error("hefu render ended too early");
    const double peak_mb = rendering.peak_mb(), cpu = rendering.cpu_seconds(), seconds = since(start),
                 people_between = static_cast<double>(mark - done_before);
    std::printf("%12zu %10.1f %12.1f %16.2f\n", mark, peak_mb, people_between / (seconds - seconds_before),
                1000 * (cpu - cpu_before) / people_between);
    std::fflush(stdout);
    members += fmt::format("\"peak_mb_{}\":{:.1f},", mark, peak_mb);
    cpu_before = cpu, seconds_before = seconds, done_before = mark;
  }
  rendering.wait_for(count);
  if (rendering.end() != 0) throw std::runtime_error("hefu render failed");
  if (count_documents(out) != count) throw std::runtime_error("documents are missing");
  return members;
}

/// Kills it when half are done; what is there must be whole, and the next run must make the rest.
void kill_and_go_on(const fs::path& people, const fs::path& out, std::size_t count) {
  {
    Rendering rendering(people, out, 2);
    rendering.wait_for(count / 2);
    if (rendering.end(SIGKILL) != -1) throw std::runtime_error("it had ended before it could be killed");
  }
  const std::size_t left = count_documents(out);
  const Clock::time_point start = Clock::now();
  Rendering again(people, out, 2);
  again.wait_for(count);
  if (again.end() != 0 || count_documents(out) != count)
    throw std::runtime_error("the second run did not make the rest");
  std::printf("killed with %zu of %zu made, each whole; the rest took %.1f s, all were there then\n", left,
              count, since(start));
}

double rate(const fs::path& people, const fs::path& out, std::size_t count, int jobs) {
  fs::remove_all(out);
  fs::remove_all(out.string() + "-state");
  const Clock::time_point start = Clock::now();
  Rendering rendering(people, out, jobs);
  rendering.wait_for(count);
  if (rendering.end() != 0) throw std::runtime_error("hefu render failed");
  return static_cast<double>(count) / since(start);
}

std::string one_against_two(const fs::path& people, const fs::path& out, std::size_t count) {
  const double one = rate(people, out, count, 1), two = rate(people, out, count, 2);
  const double spinning = support::gain_of_two([](int) { support::spin(800'000'000); });
  std::printf("people/s, files to files: one worker %.1f, two %.1f: %.2f times; two spinning loops: %.2f\n",
              one, two, two / one, spinning);
  return fmt::format("\"gain_of_two\":{:.2f},\"gain_of_two_loops\":{:.2f},", two / one, spinning);
}

}  // namespace

std::string growth(bool quick) {
  const std::size_t people = quick ? 10'000 : 100'000;
  const support::ScratchFolder scratch;
  constexpr double gb = 1 << 30, gb_a_person = 2.5e-4;
  const double needed = gb_a_person * static_cast<double>(people);
  if (const double free = static_cast<double>(fs::space(scratch.path()).available) / gb; free < needed)
    throw std::runtime_error(fmt::format(
        "{} people need {:.0f} GB in {}, which has {:.0f}; set TMPDIR to a larger place, or --quick", people,
        needed, scratch.path().parent_path().string(), free));
  write_people(scratch.path() / "people", people);
  std::string members = one_run(scratch.path() / "people", scratch.path() / "out", people);
  // The first thousands again, by themselves.
  const std::size_t some = people / 10;
  const fs::path few = scratch.path() / "few";
  fs::create_directories(few);
  for (std::size_t folder = 0; folder * 1000 < some; ++folder)
    fs::rename(scratch.path() / fmt::format("people/{:03}", folder), few / fmt::format("{:03}", folder));
  kill_and_go_on(few, scratch.path() / "again", some);
  members += one_against_two(few, scratch.path() / "rate", some);
  return members;
}

}  // namespace hefu::bench
