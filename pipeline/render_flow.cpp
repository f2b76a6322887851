#include "pipeline/accepted_quantities.h"
#include "pipeline/clock.h"
#include "pipeline/commands.h"
#include "pipeline/find_cases.h"
#include "pipeline/interrupt.h"
#include "pipeline/issue_prints.h"
#include "pipeline/log.h"
#include "pipeline/output.h"
#include "pipeline/parallel.h"
#include "pipeline/record_outcome.h"
#include "pipeline/terminal.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/pdf.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

struct Rendered {
  std::string number;
  std::vector<fs::path> files;
  Diagnostics diagnostics;
  RecordFailure failure;
};

struct RenderRun {
  const Options& options;
  Machine& machine;
  PrintIssuer& issuer;
  TrustedKeys trusted;
};

/// The pages of the evidence volume, where one was bound; and what the office counted, where a checklist is
/// printed that shows it.
LateValues late_values_of(const RenderRun& run) {
  const std::vector<std::string>& only = run.options.only;
  const bool checklist = only.empty() || std::find(only.begin(), only.end(), "checklist") != only.end();
  const bool counted = run.options.accepted && checklist;
  return [&run, counted](const Application& application, const NoticeForms& forms, Diagnostics& diagnostics) {
    std::map<std::string, std::string> late = run.issuer.late_values(application.number);
    Sandbox& sandbox = run.machine.sandbox();
    if (counted)
      late.merge(accepted_quantities(application, forms.notice, count_uploaded_pages(application, sandbox),
                                     count_scanned_forms(application, forms.forms, sandbox, run.trusted),
                                     diagnostics));
    return late;
  };
}

RecordFailure render_record(const fs::path& file, RenderRun& run, Rendered& rendered) {
  stop_if_interrupted();
  PreparedRecord record = prepare_record(file, run.options.only, run.machine, true, late_values_of(run));
  rendered.number = record.application.number;
  rendered.diagnostics = std::move(record.diagnostics);
  if (RecordFailure failure = failure_of(record); !failure.reason.empty()) return failure;
  // All of a record's documents are made before the first is written: an error leaves none of them.
  std::vector<std::string> documents;
  for (std::size_t i = 0; i < record.sheets.size(); ++i) {
    run.issuer.issue(record.sheets[i], *record.form_of[i], record.application);
    documents.push_back(write_pdf(record.sheets[i], *run.machine.fonts()));
  }
  for (std::size_t i = 0; i < documents.size(); ++i) {
    stop_if_interrupted();
    const fs::path pdf = run.options.output / rendered.number / (record.sheets[i].kind + ".pdf");
    write_output(pdf, documents[i]);
    rendered.files.push_back(pdf);
  }
  return {};
}

Rendered render_one(const fs::path& file, RenderRun& run) {
  Rendered rendered;
  rendered.failure = with_record([&] { return render_record(file, run, rendered); }, rendered.number);
  return rendered;
}

}  // namespace

int render(const Options& options, std::shared_ptr<Sandbox> sandbox) {
  const std::vector<fs::path> records = find_asked_records(options);
  const int workers = worker_count(options.jobs);
  refuse_shared_numbers(records, workers);

  Machine machine(std::move(sandbox));
  PrintIssuer issuer(State(options.state), *machine.fonts(), moment(options.now));
  RenderRun run{options, machine, issuer, State(options.state).trusted_keys()};

  std::vector<Rendered> rendered(records.size());
  std::vector<std::string> failed;
  int single_exit_code = 0;
  {
    Progress progress(tr("生成"), records.size(), options.progress);
    for_each_ordered(
        records.size(), workers, [&](std::size_t i, int) { rendered[i] = render_one(records[i], run); },
        [&](std::size_t i) {
          const Rendered& done = rendered[i];
          tell(records[i], done.diagnostics, done.failure.reason);
          for (const fs::path& pdf : done.files) print_data(pdf.string() + "\n");
          if (!done.failure.reason.empty()) failed.push_back(records[i].string());
          single_exit_code = std::max(single_exit_code, done.failure.exit_code);
          rendered[i] = {};
          progress.advance();
        });
  }
  log_info(fmt::format(fmt::runtime(tr("已生成 {} 份记录的表格，在 {}")), records.size() - failed.size(),
                       options.output.string()));
  return conclude_records(failed, records.size(), single_exit_code);
}

}  // namespace hefu
