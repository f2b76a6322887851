#include "pipeline/archive_case.h"
#include "pipeline/clock.h"
#include "pipeline/commands.h"
#include "pipeline/find_cases.h"
#include "pipeline/interrupt.h"
#include "pipeline/log.h"
#include "pipeline/output.h"
#include "pipeline/parallel.h"
#include "pipeline/record_outcome.h"
#include "pipeline/state.h"
#include "pipeline/terminal.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

constexpr int something_found = 10;  // exit code

void tell_archive(const Archive& archive) {
  const std::string& number = archive.number;
  for (const Finding& finding : archive.findings)
    if (finding.severity == Severity::error)
      log_error(fmt::format("{}：{}。{}", number, finding.message, finding.remedy));
  for (const AskedMark& mark : archive.marks) {
    const char* what = mark.use == BoxUse::seal ? tr("印章") : tr("签名");
    if (mark.state == MarkState::absent)
      log_error(fmt::format(fmt::runtime(tr("{}：第 {} 页「{}」没有{}")), number, mark.form_page, mark.label,
                            what));
    if (mark.state == MarkState::unclear)
      log_warning(fmt::format(fmt::runtime(tr("{}：第 {} 页「{}」有没有{}看不出，请看图片")), number,
                              mark.form_page, mark.label, what));
  }
  if (archive.mismatches > 0)
    log_error(fmt::format(fmt::runtime(tr("{}：评审表有 {} 处与线上填报信息不一致，详见 hefu check")), number,
                          archive.mismatches));
  if (archive.refused)
    log_error(fmt::format(fmt::runtime(tr("{}：没有归档：{}")), number, archive.refusal));
  else
    print_data(archive.file.string() + "\n");
}

}  // namespace

int archive(const Options& options, std::shared_ptr<Sandbox> sandbox) {
  const std::string now = moment(options.now);
  const std::vector<Case> cases = find_cases(options);
  const int worker_limit = std::min<int>(worker_count(options.jobs), static_cast<int>(cases.size()));
  const State state(options.state);
  CheckRun run{Machine(std::move(sandbox)), state.trusted_keys(),
               PrintRegister::open_existing(state.register_file())};
  run.now = now;
  const auto workers = make_workers(worker_limit, run.machine);

  std::vector<ArchivedCase> archived(cases.size());
  std::vector<std::string> failed;
  int single_exit_code = 0;
  std::size_t written = 0;
  bool faults = false;
  Progress progress(tr("归档"), cases.size(), options.progress);
  for_each_ordered(
      cases.size(), worker_limit,
      [&](std::size_t i, int worker) {
        stop_if_interrupted();
        ArchivedCase one;
        const RecordFailure failure = with_record(
            [&] {
              one = archive_case(cases[i], options.output, run,
                                 CheckWorkers(workers).subspan(static_cast<std::size_t>(worker), 1));
              return one.failure;
            },
            one.archive.number);
        one.failure = failure;
        archived[i] = std::move(one);
      },
      [&](std::size_t i) {
        tell(cases[i].record, archived[i].diagnostics, archived[i].failure.reason);
        if (archived[i].failure.reason.empty()) {
          tell_archive(archived[i].archive);
          faults = faults || archived[i].archive.has_faults();
          written += !archived[i].archive.refused;
        } else {
          failed.push_back(cases[i].record.string());
        }
        single_exit_code = std::max(single_exit_code, archived[i].failure.exit_code);
        archived[i] = {};
        progress.advance();
      });
  log_info(fmt::format(fmt::runtime(tr("已归档 {} 份评审表，在 {}")), written, options.output.string()));
  const int code = conclude_records(failed, cases.size(), single_exit_code);
  return code == 0 && faults ? something_found : code;
}

}  // namespace hefu
