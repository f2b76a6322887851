// bench kinds: what made-up papers of others (tests/support/papers) are taken for. Reads as bench evidence
// does and judges no claim, so that every layout of a role can be had several times.
// --role ROLE, --papers N (of a layout), --seed FIRST, --layout NAME; --keep DIR: what was read is kept there
// and taken from there, to try other words; --verbose: names each paper that is not known, with its lines;
// --quick: as many papers as 30 s allow.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <map>
#include <sstream>

#include "ocr/page_reading.h"
#include "ocr/sandbox.h"
#include "pipeline/paper_kinds.h"
#include "pipeline/paper_words.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/write_file.h"
#include "tests/accuracy/plan.h"
#include "tests/bench/paper_damages.h"
#include "tests/support/papers/layouts.h"
#include "tests/support/papers/paper.h"
#include "tests/support/random.h"
#include "tests/support/scan.h"

namespace hefu::evidence {
namespace {
namespace fs = std::filesystem;
using namespace support;

struct Options {
  std::string role = "validation", layout;
  std::uint64_t seed = 0;
  int papers = 4;
  fs::path keep;
  bool quick = false, verbose = false;
};

Options read_options(int argc, char** argv) {
  Options o;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--quick" || name == "--verbose") {
      (name == "--quick" ? o.quick : o.verbose) = true;
      continue;
    }
    if (i + 1 == argc) throw Error(ErrorKind::usage, name + " wants a value");
    const std::string value = argv[++i];
    if (name == "--role")
      o.role = value;
    else if (name == "--layout")
      o.layout = value;
    else if (name == "--seed")
      o.seed = std::stoull(value);
    else if (name == "--papers")
      o.papers = std::stoi(value);
    else if (name == "--keep")
      o.keep = value;
    else
      throw Error(ErrorKind::usage, "no option " + name);
  }
  return o;
}

/// The first seed of the run, which its role must have.
std::uint64_t first_seed(const Options& o) {
  const accuracy::Plan plan = accuracy::read_plan(HEFU_SOURCE_DIR "/tests/accuracy/plan.txt");
  const auto role = plan.roles.find(o.role);
  if (role == plan.roles.end()) throw Error(ErrorKind::usage, "plan.txt has no role " + o.role);
  const std::uint64_t first = o.seed > 0 ? o.seed : role->second.first;
  if (plan.role_of(first) != o.role || plan.role_of(first + static_cast<std::uint64_t>(o.papers)) != o.role)
    throw Error(ErrorKind::usage, fmt::format("seed {} is not of {}", first, o.role));
  return first;
}

std::string to_text(const std::vector<PaperWords>& pages) {
  std::string text;
  for (const PaperWords& page : pages) {
    text += fmt::format("page\t{:.3f}\n", page.width_to_height);
    for (const PaperLine& line : page.lines)
      text += fmt::format("{:.3f}\t{:.2f}\t{}\t{}\n", line.y, line.size, line.in_table ? 1 : 0, line.text);
  }
  return text;
}

std::vector<PaperWords> pages_of(const std::string& text) {
  std::vector<PaperWords> pages;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream fields(line);
    if (line.starts_with("page\t")) {
      pages.emplace_back();
      pages.back().width_to_height = std::stod(line.substr(5));
      continue;
    }
    PaperLine read;
    int in_table = 0;
    fields >> read.y >> read.size >> in_table >> read.text;
    read.in_table = in_table == 1;
    pages.back().lines.push_back(read);
  }
  return pages;
}

/// The same for a layout whatever others there are.
std::uint64_t number_of(const std::string& name) {
  std::uint64_t number = 0;
  for (const char c : name) number = (number * 31 + static_cast<unsigned char>(c)) % 1009;
  return number;
}

class Bench {
 public:
  explicit Bench(const Options& options) : options_(options), first_(first_seed(options)) {}

