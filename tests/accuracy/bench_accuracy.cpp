// Reads scans of printed pages some of whose values were changed, and counts what the reader says, a kind of
// damage at a time. People of seeds 1 to 999 are for tuning, from 1000 on for judging.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "ocr/verify.h"
#include "schemas/error.h"
#include "tests/accuracy/judged_scan.h"
#include "tests/support/scan.h"

namespace {

using namespace hefu;
using namespace hefu::accuracy;

struct Options {
  std::uint64_t seed = 1000;
  int people = 12;
  double changed = 0.25;
  bool quick = false, ocr = true, verbose = false;
  std::string floors = HEFU_SOURCE_DIR "/tests/accuracy/floors.txt";
  std::vector<std::string> kinds;  // of damage
  std::vector<std::string> forms = {"checklist",
                                    "submission-form"};  // the booklet's many pages hold few values
};

struct Tally {
  int pages = 0, unregistered = 0;
  int true_fields = 0, matched = 0, rescued = 0, false_mismatches = 0, extra_ink = 0;
  int changed = 0, mismatched = 0, named = 0, false_matches = 0;
  int blanks = 0, blanks_with_ink = 0, altered_labels = 0, foreign_ink = 0;
  double register_ms = 0, verify_ms = 0, ocr_ms = 0;

