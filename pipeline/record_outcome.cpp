#include "pipeline/record_outcome.h"

#include "pipeline/log.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;

RecordFailure with_record(const std::function<RecordFailure()>& work, const std::string& number) {
  try {
    return work();
  } catch (const Error& error) {
    const bool record_alone =
        error.kind() == ErrorKind::bad_input || (error.kind() == ErrorKind::io && number.empty());
    if (!record_alone) throw;
    return {error.hint().empty()
                ? error.what()
                : fmt::format(fmt::runtime(tr("{}\n    办法：{}")), error.what(), error.hint()),
            error.exit_code()};
  }
}

RecordFailure failure_of(const PreparedRecord& record) {
  if (!record.ok) return {tr("记录有误，没有生成任何文件"), static_cast<int>(ErrorKind::bad_input)};
  if (!record.sheets.empty()) return {};
  std::vector<std::string> kinds = kinds_of(record.application.notice);
  for (const std::string& kind : kinds_on_request(record.application.notice)) kinds.push_back(kind);
  return {fmt::format(fmt::runtime(tr("通知 {} 没有这样的表格可打印；能打印的种类：{}")),
                      record.application.notice, fmt::join(kinds, "、")),
          static_cast<int>(ErrorKind::bad_input)};
}

void tell(const fs::path& file, const Diagnostics& diagnostics, const std::string& failure) {
  for (const Diagnostic& diagnostic : diagnostics)
    diagnostic.severity == Severity::error ? log_error(to_text(diagnostic))
                                           : log_warning(to_text(diagnostic));
  if (!failure.empty()) log_error(fmt::format("{}: {}", file.string(), failure));
}

int conclude_records(const std::vector<std::string>& failed, std::size_t all, int single_exit_code) {
  if (failed.empty()) return 0;
  if (failed.size() == all) return all == 1 ? single_exit_code : 4;
  log_error(
      fmt::format(fmt::runtime(tr("{} 份记录没有处理：\n  {}")), failed.size(), fmt::join(failed, "\n  ")));
  return 11;
}

}  // namespace hefu
