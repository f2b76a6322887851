#include "pipeline/clock.h"
#include "pipeline/commands.h"
#include "pipeline/interrupt.h"
#include "pipeline/log.h"
#include "pipeline/output.h"
#include "pipeline/parallel.h"
#include "pipeline/paths.h"
#include "pipeline/prepare_record.h"
#include "pipeline/printable.h"
#include "pipeline/read_report.h"
#include "pipeline/record_outcome.h"
#include "pipeline/record_photo.h"
#include "pipeline/return_notice.h"
#include "pipeline/terminal.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "templates/pdf.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

// A crop is a cell of a form at 200 dpi: the largest, half an A3 page, has under 8 million pixels.
constexpr std::uintmax_t most_crop_bytes = 32u << 20;

struct ReturnRun {
  const Options& options;
  Machine machine;
  Form form;
  Date today;
};

struct Returned {
  std::string number;
  fs::path file;  // empty: nothing to return
  Diagnostics diagnostics;
  RecordFailure failure;
};

/// A picture beside the report. One that is missing or broken is told; the notice is made without it.
std::optional<Photo> read_crop(const fs::path& report, const std::string& name, Sandbox& sandbox,
                               Diagnostics& diagnostics) {
  const fs::path file = report.parent_path() / name;
  const auto refuse = [&](const std::string& why) {
    diagnostics.push_back({Severity::warning, report.string(), 0, "",
                           fmt::format(fmt::runtime(tr("图片 {} 用不上：{}")), name, why), "", "",
                           tr("请把 hefu check 写出的整个文件夹放在一起")});
    return std::nullopt;
  };
  std::error_code failed;
  if (!fs::is_regular_file(file, failed)) return refuse(tr("没有这个文件"));
  if (!lies_within(file, report.parent_path().empty() ? "." : report.parent_path()))
    return refuse(tr("它不在报告的文件夹内"));
  if (fs::file_size(file, failed) > most_crop_bytes) return refuse(tr("文件过大"));
  std::string bytes = read_file(file);
  Image picture;
  const DecodedFile decoded = sandbox.decode(bytes, [&](int page, Image image) {
    if (page == 0) picture = std::move(image);
  });
  if (decoded.status != FileStatus::read || picture.empty()) return refuse(decoded.reason);
  return to_photo(std::move(bytes), picture);
}

Notice notice_of(const Report& report, Diagnostics& diagnostics) {
  ReadNotice read = find_notice(report.notice);
  diagnostics.insert(diagnostics.end(), read.diagnostics.begin(), read.diagnostics.end());
  if (!read.ok)
    throw Error(ErrorKind::bad_input, fmt::format(fmt::runtime(tr("没有名为 {} 的通知")), report.notice),
                tr("请用 --notices 给出核对时所用的通知文件夹"));
  return std::move(read.notice);
}

void return_report(const fs::path& file, ReturnRun& run, Returned& returned) {
  const Report report = read_report(file);
  const Notice notice = notice_of(report, returned.diagnostics);
  ReturnNotice made = return_notice(report, notice, run.today, run.options.returns.everything);
  returned.number = report.number;
  if (made.empty()) return;
  made.document.file = file;
  make_printable(made.document.root, *run.machine.fonts(), returned.diagnostics);
  Pictures pictures;
  for (const std::string& name : made.crops)
    if (auto picture = read_crop(file, name, run.machine.sandbox(), returned.diagnostics))
      pictures.emplace(name, std::move(*picture));
  LaidOut laid = lay_out(run.form, made.document, notice, *run.machine.fonts(), nullptr, {}, pictures);
  returned.diagnostics.insert(returned.diagnostics.end(), laid.diagnostics.begin(), laid.diagnostics.end());
  if (!laid.ok) throw Error(ErrorKind::bad_input, tr("退回通知书放不下或印不出报告中的内容，没有生成"));
  const std::string pdf = write_pdf(laid.sheet, *run.machine.fonts());
  stop_if_interrupted();
  returned.file = run.options.output / report.number / "return-notice.pdf";
  write_output(returned.file, pdf);
}

Returned return_one(const fs::path& file, ReturnRun& run) {
  Returned returned;
  returned.failure = with_record(
      [&] {
        stop_if_interrupted();
        return_report(file, run, returned);
        return RecordFailure{};
      },
      returned.number);
  return returned;
}

void tell(const fs::path& file, const Returned& returned) {
  tell(file, returned.diagnostics, returned.failure.reason);
  if (!returned.failure.reason.empty()) return;
  if (returned.file.empty())
    return log_info(
        fmt::format(fmt::runtime(tr("{}：没有要退回申报人改正的问题，不生成退回通知书")), returned.number));
  print_data(returned.file.string() + "\n");
}

/// Two reports of one application would be written to one place.
void refuse_same_application(const std::vector<std::string>& reports) {
  std::map<std::string, std::string> first;
  for (const std::string& file : reports) {
    std::string number;
    try {
      number = read_report(file).number;
    } catch (const Error&) {
      continue;  // told when the report's turn comes
    }
    const auto [known, is_new] = first.emplace(number, file);
    if (!is_new)
      throw Error(
          ErrorKind::bad_input,
          fmt::format(fmt::runtime(tr("{} 与 {} 是同一份申报的报告：{}")), known->second, file, number),
          tr("一次运行中每份申报只能有一份报告，请去掉其中一份"));
  }
}

Form return_form() {
  ReadForm read = read_form(data_file("templates/forms/return-notice.xml"));
  if (!read.ok)
    throw Error(ErrorKind::missing,
                read.diagnostics.empty() ? "return-notice.xml" : to_text(read.diagnostics.front()));
  return std::move(read.form);
}

}  // namespace

int return_notices(const Options& options, std::shared_ptr<Sandbox> sandbox) {
  const auto today = parse_date(moment(options.now).substr(0, 10));
  if (!today)
    throw Error(ErrorKind::usage, fmt::format(fmt::runtime(tr("--now 的时间写法不对：{}")), options.now),
                tr("例如 2025-06-20 或 2025-06-20T10:00:00"));
  const std::vector<std::string> reports = find_named(options.inputs, "report.json");
  if (reports.empty())
    throw Error(ErrorKind::bad_input, tr("没有找到 report.json"),
                tr("请给出 hefu check 写出的报告，或含有报告的文件夹"));
  refuse_output_in_input(options.output, options.inputs);
  if (reports.size() > 1) refuse_same_application(reports);
  ReturnRun run{options, Machine(std::move(sandbox)), return_form(), *today};

  std::vector<Returned> returned(reports.size());
  std::size_t failed = 0, made = 0;
  int single_exit_code = 0;
  {
    Progress progress(tr("退回通知"), reports.size(), options.progress);
    for_each_ordered(
        reports.size(), worker_count(options.jobs),
        [&](std::size_t i, int) { returned[i] = return_one(reports[i], run); },
        [&](std::size_t i) {
          tell(reports[i], returned[i]);
          failed += !returned[i].failure.reason.empty();
          made += !returned[i].file.empty();
          single_exit_code = std::max(single_exit_code, returned[i].failure.exit_code);
          returned[i] = {};
          progress.advance();
        });
  }
  log_info(fmt::format(fmt::runtime(tr("已生成 {} 份退回通知书，在 {}")), made, options.output.string()));
  if (failed == 0) return 0;
  if (failed == reports.size()) return reports.size() == 1 ? single_exit_code : 4;
  return 11;
}

}  // namespace hefu
