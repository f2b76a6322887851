#include "pipeline/clock.h"
#include "pipeline/commands.h"
#include "pipeline/find_cases.h"
#include "pipeline/interrupt.h"
#include "pipeline/log.h"
#include "pipeline/output.h"
#include "pipeline/parallel.h"
#include "pipeline/prepare_record.h"
#include "pipeline/record_outcome.h"
#include "pipeline/roster_print.h"
#include "pipeline/roster_sheets.h"
#include "pipeline/roster_workbook.h"
#include "pipeline/terminal.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/publicity_mask.h"
#include "schemas/write_csv.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

/// What one record gives.
struct ReadLine {
  std::string notice;
  RosterLine line;
  Diagnostics diagnostics;
  std::string failure;  // empty: read
};

/// The notices of a run, each read once.
class RosterNotices {
 public:
  /// Null: unknown.
  std::shared_ptr<const Notice> find(const std::string& id, Diagnostics& diagnostics) {
    const std::lock_guard lock(mutex_);
    if (const auto known = known_.find(id); known != known_.end()) return known->second;
    ReadNotice read = find_notice(id);
    diagnostics.insert(diagnostics.end(), read.diagnostics.begin(), read.diagnostics.end());
    return known_[id] = read.ok ? std::make_shared<const Notice>(std::move(read.notice)) : nullptr;
  }
  const Notice& at(const std::string& id) const { return *known_.at(id); }

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const Notice>> known_;
};

ReadLine read_line(const fs::path& file, RosterNotices& notices, bool publicity) {
  ReadLine read;
  try {
    stop_if_interrupted();
    ReadApplication record = read_application(file);
    read.diagnostics = std::move(record.diagnostics);
    if (!record.ok) {
      read.failure = tr("记录有误，没有列入花名册");
      return read;
    }
    const std::shared_ptr<const Notice> notice = notices.find(record.application.notice, read.diagnostics);
    if (!notice || !has_roster(*notice)) {
      read.failure = fmt::format(fmt::runtime(tr("通知 {} 没有规定花名册的各栏，没有列入花名册")),
                                 record.application.notice);
      return read;
    }
    read.notice = notice->id;
    read.line = publicity ? roster_line(*notice, masked(record.application, publicity_mask(*notice)))
                          : roster_line(*notice, record.application);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::bad_input && error.kind() != ErrorKind::io) throw;
    read.failure = error.what();
  }
  return read;
}

/// One person may stand in the lists of two notices: masked in two ways, one number would show more.
void refuse_two_masks(const std::map<std::string, std::vector<RosterLine>>& lines,
                      const RosterNotices& notices) {
  const std::string first = lines.begin()->first;
  for (const auto& [id, own] : lines)
    if (!(publicity_mask(notices.at(id)) == publicity_mask(notices.at(first))))
      throw Error(ErrorKind::bad_input,
                  fmt::format(fmt::runtime(tr("通知 {} 与 {} 的遮盖方式（publicity-mask）不同")), first, id),
                  tr("请把两份通知的遮盖方式改成一样：同一号码不能有两种遮盖"));
}

bool wanted(const RosterOptions& options, const std::string& format) {
  return options.formats.empty() ||
         std::find(options.formats.begin(), options.formats.end(), format) != options.formats.end();
}

void write_sheet(const RosterSheet& sheet, const Notice& notice, const Options& options,
                 const std::string& now, const std::shared_ptr<const Fonts>& fonts) {
  const fs::path stem = options.output / sheet.notice / sheet.stem;
  const auto write = [&](const char* extension, const std::string& bytes) {
    stop_if_interrupted();
    fs::path file = stem;
    file += extension;
    write_output(file, bytes);
    print_data(file.string() + "\n");
  };
  if (wanted(options.roster, "xlsx")) write(".xlsx", to_workbook(sheet, now));
  if (fonts) write(".pdf", to_pdf(sheet, notice, now, *fonts));
  if (wanted(options.roster, "csv")) write(".csv", to_csv(headed_rows(sheet)));
}

}  // namespace

int write_rosters(const Options& options) {
  const std::vector<std::string> records = find_asked_records(options);
  const int workers = worker_count(options.jobs);
  refuse_shared_numbers(records, workers);
  const std::string now = moment(options.now);

  RosterNotices notices;
  std::vector<ReadLine> read(records.size());
  std::map<std::string, std::vector<RosterLine>> lines;  // by notice
  std::vector<std::string> failed;
  {
    Progress progress(tr("读入"), records.size(), options.progress);
    for_each_ordered(
        records.size(), workers,
        [&](std::size_t i, int) { read[i] = read_line(records[i], notices, options.roster.publicity); },
        [&](std::size_t i) {
          tell(records[i], read[i].diagnostics, read[i].failure);
          if (read[i].failure.empty())
            lines[read[i].notice].push_back(std::move(read[i].line));
          else
            failed.push_back(records[i]);
          read[i] = {};
          progress.advance();
        });
  }
  if (lines.empty()) return static_cast<int>(ErrorKind::bad_input);
  if (options.roster.publicity) refuse_two_masks(lines, notices);
  std::size_t rosters = 0;
  const std::shared_ptr<const Fonts> fonts = wanted(options.roster, "pdf") ? Fonts::load() : nullptr;
  for (auto& [id, own] : lines)
    for (const RosterSheet& sheet : roster_sheets(notices.at(id), std::move(own), options.roster.publicity)) {
      write_sheet(sheet, notices.at(id), options, now, fonts);
      ++rosters;
    }
  log_info(fmt::format(fmt::runtime(tr("已生成 {} 份花名册，共 {} 人，在 {}")), rosters,
                       records.size() - failed.size(), options.output.string()));
  if (failed.empty()) return 0;
  log_error(
      fmt::format(fmt::runtime(tr("{} 人没有列入花名册：\n  {}")), failed.size(), fmt::join(failed, "\n  ")));
  return 11;
}

}  // namespace hefu
