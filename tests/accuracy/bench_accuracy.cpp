// Reads scans of printed pages some of whose values were changed by one character, and counts what the reader
// says, a kind of damage at a time. plan.txt says which people are for tuning, for validation and for
// judgement.
//   --role NAME (validation)   --people N   --seed FIRST       whom: a role's people, or N from a seed on
//   --damage A,B  --forms A,B  --damages-a-page N             what
//   --only A,B: these kinds' scans of a run over more kinds, without the others
//   --short-values: values of one to three characters of any kind, printed as near shapes, in the places of
//   the record's
//   --jobs N  --results DIR                                   parts in N processes; finished ones are kept
//   --quick: within 40 s   --no-ocr   --verbose: each field that is not read right   --floors FILE
//   --pictures DIR: with --verbose, what those fields' places show
//   --plot FILE.svg: how often the scores of fields are right
#include <fmt/format.h>
#include <malloc.h>

#include <chrono>
#include <iostream>
#include <sstream>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "tests/accuracy/judged_person.h"
#include "tests/accuracy/reliability.h"
#include "tests/accuracy/report.h"
#include "tests/accuracy/shards.h"
#include "tests/support/scan.h"

namespace {

using namespace hefu;
using namespace hefu::accuracy;

struct Options {
  std::string role = "validation";
  std::uint64_t seed = 0;  // 0: the role's first
  int people = 0;          // 0: the role's
  int jobs = 1, damages_a_page = 0;
  bool quick = false, ocr = true, verbose = false, short_values = false;
  std::string floors = HEFU_SOURCE_DIR "/tests/accuracy/floors.txt", results, plot, pictures;
  std::vector<std::string> kinds, only, forms;
};

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> out;
  std::istringstream in(list);
  for (std::string item; std::getline(in, item, ',');) out.push_back(item);
  return out;
}

Options parse(int argc, char** argv) {
  Options o;
  const std::map<std::string, std::function<void(const std::string&)>> values = {
      {"--role", [&](const std::string& v) { o.role = v; }},
      {"--seed", [&](const std::string& v) { o.seed = std::stoull(v); }},
      {"--people", [&](const std::string& v) { o.people = std::stoi(v); }},
      {"--damage", [&](const std::string& v) { o.kinds = split(v); }},
      {"--only", [&](const std::string& v) { o.only = split(v); }},
      {"--forms", [&](const std::string& v) { o.forms = split(v); }},
      {"--damages-a-page", [&](const std::string& v) { o.damages_a_page = std::stoi(v); }},
      {"--jobs", [&](const std::string& v) { o.jobs = std::max(1, std::stoi(v)); }},
      {"--results", [&](const std::string& v) { o.results = v; }},
      {"--plot", [&](const std::string& v) { o.plot = v; }},
      {"--pictures", [&](const std::string& v) { o.pictures = v; }},
      {"--floors", [&](const std::string& v) { o.floors = v; }}};
  const std::map<std::string, std::function<void()>> switches = {
      {"--quick", [&] { o.quick = true; }},
      {"--short-values", [&] { o.short_values = true; }},
      {"--no-ocr", [&] { o.ocr = false; }},
      {"--verbose", [&] { o.verbose = true; }}};
  for (int i = 1; i < argc; ++i) {
    const std::string flag = argv[i];
    if (const auto set = switches.find(flag); set != switches.end()) {
      set->second();
    } else if (const auto take = values.find(flag); take != values.end()) {
      if (i + 1 >= argc) throw Error(ErrorKind::usage, flag + " needs a value");
      take->second(argv[++i]);
    } else {
      throw Error(ErrorKind::usage, "unknown option " + flag);
    }
  }
  if (o.kinds.empty()) o.kinds = support::damage_kinds();
  return o;
}

/// What is counted depends on nothing else: the program, its data files and what it was asked.
std::string fingerprint_of(const Options& o, int damages_a_page) {
  std::string all = read_file("/proc/self/exe");
  for (const char* file :
       {"ocr/evidence.txt", "ocr/thresholds.txt", "ocr/confidence.txt", "ocr/lookalikes.txt",
        "ocr/nearest_shapes.txt", "tests/accuracy/plan.txt", "samples/keys/private.pem"})
    all += read_file(data_file(file));
  for (const std::string& kind : o.kinds) all += kind + ",";
  for (const std::string& kind : o.only) all += "only " + kind + ",";
  for (const std::string& form : o.forms) all += form + ",";
  all += fmt::format("{} {} {}", o.ocr, damages_a_page, o.short_values);
  const auto digest = sha256(all);
  return hex(digest.data(), digest.size());
}

Plan plan_of(const Options& o) {
  Plan plan = read_plan(HEFU_SOURCE_DIR "/tests/accuracy/plan.txt");
  if (o.damages_a_page > 0) plan.damages_a_page = o.damages_a_page;
  return plan;
}

ShardedRun sharded_run(const Options& o, const Plan& plan) {
  const auto role = plan.roles.find(o.role);
  if (role == plan.roles.end()) throw Error(ErrorKind::usage, "plan.txt has no role " + o.role);
  ShardedRun run;
  const std::uint64_t first = o.seed > 0 ? o.seed : role->second.first;
  const int people = o.people > 0 ? o.people : role->second.people;
  for (int i = 0; i < people; ++i) {
    if (plan.role_of(first + i).empty())
      throw Error(ErrorKind::usage, fmt::format("seed {} has no role in plan.txt", first + i));
    run.seeds.push_back(first + i);
  }
  run.jobs = o.jobs;
  run.folder = o.results;
  // A role's whole run is kept without being asked: it takes long.
  if (o.results.empty() && o.seed == 0 && !o.quick && !o.verbose)
    run.folder = std::filesystem::canonical("/proc/self/exe").parent_path() / "accuracy" / o.role;
  run.fingerprint = fingerprint_of(o, plan.damages_a_page);
  return run;
}

CountShard start_judging(const Options& o, const Plan& plan) {
  DecodeLimits limits;
  limits.render_dpi = 300;
  auto machine = std::make_shared<Machine>(Sandbox::start(limits));
  const std::shared_ptr<CheckWorker> worker(
      new CheckWorker{Verifier(machine->fonts()), o.ocr ? machine->sandbox().new_text_reader() : nullptr});
  JudgeWish wish{plan, o.kinds, o.only, o.forms, o.verbose, o.pictures, o.short_values, {}};
  if (o.quick) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(32);
    wish.stop = [end] { return std::chrono::steady_clock::now() > end; };
  }
  return [=](std::uint64_t seed) {
    return wish.stop && wish.stop() ? Tally() : judge_person(seed, wish, *machine, *worker);
  };
}

}  // namespace

int main(int argc, char** argv) {
  // Pictures of tens of megabytes come and go: given back to the system each time, they cost an eighth of the
  // run.
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  try {
    const Options options = parse(argc, argv);
    const Plan plan = plan_of(options);
    const ShardedRun run = sharded_run(options, plan);
    const Tally tally = run_shards(run, [&] { return start_judging(options, plan); });
    print_report(tally);
    if (!options.plot.empty())
      write_reliability_plot(tally.log_odds, plan.changed_of_100000 / 100000.0, options.plot);
    const bool hold = floors_hold(options.floors, tally);
    std::cout << json_line(tally) << "\n";
    return hold ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 2;
  }
}
