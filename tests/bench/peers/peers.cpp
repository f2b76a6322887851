#include "tests/bench/peers/peers.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "schemas/data_files.h"
#include "tests/bench/peers/documents.h"
#include "tests/support/shell.h"

namespace hefu::bench {
namespace {

namespace fs = std::filesystem;

const fs::path templates = fs::path(HEFU_SOURCE_DIR) / "tests/bench/peers";
const fs::path modules = fs::path(HEFU_SOURCE_DIR) / "build/peers";  // node_modules is here
const fs::path folder = modules / "documents";

struct Measured {
  std::string version;
  int forms = 0;
  double startup_ms = 0, ms = 0;  // of CPU: before the first form, then a form
  bool startup_in_form = false;   // one process a form: nobody is spared its start
};

/// CPU of this program's children that have ended, theirs included.
double children_ms() {
  rusage usage{};
  ::getrusage(RUSAGE_CHILDREN, &usage);
  const auto ms = [](const timeval& t) {
    return 1e3 * static_cast<double>(t.tv_sec) + 1e-3 * static_cast<double>(t.tv_usec);
  };
  return ms(usage.ru_utime) + ms(usage.ru_stime);
}

/// Runs a command; its milliseconds of CPU. Processes that it leaves behind (a browser's) come to us, because
/// we are their subreaper, and are waited for.
double cpu_ms_of(const std::string& command) {
  const double before = children_ms();
  const support::Ran ran = support::run_command(command);
  while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {
  }
  if (ran.exit_code != 0)
    throw std::runtime_error("peers: exit code " + std::to_string(ran.exit_code) + ": " + command);
  return children_ms() - before;
}

std::string first_line_of(const std::string& command) {
  std::string line;
  std::istringstream output(support::run_command(command).output);
  std::getline(output, line);
  return line;
}

std::string pdf_of(const std::string& peer, int i) {
  return (folder / fmt::format("{}-{}.pdf", peer, i)).string();
}

/// A loop of ours in the peer's own language, which prints version, start-up and milliseconds a form.
Measured looped(const std::string& name, const std::string& command, int forms) {
  Measured measured;
  std::istringstream output(support::run_command(command).output);
  if (!(output >> measured.version >> measured.startup_ms >> measured.ms))
    throw std::runtime_error("peers: " + command);
  measured.version = name + " " + measured.version;
  measured.forms = forms;
  return measured;
}

/// One compiler, warm: all people once before the clock starts. People come again only after ten others, when
/// the compiler has forgotten them.
Measured typst(int people, bool quick) {
  const int rounds = quick ? 2 : 10;
  return looped(
      "Typst",
      fmt::format("node '{}' '{}' '{}' /usr/share/fonts/opentype/noto {} {}",
                  (templates / "typst.mjs").string(), modules.string(), folder.string(), people, rounds),
      people * rounds);
}

Measured weasyprint(int people, bool quick) {
  const int forms = std::min(people, quick ? 1 : 4);
  return looped("WeasyPrint",
                fmt::format("/usr/bin/python3 '{}' '{}' {}", (templates / "weasyprint_loop.py").string(),
                            folder.string(), forms),
                forms);
}

/// One process for many files. Its start, the first form's work included, is taken out by a run with one
/// file.
Measured libreoffice(int people, bool quick) {
  const int forms = std::min(people, quick ? 10 : 40);
  const support::ScratchFolder profile;
  const auto convert = [&](int count) {
    std::string command =
        fmt::format("soffice -env:UserInstallation=file://{} --headless --convert-to pdf --outdir '{}'",
                    profile.path().string(), (folder / "libreoffice").string());
    for (int i = 0; i < count; ++i)
      command += fmt::format(" '{}'", (folder / fmt::format("person-{}.fodt", i)).string());
    return cpu_ms_of(command + " 2>/dev/null");
  };
  double one = convert(1), many = convert(forms);  // these make the profile
  for (int turn = 0; turn < (quick ? 1 : 3); ++turn) {
    one = std::min(one, convert(1));
    many = std::min(many, convert(forms));
  }
  for (int i = 0; i < forms; ++i)
    fs::rename(folder / "libreoffice" / fmt::format("person-{}.pdf", i), pdf_of("libreoffice", i));
  std::istringstream words(first_line_of("soffice --version"));
  std::string name, version;
  words >> name >> version;
  const double ms = (many - one) / (forms - 1);
  return {"LibreOffice " + version, forms, one - ms, ms};
}

/// One process a form: what the command line offers. An empty page tells what of it is start-up.
Measured chromium(int people, bool quick) {
  const int forms = std::min(people, quick ? 2 : 10);
  const support::ScratchFolder profile;
  const auto print = [&](const std::string& page, const std::string& pdf) {
    return cpu_ms_of(fmt::format(
        "chromium --headless --no-sandbox --disable-gpu --disable-background-networking --no-first-run "
        "--user-data-dir='{}' --no-pdf-header-footer --print-to-pdf='{}' '{}' 2>/dev/null",
        profile.path().string(), pdf, page));
  };
  const std::string empty = profile.write("empty.html", "<!DOCTYPE html><title>empty</title>").string();
  print(empty, (profile.path() / "empty.pdf").string());  // makes the profile
  const double startup = print(empty, (profile.path() / "empty.pdf").string());
  double all = 0;
  for (int i = 0; i < forms; ++i)
    all += print((folder / fmt::format("person-{}.html", i)).string(), pdf_of("chromium", i));
  std::istringstream words(first_line_of("chromium --version 2>/dev/null"));
  std::string name, version;
  words >> name >> version;
  return {"Chromium " + version, forms, startup, all / forms, true};
}

/// Prints the peer's row; its ratio when it made the same forms.
std::optional<double> row(const std::string& peer, const Measured& measured, int people, double own_ms) {
  std::uintmax_t bytes = 0;
  std::string differs;
  const int files = std::min(people, measured.forms);
  for (int i = 0; i < files; ++i) {
    if (differs.empty())
      if (const std::string found = difference(pdf_of("hefu", i), pdf_of(peer, i)); !found.empty())
        differs = fmt::format("form {}: {}", i, found);
    std::error_code missing;
    const std::uintmax_t size = fs::file_size(pdf_of(peer, i), missing);
    bytes += missing ? 0 : size;
  }
  const double ratio = measured.ms / own_ms;
  std::printf(
      "%-28s %6d %12.1f %10.1f%s %8.1f  %s\n", measured.version.c_str(), measured.forms, measured.startup_ms,
      measured.ms, measured.startup_in_form ? "*" : " ", static_cast<double>(bytes) / files / 1024,
      differs.empty() ? fmt::format("{:.1f}", ratio).c_str() : ("not the same form: " + differs).c_str());
  std::fflush(stdout);
  if (!differs.empty()) return std::nullopt;
  return ratio;
}

/// Into the build folder, once a lock. `npm ci` would want the compiler's builds for all other systems, too.
void install_typst() {
  const std::string lock = read_file(templates / "package-lock.json");
  const fs::path installed = modules / "installed.json";
  if (fs::exists(installed) && read_file(installed) == lock) return;
  fs::create_directories(modules);
  for (const char* name : {"package.json", "package-lock.json"})
    fs::copy_file(templates / name, modules / name, fs::copy_options::overwrite_existing);
  const std::string install =
      fmt::format("cd '{}' && npm install --silent --no-audit --no-fund >&2", modules.string());
  if (support::run_command(install).exit_code != 0) {
    std::fprintf(stderr, "render --peers: npm could not install Typst's compiler (is there a network?)\n");
    std::exit(3);
  }
  fs::copy_file(templates / "package-lock.json", installed, fs::copy_options::overwrite_existing);
}

}  // namespace

void require_peers() {
  struct Tool {
    const char *command, *package;
  };
  std::string packages;
  for (const Tool& tool :
       {Tool{"node", "nodejs"}, Tool{"npm", "npm"}, Tool{"soffice", "libreoffice-writer-nogui"},
        Tool{"weasyprint", "weasyprint"}, Tool{"chromium", "chromium"}, Tool{"pdftotext", "poppler-utils"}})
    if (support::run_command(fmt::format("command -v {}", tool.command)).exit_code != 0)
      packages += std::string(" ") + tool.package;
  if (!packages.empty()) {
    std::fprintf(stderr, "render --peers: missing; apt-get install%s (all of them: .ci/install peers)\n",
                 packages.c_str());
    std::exit(3);
  }
  install_typst();
}

std::string compare_with_peers(const std::vector<OwnForm>& forms, const fs::path& photo, double own_ms,
                               bool quick) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);
  write_documents(forms, photo, templates, folder);
  const int people = static_cast<int>(forms.size());
  double own_bytes = 0;
  for (const OwnForm& form : forms) own_bytes += static_cast<double>(form.pdf.size());
  std::printf(
      "the same %d people with what else could be used; CPU of all processes and threads, user and system\n",
      people);
  std::printf("%-28s %6s %12s %11s %8s  %s\n", "", "forms", "start-up ms", "ms/form", "KB/form",
              "times ours");
  std::printf("%-28s %6s %12s %10.2f  %8.1f  %d\n", "Hefu, codes and signatures", "", "", own_ms,
              own_bytes / people / 1024, 1);
  std::string json;
  const auto compare = [&](const char* peer, const Measured& measured) {
    if (const std::optional<double> ratio = row(peer, measured, people, own_ms))
      json += fmt::format("\"vs_{}\":{:.1f},", peer, *ratio);
  };
  compare("typst", typst(people, quick));
  compare("libreoffice", libreoffice(people, quick));
  compare("weasyprint", weasyprint(people, quick));
  compare("chromium", chromium(people, quick));
  std::printf("* start-up included: one process a form\n");
  return json;
}

}  // namespace hefu::bench
