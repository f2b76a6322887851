// bench evidence: made-up papers of others (tests/support/papers) from their pictures to what they are and
// which claims of the record they support. A part a person; a whole role's run is kept in
// build/.../evidence/<role> and goes on where it stopped.
// --role ROLE, --people N, --seed FIRST, --papers N, --forms N (of a person), --layout NAME (of the forms),
// --variants N (how often each claim is changed), --jobs N; --measures: a line of what each decision on a
// claim rests on; --fonts SET: papers in this set of fonts.xml alone; --without-family A,B: without the
// bank's faces whose names begin so, as an office's type that the bank lacks would be read; --verbose: names
// what went wrong; --keep DIR: scans, and what was read of them, to look at; the next run need not make them
// again;
// --quick: as many papers as 30 s allow.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <sstream>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "templates/page_code.h"
#include "tests/accuracy/binomial.h"
#include "tests/accuracy/plan.h"
#include "tests/accuracy/shards.h"
#include "tests/bench/evidence_forms.h"
#include "tests/bench/evidence_person.h"
#include "tests/bench/evidence_text.h"

namespace hefu::evidence {
namespace {
namespace fs = std::filesystem;

constexpr int papers_of_a_person = 12;
constexpr int people_of_a_run = 40;  // 480 papers, beyond issue 7's 400 where some kinds cannot be made

struct Options {
  std::string role = "validation";
  std::uint64_t seed = 0;
  int people = 0, papers = papers_of_a_person, forms = 2, jobs = 1, variants = 3;
  std::string layout, fonts, without_family;
  bool quick = false, verbose = false, measures = false;
  fs::path keep;
};

Options read_options(int argc, char** argv) {
  Options o;
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--quick" || name == "--verbose" || name == "--measures") {
      (name == "--quick" ? o.quick : name == "--verbose" ? o.verbose : o.measures) = true;
      continue;
    }
    if (i + 1 == argc) throw Error(ErrorKind::usage, name + " wants a value");
    const std::string value = argv[++i];
    if (name == "--role")
      o.role = value;
    else if (name == "--seed")
      o.seed = std::stoull(value);
    else if (name == "--people")
      o.people = std::stoi(value);
    else if (name == "--papers")
      o.papers = std::stoi(value);
    else if (name == "--forms")
      o.forms = std::stoi(value);
    else if (name == "--layout")
      o.layout = value;
    else if (name == "--fonts")
      o.fonts = value;
    else if (name == "--without-family")
      o.without_family = value;
    else if (name == "--keep")
      o.keep = value;
    else if (name == "--variants")
      o.variants = std::stoi(value);
    else if (name == "--jobs")
      o.jobs = std::stoi(value);
    else
      throw Error(ErrorKind::usage, "no option " + name);
  }
  return o;
}

/// What is counted depends on nothing else: the program, its data and the papers' data.
std::string fingerprint_of(const Options& o) {
  std::string all =
      read_file("/proc/self/exe") + fmt::format("{} {} {} {}", o.role, o.papers, o.forms, o.variants);
  for (const char* folder : {"ocr", "pipeline", "tests/support/papers", "tests/support/papers/layouts"})
    for (const auto& entry : fs::directory_iterator(data_file(folder)))
      if (entry.path().extension() == ".txt" || entry.path().extension() == ".xml")
        all += read_file(entry.path());
  const auto digest = sha256(all);
  return hex(digest.data(), digest.size());
}

std::string to_text(const Counts& counts) {
  std::string text;
  for (const auto& [name, count] : counts.of) text += fmt::format("{}\t{}\n", name, count);
  return text;
}

Counts counts_of(const std::string& text) {
  Counts counts;
  std::istringstream in(text);
  for (std::string name, count; std::getline(in, name, '\t') && std::getline(in, count);)
    counts.of[name] += std::stoll(count);
  return counts;
}