  void add(const Tally& t) {
    pages += t.pages, unregistered += t.unregistered;
    true_fields += t.true_fields, matched += t.matched, rescued += t.rescued;
    false_mismatches += t.false_mismatches, extra_ink += t.extra_ink;
    changed += t.changed, mismatched += t.mismatched, named += t.named, false_matches += t.false_matches;
    blanks += t.blanks, blanks_with_ink += t.blanks_with_ink;
    altered_labels += t.altered_labels, foreign_ink += t.foreign_ink;
    register_ms += t.register_ms, verify_ms += t.verify_ms, ocr_ms += t.ocr_ms;
  }
  double to_person_pct() const {
    return true_fields == 0 ? 0 : 100.0 * (true_fields - matched - rescued - false_mismatches) / true_fields;
  }
  double mismatch_pct() const { return changed == 0 ? 100 : 100.0 * mismatched / changed; }
};

void count_field(const PrintedPage& page, std::size_t i, const FieldReading& reading,
                 const std::string& damage, bool verbose, Tally& tally) {
  const Field& field = page.expected.fields[i];
  const auto note = [&](const char* what) {
    if (!verbose) return;
    std::cout << fmt::format("  {} | {} | {} | {} | online {} | paper {} | read {} | extra {}\n", what,
                             damage, page.name, field.path, field.text, page.changed[i].value_or(field.text),
                             reading.paper.value_or("?"), reading.extra_ink);
  };
  if (!field.entered) {
    ++tally.blanks;
    tally.blanks_with_ink += reading.extra_ink;
    if (reading.extra_ink) note("INK IN BLANK");
    return;
  }
  if (page.changed[i]) {
    ++tally.changed;
    tally.mismatched += reading.verdict == Verdict::mismatch;
    tally.named += reading.verdict == Verdict::mismatch && reading.paper == page.changed[i];
    tally.false_matches += reading.verdict == Verdict::match;
    if (reading.verdict == Verdict::match) note("FALSE MATCH");
    if (reading.verdict == Verdict::unreadable) note("change unread");
    if (reading.verdict == Verdict::mismatch && reading.paper && reading.paper != page.changed[i])
      note("misnamed");
    return;
  }
  ++tally.true_fields;
  tally.extra_ink += reading.extra_ink;
  if (reading.verdict == Verdict::match) ++(reading.method == Method::ocr ? tally.rescued : tally.matched);
  if (reading.verdict == Verdict::mismatch) ++tally.false_mismatches;
  if (reading.verdict == Verdict::mismatch) note("FALSE MISMATCH");
  if (reading.verdict == Verdict::unreadable) note("to person");
}

Tally judge_scan(const PrintedPage& page, const Image& print, const std::string& damage, std::uint64_t seed,
                 Verifier& verifier, TextReader* reader, bool verbose) {
  Tally tally;
  tally.pages = 1;
  const JudgedScan scan = scan_page(page, print, damage, seed);
  tally.register_ms = scan.register_ms;
  PageReading reading;
  reading.fields.resize(page.expected.fields.size());
  const std::clock_t start = std::clock();  // of this process: the engine has its own
  if (scan.registration.status == RegistrationStatus::ok) {
    reading = verifier.verify(scan.colour, scan.grey, page.expected, scan.registration.map, reader);
  } else {
    ++tally.unregistered;
    if (verbose)
      std::cout << fmt::format("  not registered | {} | {} | hit {:.2f} agreement {:.2f} residual {:.2f}\n",
                               damage, page.name, scan.registration.hit, scan.registration.agreement,
                               scan.registration.residual_px);
  }
  tally.verify_ms = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  tally.ocr_ms = reading.ocr_ms;
  tally.altered_labels = static_cast<int>(reading.labels.size());
  tally.foreign_ink = static_cast<int>(reading.foreign_ink.size());
  for (std::size_t i = 0; i < reading.fields.size(); ++i)
    count_field(page, i, reading.fields[i], damage, verbose, tally);
  return tally;
}

void print_table(const std::map<std::string, Tally>& tallies) {
  std::cout << fmt::format(
      "{:<15} {:>5} {:>4} | {:>6} {:>7} {:>6} {:>6} {:>5} | {:>6} {:>7} {:>6} {:>6} | {:>4} {:>4} {:>4} | "
      "{:>6} {:>6} {:>6}\n",
      "damage", "pages", "lost", "true", "match%", "ocr%", "pers%", "FMIS", "chngd", "mism%", "name%",
      "FMATCH", "ink", "lab", "forg", "reg", "ver", "ocr");
  for (const auto& [kind, t] : tallies) {
    const double fields = std::max(1, t.true_fields), changed = std::max(1, t.changed),
                 pages = std::max(1, t.pages);
    std::cout << fmt::format(
        "{:<15} {:>5} {:>4} | {:>6} {:>7.2f} {:>6.2f} {:>6.2f} {:>5} | {:>6} {:>7.2f} {:>6.1f} {:>6} | {:>4} "
        "{:>4} {:>4} | {:>6.0f} "
        "{:>6.0f} {:>6.0f}\n",
        kind, t.pages, t.unregistered, t.true_fields, 100 * t.matched / fields, 100 * t.rescued / fields,
        t.to_person_pct(), t.false_mismatches, t.changed, 100 * t.mismatched / changed,
        100 * t.named / changed, t.false_matches, t.blanks_with_ink, t.altered_labels, t.foreign_ink,
        t.register_ms / pages, t.verify_ms / pages, t.ocr_ms / pages);
  }
}

/// Lines of "kind of damage, least mismatch %, most to a person %".
/// True when every floor holds; says what is broken.
bool floors_hold(const std::string& file, const std::map<std::string, Tally>& tallies, const Tally& all) {
  bool hold = true;
  const auto broken = [&](const std::string& what) {
    std::cerr << "floor broken: " << what << "\n";
    hold = false;
  };
  if (all.false_matches > 0) broken(fmt::format("{} false matches", all.false_matches));
  if (all.false_mismatches > 0) broken(fmt::format("{} false mismatches", all.false_mismatches));
  if (all.altered_labels > 0) broken(fmt::format("{} labels called altered", all.altered_labels));
  std::ifstream in(file);
  if (!in) throw Error(ErrorKind::io, "cannot read " + file);
  std::map<std::string, std::pair<double, double>> floors;
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream words(line);
    std::string kind;
    double mismatch = 0, person = 0;
    if (line.empty() || line[0] == '#' || !(words >> kind >> mismatch >> person)) continue;
    floors[kind] = {mismatch, person};
  }
  for (const auto& [kind, tally] : tallies) {
    const auto floor = floors.find(kind);
    if (floor == floors.end()) {
      broken("none for " + kind);
      continue;
    }
    if (tally.mismatch_pct() < floor->second.first)
      broken(fmt::format("{}: {:.2f} % of the changes called mismatch, {} wanted", kind, tally.mismatch_pct(),
                         floor->second.first));
    if (tally.to_person_pct() > floor->second.second)
      broken(fmt::format("{}: {:.2f} % of the true fields to a person, {} allowed", kind,
                         tally.to_person_pct(), floor->second.second));
  }
  return hold;
}

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> out;
  std::istringstream in(list);
  for (std::string item; std::getline(in, item, ',');) out.push_back(item);
  return out;
}