  void run() {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    for (int i = 0; i < options_.papers; ++i) {
      const std::uint64_t person = first_ + static_cast<std::uint64_t>(i);
      const Element record = paper_person(person);
      for (const PaperLayout& layout : paper_layouts()) {
        if (!has_role(layout.roles, options_.role)) continue;
        if (!options_.layout.empty() && layout.name != options_.layout) continue;
        const PaperWish wish{.seed = person + 30001 * number_of(layout.kind + layout.name),
                             .role = options_.role,
                             .kind = layout.kind,
                             .layout = layout.name};
        if (!can_make(wish, record)) continue;
        if (options_.quick && std::chrono::steady_clock::now() > end) return;
        count(wish, record);
      }
    }
  }

  void print() const {
    std::cout << fmt::format("{:<18} {:<24} {:>6} {:>6} {:>8} {:>6}\n", "kind", "layout", "papers", "right",
                             "unknown", "wrong");
    Count all;
    for (const auto& [name, count] : counts_) {
      std::cout << fmt::format("{:<18} {:<24} {:>6} {:>6} {:>8} {:>6}\n", name.first, name.second,
                               count.papers, count.right, count.papers - count.right - count.wrong,
                               count.wrong);
      all.papers += count.papers;
      all.right += count.right;
      all.wrong += count.wrong;
    }
    const double papers = std::max(1, all.papers);
    std::cout << fmt::format(
        R"({{"bench":"kinds","role":"{}","papers":{},"right_pct":{:.1f},"unknown_pct":{:.1f},"wrong_pct":{:.1f}}})"
        "\n",
        options_.role, all.papers, 100 * all.right / papers,
        100 * (all.papers - all.right - all.wrong) / papers, 100 * all.wrong / papers);
  }

 private:
  struct Count {
    int papers = 0, right = 0, wrong = 0;
  };

  std::vector<PaperWords> read(const PaperWish& wish, const Element& record, const std::string& damage) {
    const fs::path kept =
        options_.keep / fmt::format("{}-{}-{}-{}.txt", wish.seed, wish.kind, wish.layout, damage);
    if (!options_.keep.empty() && fs::exists(kept)) return pages_of(read_file(kept.string()));
    if (!reader_) reader_ = sandbox_->new_text_reader();
    std::vector<PaperWords> pages;
    for (const PaperPage& page : make_paper(wish, record).pages)
      pages.push_back(words_of(read_paper(
          simulate_scan(page.picture, page.width_mm, page.height_mm, damage_kind(damage), wish.seed * 31 + 7),
          *reader_)));
    if (!options_.keep.empty()) {
      fs::create_directories(options_.keep);
      write_file(kept, to_text(pages));
    }
    return pages;
  }

  void count(const PaperWish& wish, const Element& record) {
    Random random(wish.seed * 77 + 5);
    double which = random.uniform();
    auto group = paper_damages().begin();
    while (which > group->share && group + 1 != paper_damages().end()) which -= (group++)->share;
    const std::string damage = random.pick(group->damages);
    const std::vector<PaperWords> pages = read(wish, record, damage);
    const PaperKind kind = kind_of_paper(pages);
    const bool whole_form = wish.kind == "evaluation-form" || wish.kind == "submission-form";
    const std::string truth = wish.kind == "none" ? "" : whole_form ? "foreign-form" : wish.kind;
    Count& count = counts_[{wish.kind, wish.layout}];
    ++count.papers;
    count.right += kind.kind == truth;
    count.wrong += kind.kind != truth && !kind.kind.empty();
    if (kind.kind == truth || !options_.verbose) return;
    std::cout << fmt::format("== {} {} {} ({}): {} {:.1f} before {:.1f}\n", wish.kind, wish.layout, damage,
                             wish.seed, kind.kind.empty() ? "unknown" : kind.kind, kind.weight, kind.next)
              << to_text(pages);
  }

  Options options_;
  std::uint64_t first_;
  std::shared_ptr<Sandbox> sandbox_ = Sandbox::start();
  std::unique_ptr<TextReader> reader_;
  std::map<std::pair<std::string, std::string>, Count> counts_;
};

}  // namespace
}  // namespace hefu::evidence

int main(int argc, char** argv) try {
  using namespace hefu::evidence;
  Bench bench(read_options(argc, argv));
  bench.run();
  bench.print();
  return 0;
} catch (const std::exception& error) {
  std::cerr << "bench_kinds: " << error.what() << "\n";
  return 1;
}
