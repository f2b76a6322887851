#include <unistd.h>

#include "pipeline/check_case.h"
#include "pipeline/check_output.h"
#include "pipeline/clock.h"
#include "pipeline/commands.h"
#include "pipeline/find_cases.h"
#include "pipeline/interrupt.h"
#include "pipeline/log.h"
#include "pipeline/output.h"
#include "pipeline/parallel.h"
#include "pipeline/paths.h"
#include "pipeline/spoken_words.h"
#include "pipeline/stack.h"
#include "pipeline/state.h"
#include "pipeline/terminal.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

/// What stays of a case when its report is written.
struct CaseSummary {
  std::string number, line, text, failure;
  CaseVerdict verdict = CaseVerdict::needs_review;
  ReportCounts counts;
  int exit_code = 0;
  Diagnostics diagnostics;
  std::vector<std::pair<std::string, std::string>> codes;
};

std::string in_format(const Report& report, OutputFormat format, std::size_t cases) {
  if (format == OutputFormat::json) return report_json(report) + "\n";
  if (format == OutputFormat::html) return report_html(report);
  // Of many cases the table says enough; each has its report.
  return cases == 1 ? report_text(report, isatty(STDOUT_FILENO)) : std::string();
}

/// The per-document loop's catch: a case that cannot be read fails alone, a machine that cannot write fails
/// the run.
CaseSummary check_one(const Case& given, const Options& options, std::size_t cases, CheckRun& run,
                      CheckWorkers workers, const std::function<void()>& on_upload = {}) {
  CaseSummary summary;
  CheckedCase checked;
  try {
    stop_if_interrupted();
    checked = check_case(given, run, workers, on_upload);
    summary.diagnostics = std::move(checked.diagnostics);
    if (!checked.ok) {
      summary.failure = tr("记录有误，没有核对");
      summary.exit_code = static_cast<int>(ErrorKind::bad_input);
      return summary;
    }
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::bad_input && error.kind() != ErrorKind::io) throw;
    summary.failure = error.what();
    summary.exit_code = error.exit_code();
    return summary;
  }
  stop_if_interrupted();
  write_report(checked.report, options.output);
  summary.number = checked.report.number;
  summary.verdict = checked.report.verdict;
  summary.counts = count(checked.report);
  summary.line = summary_line(checked.report);
  summary.text = checked.explanation.empty() ? in_format(checked.report, options.format, cases)
                                             : checked.report.number + "\n" + checked.explanation;
  summary.codes = std::move(checked.codes);
  return summary;
}

/// Codes that were seen under two applications: neither of their cases knew of the other's.
std::set<std::string> codes_of_two_people(const std::vector<CaseSummary>& summaries) {
  std::map<std::string, std::set<std::string>> owners;
  for (const CaseSummary& summary : summaries)
    for (const auto& [code, number] : summary.codes) owners[code].insert(number);
  std::set<std::string> shared;
  for (const auto& [code, numbers] : owners)
    if (numbers.size() > 1) shared.insert(code);
  return shared;
}

std::vector<std::size_t> cases_with(const std::set<std::string>& codes,
                                    const std::vector<CaseSummary>& summaries) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < summaries.size(); ++i)
    if (std::any_of(summaries[i].codes.begin(), summaries[i].codes.end(),
                    [&](const auto& seen) { return codes.count(seen.first) > 0; }))
      found.push_back(i);
  return found;
}

void tell_problems(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics)
    diagnostic.severity == Severity::error ? log_error(to_text(diagnostic))
                                           : log_warning(to_text(diagnostic));
}

void tell(const Case& given, const CaseSummary& summary) {
  tell_problems(summary.diagnostics);
  if (!summary.failure.empty()) log_error(fmt::format("{}: {}", given.record.string(), summary.failure));
}

std::string table_of(const std::vector<Case>& cases, const std::vector<CaseSummary>& summaries,
                     const fs::path& output) {
  std::vector<std::vector<std::string>> rows = {{tr("文件夹"), tr("申报编号"), tr("结论"), tr("一致"),
                                                 tr("不一致"), tr("缺失"), tr("待核对"), tr("问题页"),
                                                 tr("报告")}};
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const CaseSummary& summary = summaries[i];
    if (!summary.failure.empty()) continue;
    const ReportCounts& counts = summary.counts;
    rows.push_back({cases[i].record.parent_path().filename().string(), summary.number,
                    tr(spoken(summary.verdict)), std::to_string(counts.match),
                    std::to_string(counts.mismatch), std::to_string(counts.missing),
                    std::to_string(counts.unreadable), std::to_string(counts.page_faults),
                    report_place(output, summary.number).string()});
  }
  return rows.size() > 1 ? aligned_table(rows) : std::string();
}