accuracy::ShardedRun run_of(const Options& o) {
  const accuracy::Plan plan = accuracy::read_plan(HEFU_SOURCE_DIR "/tests/accuracy/plan.txt");
  const auto role = plan.roles.find(o.role);
  if (role == plan.roles.end()) throw Error(ErrorKind::usage, "plan.txt has no role " + o.role);
  accuracy::ShardedRun run;
  const std::uint64_t first = o.seed > 0 ? o.seed : role->second.first;
  const int people = o.people > 0 ? o.people : people_of_a_run;
  for (int i = 0; i < people; ++i) {
    if (plan.role_of(first + static_cast<std::uint64_t>(i)) != o.role)
      throw Error(ErrorKind::usage, fmt::format("seed {} is not of {}", first + i, o.role));
    run.seeds.push_back(first + static_cast<std::uint64_t>(i));
  }
  run.jobs = o.jobs;
  if (o.seed == 0 && !o.verbose && o.layout.empty() && o.fonts.empty() && o.without_family.empty())
    run.folder = fs::canonical("/proc/self/exe").parent_path() / "evidence" / o.role;
  run.fingerprint = fingerprint_of(o);
  return run;
}

Asked asked_of(const Options& o) {
  Asked asked{.role = o.role,
              .papers = o.papers,
              .variants = o.variants,
              .forms = o.forms,
              .layout = o.layout,
              .fonts = o.fonts,
              .without_family = o.without_family,
              .measures = o.measures,
              .keep = o.keep};
  if (!o.keep.empty()) fs::create_directories(o.keep);
  if (o.verbose || o.measures) asked.tell = [](const std::string& text) { std::cout << text << std::endl; };
  return asked;
}

Counts count_quickly(const Options& o) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  PersonReader reader(asked_of(o));
  Counts all;
  for (std::uint64_t seed = o.seed > 0 ? o.seed : 1000; std::chrono::steady_clock::now() < end; ++seed)
    all += reader.count(seed, end);
  return all;
}

Counts count_all(const Options& o) {
  Counts all;
  const auto start = [&o]() -> accuracy::CountPart {
    return [reader = std::make_shared<PersonReader>(asked_of(o))](std::uint64_t seed) {
      return to_text(reader->count(seed));
    };
  };
  for (const std::string& part : accuracy::run_parts(run_of(o), start)) all += counts_of(part);
  return all;
}

/// Changed claims of all sorts, and how many of them were supported or contradicted: those printed otherwise
/// than recorded, and those changed by a character, a figure or a date. Parts of what is printed are never
/// contradicted, but left to a person: they count where support does, as what is not printed at all does.
std::int64_t of_changed(const Counts& c, const std::string& ending) {
  std::int64_t sum = 0;
  for (const char* what : {"printed otherwise", "scan changed", "phone changed", "hard changed"})
    sum += c.at(what + ending);
  return sum;
}

std::int64_t changed_or_shortened(const Counts& c, const std::string& ending) {
  return of_changed(c, ending) + c.at("shortened" + ending) + c.at("not printed" + ending);
}

