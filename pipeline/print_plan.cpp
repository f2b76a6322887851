#include "pipeline/print_plan.h"

#include <charconv>

#include "pipeline/print_job.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {
namespace fs = std::filesystem;
namespace {

/// A place in the job as the user names it: a number, or an application number. 0-based.
std::size_t place_of(const std::string& given, const std::vector<RecordHead>& heads, const char* flag) {
  for (std::size_t i = 0; i < heads.size(); ++i)
    if (heads[i].number == given) return i;
  std::size_t position = 0;
  const char* const end = given.data() + given.size();
  if (std::from_chars(given.data(), end, position).ptr == end && position >= 1 && position <= heads.size())
    return position - 1;
  throw Error(ErrorKind::usage, fmt::format(fmt::runtime(tr("{} {}：没有这样的位置")), flag, given),
              fmt::format(fmt::runtime(tr("请给出 1 到 {} 的序号（见打印清单），或申报号")), heads.size()));
}

std::set<fs::path> failed_before(const fs::path& folder) {
  const fs::path job = newest_job(folder);
  if (job.empty())
    throw Error(ErrorKind::usage,
                fmt::format(fmt::runtime(tr("{} 中没有打印清单（print-job.json）")), folder.string()),
                tr("请先不用 --only-failed 打印一次，或用 -o 指明上次的结果文件夹"));
  std::set<fs::path> failed;
  for (const fs::path& record : failed_records(read_file(job), job.string()))
    failed.insert(fs::weakly_canonical(record));
  return failed;
}

std::vector<PlannedRecord> chosen(const std::vector<std::string>& records,
                                  const std::vector<RecordHead>& heads, const Options& options) {
  const PrintOptions& print = options.print;
  const std::size_t first = print.from.empty() ? 0 : place_of(print.from, heads, "--from");
  const std::size_t last = print.to.empty() ? records.size() - 1 : place_of(print.to, heads, "--to");
  std::set<fs::path> failed;
  if (print.only_failed) failed = failed_before(options.output);
  std::vector<PlannedRecord> plan;
  for (std::size_t i = first; i <= last && i < records.size(); ++i)
    if (!print.only_failed || failed.contains(fs::weakly_canonical(records[i])))
      plan.push_back({records[i], static_cast<int>(i) + 1});
  if (plan.empty())
    throw Error(ErrorKind::bad_input, tr("没有要打印的记录"),
                print.only_failed ? tr("上次没有打印失败的人，或他们不在所给的文件夹中")
                                  : tr("--from 不能在 --to 之后"));
  return plan;
}

}  // namespace

std::string paper_of(const Form& form) {
  const Element* const page = form.root.child("page");
  for (const Element* style : form.root.all("style"))
    if (page != nullptr && style->attribute("id") == page->attribute("style"))
      return style->attribute("paper");
  return "A4";
}

PrintRule rule_for(const NoticeForms& forms, const Form& form, const std::string& level,
                   const PrintOptions& options) {
  PrintRule rule = print_rule(forms.notice, form, level);
  if (const auto given = options.copies.find(form.kind); given != options.copies.end())
    rule.copies = given->second, rule.photocopies = 0;
  return rule;
}

PrintPlan plan_printing(const std::vector<std::string>& records, const Options& options, Machine& machine,
                        int workers) {
  const std::vector<RecordHead> heads = read_heads(records, workers);
  refuse_shared_numbers(records, heads);
  PrintPlan plan;
  plan.records = chosen(records, heads, options);

  std::set<std::pair<std::string, std::string>> groups;  // notice and level
  for (const PlannedRecord& record : plan.records) {
    const RecordHead& head = heads[static_cast<std::size_t>(record.position) - 1];
    if (!head.notice.empty()) groups.emplace(head.notice, head.level);
  }
  bool both = false, all_a3 = true;
  for (const auto& [notice, level] : groups) {
    Diagnostics diagnostics;
    const auto forms = machine.forms_of(notice, diagnostics);
    if (!forms) continue;  // told when a record's turn comes
    for (const Form& form : forms->forms) {
      const std::string paper = paper_of(form);
      const bool asked = options.only.empty() ||
                         std::find(options.only.begin(), options.only.end(), form.kind) != options.only.end();
      if (!asked || (!options.print.paper.empty() && options.print.paper != paper)) continue;
      const PrintRule rule = rule_for(*forms, form, level, options.print);
      if (rule.copies == 0) continue;
      both = both || rule.sides == Sides::both;
      all_a3 = all_a3 && paper == "A3";
      if (std::find(plan.kinds.begin(), plan.kinds.end(), form.kind) == plan.kinds.end())
        plan.kinds.push_back(form.kind);
    }
  }
  if (plan.kinds.empty() && !groups.empty())
    throw Error(ErrorKind::bad_input, tr("这些通知没有符合条件的表格可打印"),
                tr("请检查 --only、--paper 与 --copies"));
  if (both) plan.duplex = all_a3 ? Duplex::short_edge : Duplex::long_edge;
  return plan;
}

fs::path newest_job(const fs::path& folder) {
  fs::path newest;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with("print-job") || entry.path().extension() != ".json") continue;
    if (newest.empty() || fs::last_write_time(entry.path()) > fs::last_write_time(newest))
      newest = entry.path();
  }
  return newest;
}

std::string next_job_name(const fs::path& folder, bool goes_on) {
  if (!goes_on) return "print-job";
  for (int n = 2;; ++n)
    if (const std::string name = fmt::format("print-job-{}", n); !fs::exists(folder / (name + ".json")))
      return name;
}

}  // namespace hefu