Options parse(int argc, char** argv) {
  Options o;
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    const auto value = [&] {
      if (i + 1 >= argc) throw Error(ErrorKind::usage, flag + " needs a value");
      return std::string(argv[++i]);
    };
    if (flag == "--seed")
      o.seed = std::stoull(value());
    else if (flag == "--people")
      o.people = std::stoi(value());
    else if (flag == "--damage")
      o.kinds = split(value());
    else if (flag == "--forms")
      o.forms = split(value());
    else if (flag == "--changed")
      o.changed = std::stod(value());
    else if (flag == "--floors")
      o.floors = value();
    else if (flag == "--quick")
      o.quick = true;
    else if (flag == "--no-ocr")
      o.ocr = false;
    else if (flag == "--verbose")
      o.verbose = true;
    else
      throw Error(ErrorKind::usage, "unknown flag " + flag);
  }
  if (o.kinds.empty()) o.kinds = support::damage_kinds();
  return o;
}

int run(const Options& o, Sandbox& sandbox) {
  const std::shared_ptr<const Fonts> fonts = Fonts::load();
  const std::unique_ptr<TextReader> reader = o.ocr ? sandbox.new_text_reader() : nullptr;
  Verifier verifier(fonts);
  std::map<std::string, Tally> tallies;
  const auto start = std::chrono::steady_clock::now();
  constexpr double quick_seconds = 32;
  bool done = false;
  for (int person = 0; person < o.people && !done; ++person) {
    const std::uint64_t seed = o.seed + person;
    for (const PrintedPage& page : print_person({seed, o.changed, o.forms}, *fonts)) {
      const Image print = rasterise(page, *fonts, sandbox);
      for (std::size_t k = 0; k < o.kinds.size(); ++k) {
        // A quick run takes every third kind of a page, another third of the next.
        if (o.quick && (k + seed + page.expected.fields.size()) % 3 != 0) continue;
        tallies[o.kinds[k]].add(
            judge_scan(page, print, o.kinds[k], seed * 100 + k, verifier, reader.get(), o.verbose));
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
        if (o.quick && spent.count() > quick_seconds) done = true;
        if (done) break;
      }
      if (done) break;
    }
  }
  Tally all;
  for (const auto& [kind, tally] : tallies) all.add(tally);
  auto table = tallies;
  table["~ all"] = all;
  print_table(table);
  // A quick run's sample is too small for shares; what must never happen counts in any sample.
  const bool never = all.false_matches == 0 && all.false_mismatches == 0 && all.altered_labels == 0;
  const bool hold = o.quick ? never : floors_hold(o.floors, tallies, all);
  std::string person;
  for (const auto& [kind, tally] : tallies)
    person += fmt::format("{}\"{}\":{:.3f}", person.empty() ? "" : ",", kind, tally.to_person_pct());
  std::cout << fmt::format(
      "{{\"bench\":\"accuracy\",\"changes\":{},\"false_matches\":{},\"mismatch_pct\":{:.2f},\"true_fields\":{"
      "},"
      "\"false_mismatches\":{},\"to_person_pct\":{{{}}}}}\n",
      all.changed, all.false_matches, all.mismatch_pct(), all.true_fields, all.false_mismatches, person);
  return hold ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Options options = parse(argc, argv);
    DecodeLimits limits;
    limits.render_dpi = 300;
    const std::shared_ptr<Sandbox> sandbox = Sandbox::start(limits);
    return run(options, *sandbox);
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 2;
  }
}
