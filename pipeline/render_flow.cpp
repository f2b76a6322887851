#include "pipeline/clock.h"
#include "pipeline/commands.h"
#include "pipeline/interrupt.h"
#include "pipeline/log.h"
#include "pipeline/output.h"
#include "pipeline/parallel.h"
#include "pipeline/paths.h"
#include "pipeline/prepare_record.h"
#include "pipeline/print_register.h"
#include "pipeline/state.h"
#include "pipeline/terminal.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/page_code.h"
#include "templates/pdf.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

SigningKey key_for_printing(const State& state) {
  if (state.has_key()) return state.load_key();
  SigningKey key = state.make_key();
  const KeyId id = key.id();
  log_info(fmt::format(fmt::runtime(tr("没有签名密钥，已新建：{}（标识 {}）")),
                       state.private_key_file().string(), hex(id.data(), id.size())));
  return key;
}

struct Rendered {
  std::string number;
  std::vector<fs::path> files;
  Diagnostics diagnostics;
  std::string failure;  // empty: done
  int exit_code = 0;
};

struct RenderRun {
  const Options& options;
  Machine machine;
  SigningKey key;
  std::unique_ptr<PrintRegister> prints;
  std::string fonts_hash, now;
};

/// One sheet gets its serial, its codes and its bytes; the register knows of it before paper can.
std::string print_sheet(Sheet& sheet, const Form& form, const Application& application, RenderRun& run) {
  const int serial = run.prints->issue(sheet, {application.bytes, form.hash, run.fonts_hash, run.now});
  set_serial(sheet, serial, *run.machine.fonts());
  sign_pages(sheet, run.key);
  return write_pdf(sheet, *run.machine.fonts());
}

void render_record(const fs::path& file, RenderRun& run, Rendered& rendered) {
  PreparedRecord record = prepare_record(file, run.options.only, run.machine);
  rendered.number = record.application.number;
  rendered.diagnostics = std::move(record.diagnostics);
  if (!record.ok) {
    rendered.failure = tr("记录有误，没有生成任何文件");
    rendered.exit_code = static_cast<int>(ErrorKind::bad_input);
    return;
  }
  if (record.sheets.empty()) {
    rendered.failure =
        fmt::format(fmt::runtime(tr("通知 {} 没有这样的表格可打印；能打印的种类：{}")),
                    record.application.notice, fmt::join(kinds_of(record.application.notice), "、"));
    rendered.exit_code = static_cast<int>(ErrorKind::bad_input);
    return;
  }
  // All of a record's documents are made before the first is written: an error leaves none of them.
  std::vector<std::string> documents;
  for (std::size_t i = 0; i < record.sheets.size(); ++i)
    documents.push_back(print_sheet(record.sheets[i], *record.form_of[i], record.application, run));
  for (std::size_t i = 0; i < documents.size(); ++i) {
    stop_if_interrupted();
    const fs::path pdf = run.options.output / rendered.number / (record.sheets[i].kind + ".pdf");
    write_output(pdf, documents[i]);
    rendered.files.push_back(pdf);
  }
}

/// The per-document loop's catch: a record that cannot be read fails alone, a machine that cannot write fails
/// the run.
Rendered render_one(const fs::path& file, RenderRun& run) {
  Rendered rendered;
  try {
    stop_if_interrupted();
    render_record(file, run, rendered);
  } catch (const Error& error) {
    const bool record_alone =
        error.kind() == ErrorKind::bad_input || (error.kind() == ErrorKind::io && rendered.number.empty());
    if (!record_alone) throw;
    rendered.failure = error.hint().empty()
                           ? error.what()
                           : fmt::format(fmt::runtime(tr("{}\n    办法：{}")), error.what(), error.hint());
    rendered.exit_code = error.exit_code();
  }
  return rendered;
}

void tell(const fs::path& file, const Rendered& rendered) {
  for (const Diagnostic& diagnostic : rendered.diagnostics)
    diagnostic.severity == Severity::error ? log_error(to_text(diagnostic))
                                           : log_warning(to_text(diagnostic));
  if (!rendered.failure.empty()) return log_error(fmt::format("{}: {}", file.string(), rendered.failure));
  for (const fs::path& pdf : rendered.files) print_data(pdf.string() + "\n");
}

}  // namespace

int render(const Options& options, std::shared_ptr<Sandbox> sandbox) {
  const std::vector<fs::path> records = find_records(options.inputs);
  if (records.empty())
    throw Error(ErrorKind::bad_input, tr("没有找到 application.xml"),
                tr("请给出记录文件，或含有记录的文件夹"));
  refuse_output_in_input(options.output, options.inputs);
  const int workers = worker_count(options.jobs);
  refuse_shared_numbers(records, workers);

  const std::string now = moment(options.now);
  const State state(options.state);
  RenderRun run{options, Machine(std::move(sandbox)), key_for_printing(state), nullptr, "", now};
  run.prints = PrintRegister::open(state.register_file());
  run.fonts_hash = run.machine.fonts()->fingerprint();

  std::vector<Rendered> rendered(records.size());
  std::vector<std::string> failed;
  int single_exit_code = 0;
  {
    Progress progress(tr("生成"), records.size(), options.progress);
    for_each_ordered(
        records.size(), workers, [&](std::size_t i, int) { rendered[i] = render_one(records[i], run); },
        [&](std::size_t i) {
          tell(records[i], rendered[i]);
          if (!rendered[i].failure.empty()) failed.push_back(records[i].string());
          single_exit_code = std::max(single_exit_code, rendered[i].exit_code);
          rendered[i] = {};
          progress.advance();
        });
  }
  log_info(fmt::format(fmt::runtime(tr("已生成 {} 份记录的表格，在 {}")), records.size() - failed.size(),
                       options.output.string()));
  if (failed.empty()) return 0;
  if (failed.size() == records.size()) return records.size() == 1 ? single_exit_code : 4;
  log_error(
      fmt::format(fmt::runtime(tr("{} 份记录没有处理：\n  {}")), failed.size(), fmt::join(failed, "\n  ")));
  return 11;
}

}  // namespace hefu
