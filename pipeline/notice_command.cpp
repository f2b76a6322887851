#include "pipeline/commands.h"
#include "pipeline/log.h"
#include "pipeline/output.h"
#include "pipeline/terminal.h"
#include "schemas/check_rules.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/notice.h"
#include "templates/form.h"

namespace hefu {
namespace {

void tell(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics)
    diagnostic.severity == Severity::error ? log_error(to_text(diagnostic))
                                           : log_warning(to_text(diagnostic));
}

}  // namespace

int list_notices(const Options&) {
  std::vector<std::vector<std::string>> rows = {{tr("标识"), tr("印发日期"), tr("通知")}};
  for (const std::string& id : notice_ids()) {
    const ReadNotice read = find_notice(id);
    tell(read.diagnostics);
    rows.push_back({id, read.notice.issued_on, read.notice.name});
  }
  print_data(aligned_table(rows));
  return 0;
}

int show_notice(const Options& options) {
  const std::vector<std::string> ids = notice_ids();
  if (std::find(ids.begin(), ids.end(), options.notice) == ids.end())
    throw Error(ErrorKind::bad_input, fmt::format(fmt::runtime(tr("没有标识为 {} 的通知")), options.notice),
                tr("用 hefu notice list 查看全部通知"));
  const ReadNotice read = find_notice(options.notice);
  tell(read.diagnostics);
  if (!read.ok) return static_cast<int>(ErrorKind::bad_input);
  print_data(fmt::format(fmt::runtime(tr("{}\n可生成的表格：{}\n")), to_text(read.notice),
                         fmt::join(kinds_of(options.notice), "、")));
  return 0;
}

int validate_notice(const Options& options) {
  bool all_well = true;
  for (const auto& file : options.inputs) {
    ReadNotice read = read_notice(file);
    if (read.ok)
      for (Diagnostic& d : check_rules(read.notice)) read.diagnostics.push_back(std::move(d));
    tell(read.diagnostics);
    if (!read.ok || has_errors(read.diagnostics)) {
      all_well = false;
      continue;
    }
    print_data(fmt::format(fmt::runtime(tr("{}：符合要求（{}，{} 条规则）\n")), file.string(), read.notice.id,
                           read.notice.rules.size()));
  }
  return all_well ? 0 : static_cast<int>(ErrorKind::bad_input);
}

}  // namespace hefu