int exit_code_of(const std::vector<CaseSummary>& summaries, bool roster_contradicts, bool pages_left,
                 FailOn fail_on) {
  std::size_t failed = 0;
  int failure_code = 0;
  bool inconsistent = roster_contradicts, review = pages_left;
  for (const CaseSummary& summary : summaries) {
    failed += !summary.failure.empty();
    failure_code = std::max(failure_code, summary.exit_code);
    if (!summary.failure.empty()) continue;
    inconsistent |= summary.verdict == CaseVerdict::inconsistent;
    review |= summary.verdict == CaseVerdict::needs_review;
  }
  if (failed == summaries.size()) return summaries.size() == 1 ? failure_code : 4;
  if (failed > 0) return 11;
  if (fail_on == FailOn::never) return 0;
  return inconsistent || (fail_on == FailOn::review && review) ? 10 : 0;
}

/// What no case can know alone: the office's lists, the roster, the other cases. Records are read once more
/// for this; their scans are not.
void compare_cases(const std::vector<Case>& cases, const Options& options, int workers, CheckRun& run) {
  Sandbox& sandbox = run.machine.sandbox();
  run.registers = read_registers(options.registers, sandbox);
  run.rosters = read_rosters(options.rosters, sandbox);
  if (cases.size() == 1 && run.registers.empty() && run.rosters.empty()) return;
  const std::vector<std::optional<CaseFacts>> facts =
      read_facts(cases, workers, sandbox,
                 [&](const Application& application) { run.registers.count_application(application); });
  run.cross = CrossCheck(facts);
  std::map<std::string, Notice> notices;
  for (const std::optional<CaseFacts>& one : facts)
    if (one && !notices.count(one->notice))
      if (ReadNotice read = find_notice(one->notice); read.ok) notices[one->notice] = std::move(read.notice);
  run.rosters.match(facts, notices);
  tell_problems(run.rosters.problems());
}

/// Gives the stacks' pages to their cases and writes stacks.jsonl. Returns what to say of those that are
/// nobody's.
std::vector<std::string> give_out_stacks(const Options& options, int workers, std::vector<Case>& cases,
                                         CheckRun& run, CheckWorker& worker) {
  if (options.stacks.empty()) return {};
  std::vector<std::string> records, numbers;
  for (const Case& one : cases) records.push_back(one.record.string());
  for (const RecordHead& head : read_heads(records, workers)) numbers.push_back(head.number);
  const std::vector<StackPage> pages = sort_stacks(options.stacks, numbers, cases, run, worker);
  write_output(options.output / "stacks.jsonl", stack_lines(pages));
  return unowned_pages(pages);
}

}  // namespace

int check(const Options& options, std::shared_ptr<Sandbox> sandbox) {
  const std::string now = moment(options.now);  // a wrong --now is told before any work
  std::vector<Case> cases = find_cases(options);
  // An applicant's only case is read by as many as a run over many.
  const std::size_t work =
      cases.size() > 1 ? cases.size() : std::max<std::size_t>(1, cases[0].uploads.size());
  const int worker_limit = std::min<int>(worker_count(options.jobs), static_cast<int>(work));
  const State state(options.state);
  CheckRun run{Machine(std::move(sandbox)),
               state.trusted_keys(),
               PrintRegister::open_existing(state.register_file()),
               {},
               {},
               {},
               {},
               now,
               options.explain};
  run.own_fonts = state.folder() / "fonts";
  compare_cases(cases, options, worker_limit, run);
  const std::vector<std::unique_ptr<CheckWorker>> workers = make_workers(worker_limit, run.machine);

  const std::vector<std::string> unowned =
      give_out_stacks(options, worker_limit, cases, run, *workers.front());
  std::vector<CaseSummary> summaries(cases.size());
  if (cases.size() == 1) {
    Progress progress(tr("核对"), cases[0].uploads.size(), options.progress);
    summaries[0] = check_one(cases[0], options, 1, run, workers, [&] { progress.advance(); });
    tell(cases[0], summaries[0]);
  } else {
    Progress progress(tr("核对"), cases.size(), options.progress);
    for_each_ordered(
        cases.size(), worker_limit,
        [&](std::size_t i, int worker) {
          summaries[i] = check_one(cases[i], options, cases.size(), run,
                                   CheckWorkers(workers).subspan(static_cast<std::size_t>(worker), 1));
        },
        [&](std::size_t i) {
          tell(cases[i], summaries[i]);
          progress.advance();
        });
  }
  run.shared_codes = codes_of_two_people(summaries);
  for (const std::size_t i : cases_with(run.shared_codes, summaries))
    summaries[i] = check_one(cases[i], options, cases.size(), run, CheckWorkers(workers).first(1));

  std::string lines;
  for (const CaseSummary& summary : summaries) lines += summary.line;
  write_output(options.output / "summary.jsonl", lines);
  for (const CaseSummary& summary : summaries) print_data(summary.text);
  if (options.format == OutputFormat::text && (cases.size() > 1 || !options.quiet))
    print_data(table_of(cases, summaries, options.output));
  for (std::size_t i = 0; i < cases.size(); ++i)
    if (!summaries[i].failure.empty() && cases.size() > 1)
      log_error(fmt::format(fmt::runtime(tr("没有核对：{}")), cases[i].record.string()));
  for (const std::string& page : unowned) log_warning(page);
  return exit_code_of(summaries, has_errors(run.rosters.problems()), !unowned.empty(), options.fail_on);
}

}  // namespace hefu
