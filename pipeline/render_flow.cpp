#include <span>

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
#include "pipeline/render_journal.h"
#include "pipeline/terminal.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/heap.h"
#include "schemas/messages.h"
#include "schemas/write_file.h"
#include "schemas/xml.h"
#include "templates/pdf.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

struct Rendered {
  std::string number;
  std::vector<fs::path> files;
  bool kept = false;  // they lay there already
  Diagnostics diagnostics;
  RecordFailure failure;
};

struct RenderRun {
  const Options& options;
  Machine& machine;
  PrintIssuer& issuer;
  RenderJournal journal;
  TrustedKeys trusted;
};

/// Records whose documents get to the disk together, with one wait for it.
struct Batch {
  FileBatch files;
  std::vector<FinishedRender> finished;
};

constexpr std::size_t most_records_of_batch = 32;  // beyond it waiting is under 5 % of a record's time
constexpr std::size_t most_open_files = 512;       // of all batches; half of what a process may have open

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

/// The documents of a record that lie there from an earlier run. What the office counted is no input that
/// could be compared quickly.
std::optional<std::vector<fs::path>> find_rendered(const fs::path& file, RenderRun& run) {
  if (run.options.accepted) return std::nullopt;
  const std::optional<Element> root = parse_root_tag(read_file(file));
  if (!root) return std::nullopt;
  Diagnostics told_when_rendered;
  const auto forms = run.machine.forms_of(root->attribute("notice"), told_when_rendered);
  return forms ? run.journal.find(file, *forms, root->attribute("number")) : std::nullopt;
}

/// Reads, sets, registers, signs and writes.
RecordFailure render_record(const fs::path& file, RenderRun& run, Batch& batch, Rendered& rendered) {
  stop_if_interrupted();
  if (std::optional<std::vector<fs::path>> lie_there = find_rendered(file, run)) {
    rendered.files = std::move(*lie_there);
    rendered.kept = true;
    return {};
  }
  PreparedRecord record = prepare_record(file, run.options.only, run.machine, true, late_values_of(run));
  rendered.number = record.application.number;
  rendered.diagnostics = std::move(record.diagnostics);
  if (RecordFailure failure = failure_of(record); !failure.reason.empty()) return failure;
  const fs::path folder = run.options.output / rendered.number;
  make_folder(folder);
  std::vector<RenderJournal::Document> documents;
  for (std::size_t i = 0; i < record.sheets.size(); ++i) {
    Sheet& sheet = record.sheets[i];
    run.issuer.issue(sheet, *record.form_of[i], record.application);
    const std::string pdf = write_pdf(sheet, *run.machine.fonts());
    rendered.files.push_back(folder / (sheet.kind + ".pdf"));
    documents.push_back({rendered.files.back(), pdf.size(), batch.files.add(rendered.files.back(), pdf)});
  }
  // Told something, it tells it again the next time.
  if (rendered.diagnostics.empty() && !run.options.accepted)
    batch.finished.push_back(run.journal.row(record.application, *record.forms, documents));
  return {};
}

std::vector<Rendered> render_batch(std::span<const std::string> records, RenderRun& run) {
  Batch batch;
  std::vector<Rendered> rendered(records.size());
  for (std::size_t i = 0; i < records.size(); ++i)
    rendered[i].failure =
        with_record([&] { return render_record(records[i], run, batch, rendered[i]); }, rendered[i].number);
  // The documents get their names only when the register can't forget them.
  run.issuer.settle(batch.finished);
  batch.files.publish();
  return rendered;
}

/// How many records go to the disk together: few enough that all workers have some, and no worker too many
/// files open.
std::size_t records_of_batch(std::size_t records, std::size_t workers) {
  constexpr std::size_t most_kinds = 8;
  const std::size_t shared = records / (4 * workers), openable = most_open_files / (most_kinds * workers);
  return std::clamp<std::size_t>(std::min(shared, openable), 1, most_records_of_batch);
}

}  // namespace

int render(const Options& options, std::shared_ptr<Sandbox> sandbox) {
  keep_freed_memory();
  const std::vector<std::string> records = find_asked_records(options);
  const int workers = worker_count(options.jobs);
  refuse_shared_numbers(records, workers);

  Machine machine(std::move(sandbox));
  PrintIssuer issuer(State(options.state), *machine.fonts(), moment(options.now));
  RenderRun run{options, machine, issuer, RenderJournal(options, issuer, *machine.fonts()),
                State(options.state).trusted_keys()};

  const std::size_t size = records_of_batch(records.size(), static_cast<std::size_t>(workers));
  const std::size_t batches = (records.size() + size - 1) / size;
  const auto records_of = [&](std::size_t batch) {
    return std::span(records).subspan(batch * size, std::min(size, records.size() - batch * size));
  };
  std::vector<std::unique_ptr<std::vector<Rendered>>> rendered(batches);
  std::vector<std::string> failed;
  std::size_t kept = 0;
  int single_exit_code = 0;
  {
    Progress progress(tr("生成"), records.size(), options.progress);
    for_each_ordered(
        batches, workers,
        [&](std::size_t batch, int) {
          rendered[batch] = std::make_unique<std::vector<Rendered>>(render_batch(records_of(batch), run));
        },
        [&](std::size_t batch) {
          for (std::size_t i = 0; i < rendered[batch]->size(); ++i) {
            const Rendered& done = (*rendered[batch])[i];
            const std::string& record = records_of(batch)[i];
            tell(record, done.diagnostics, done.failure.reason);
            for (const fs::path& pdf : done.files) print_data(pdf.string() + "\n");
            if (!done.failure.reason.empty()) failed.push_back(record);
            kept += done.kept;
            single_exit_code = std::max(single_exit_code, done.failure.exit_code);
            progress.advance();
          }
          rendered[batch].reset();
        });
  }
  log_info(fmt::format(fmt::runtime(tr("已生成 {} 份记录的表格，在 {}")), records.size() - failed.size(),
                       options.output.string()));
  if (kept > 0) log_info(fmt::format(fmt::runtime(tr("其中 {} 份与上次相同，没有重做")), kept));
  return conclude_records(failed, records.size(), single_exit_code);
}

}  // namespace hefu