void print(const Counts& c) {
  std::cout << fmt::format("{} papers, {} pages\n\n{:<8} {:>7} {:>10} {:>13} {:>8} | {:>8} {:>13}\n",
                           c.at("papers"), c.at("pages"), "claims", "true", "supported", "contradicted",
                           "unseen", "changed", "contradicted");
  for (const char* group : {"scan", "phone", "hard"}) {
    const std::string g = group;
    std::cout << fmt::format("{:<8} {:>7} {:>9.1f}% {:>12.1f}% {:>7.1f}% | {:>8} {:>12.1f}%\n", g,
                             c.at(g + " true"), pct(c.at(g + " supported"), c.at(g + " true")),
                             pct(c.at(g + " true contradicted"), c.at(g + " true")),
                             pct(c.at(g + " unseen"), c.at(g + " true")), c.at(g + " changed"),
                             pct(c.at(g + " changed contradicted"), c.at(g + " changed")));
  }
  std::cout << fmt::format(
      "\nfalse support {} of {} changed claims (at most {:.3f} %)\n", changed_or_shortened(c, " supported"),
      changed_or_shortened(c, ""),
      100 * accuracy::upper_bound(changed_or_shortened(c, " supported"), changed_or_shortened(c, "")));
  std::cout << fmt::format(
      "  {} of {} printed otherwise than recorded, {} of {} changed in the record, {} of {} parts of what "
      "is\n"
      "  printed, {} of claims that the paper says nothing of\n",
      c.at("printed otherwise supported"), c.at("printed otherwise"),
      of_changed(c, " supported") - c.at("printed otherwise supported"),
      of_changed(c, "") - c.at("printed otherwise"), c.at("shortened supported"), c.at("shortened"),
      c.at("not printed supported"));
  for (const auto& [name, count] : c.of)
    if (name.starts_with("claim ") && name.ends_with(" true"))
      std::cout << fmt::format("  {:<16} {:>6} {:>6.1f}% supported\n", name.substr(6, name.size() - 11),
                               count, pct(c.at(name.substr(0, name.size() - 4) + "supported"), count));
  std::cout << fmt::format("\nkinds of {} papers: right {:.1f} %, unknown {:.1f} %, wrong {:.1f} %\n",
                           c.at("kinds"), pct(c.at("kinds right"), c.at("kinds")),
                           pct(c.at("kinds unknown"), c.at("kinds")),
                           pct(c.at("kinds wrong"), c.at("kinds")));
  for (const auto& [name, count] : c.of)
    if (name.starts_with("kind ")) std::cout << fmt::format("  {:<40} {}\n", name.substr(5), count);
  const auto speed = [&](const char* what) {
    return pct(c.at(std::string(what) + " errors"), c.at("text characters"));
  };
  if (c.at("timed pages") > 0)
    std::cout << fmt::format(
        "\n{} pages: ours {} ms a page, {:.2f} % of characters wrong; tesseract {} ms, {:.2f} %\n",
        c.at("timed pages"), c.at("our ms") / c.at("timed pages"), speed("our"),
        c.at("tesseract ms") / c.at("timed pages"), speed("tesseract"));
}

void print_json(const Counts& c) {
  const auto right = [&](const char* what) {
    return 100 - pct(c.at(std::string(what) + " errors"), c.at("text characters"));
  };
  std::cout << fmt::format(
      R"({{"bench":"evidence","claims":{},"false_support":{},"supported_pct":{{"scan":{:.1f},"phone":{:.1f}}},)"
      R"("contradicted_pct":{:.1f},"papers":{},"kinds_pct":{{"right":{:.1f},"unknown":{:.1f},"wrong":{:.1f}}})",
      changed_or_shortened(c, ""), changed_or_shortened(c, " supported"),
      pct(c.at("scan supported"), c.at("scan true")), pct(c.at("phone supported"), c.at("phone true")),
      pct(of_changed(c, " contradicted"), of_changed(c, "")), c.at("papers"),
      pct(c.at("kinds right"), c.at("kinds")), pct(c.at("kinds unknown"), c.at("kinds")),
      pct(c.at("kinds wrong"), c.at("kinds")));
  if (const auto pages = c.at("timed pages"); pages > 0)
    std::cout << fmt::format(
        R"(,"page_ms":{},"of_tesseract":{:.2f},"characters_right_pct":{{"hefu":{:.2f},"tesseract":{:.2f}}})",
        c.at("our ms") / pages,
        static_cast<double>(c.at("our ms")) /
            static_cast<double>(std::max<std::int64_t>(1, c.at("tesseract ms"))),
        right("our"), right("tesseract"));
  std::cout << forms_json(c);
  std::cout << "}\n";
}

}  // namespace
}  // namespace hefu::evidence

int main(int argc, char** argv) try {
  using namespace hefu::evidence;
  const auto options = read_options(argc, argv);
  const auto counts = options.quick ? count_quickly(options) : count_all(options);
  print(counts);
  print_forms(counts);
  print_json(counts);
  return 0;
} catch (const std::exception& error) {
  std::cerr << "bench_evidence: " << error.what() << "\n";
  return 1;
}
