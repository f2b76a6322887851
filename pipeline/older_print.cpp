#include "pipeline/older_print.h"

#include <map>

namespace hefu {
namespace {

/// A field's place by what it is: its path, its label and which of those alike it is on the page.
using Key = std::tuple<std::string, std::string, int>;

std::vector<Key> keys_of(const std::vector<Field>& fields) {
  std::map<std::pair<std::string, std::string>, int> count;
  std::vector<Key> keys;
  for (const Field& field : fields)
    keys.emplace_back(field.path, field.label, count[{field.path, field.label}]++);
  return keys;
}

std::string in_quotes(const Field& field) {
  return field.entered && !field.text.empty() ? fmt::format("“{}”", field.text) : "（空）";
}

/// The report of a field as it was then, told against what the record says now.
FieldReport against_now(FieldReport report, const Field& then, const Field& now) {
  const std::string then_text = then.entered ? then.text : "";
  const std::string now_text = now.entered ? now.text : "";
  if (then_text == now_text) return report;
  report.online = now.entered ? std::optional(now.text) : std::nullopt;
  if (report.verdict == Verdict::match || report.verdict == Verdict::not_online) {
    report.verdict = Verdict::mismatch;
    report.method = Method::expected_print;
    report.paper = then_text;
  } else if (report.verdict == Verdict::mismatch && report.paper == now_text) {
    // Changed on paper to what the record says now: only a reading says so, and a reading alone is never a
    // match.
    report.verdict = Verdict::unreadable;
  }
  return report;
}

}  // namespace

std::vector<FieldReport> compare_with_now(const VerifiedPage& page, std::vector<FieldReport> then_reports,
                                          ReadPage& read) {
  std::map<Key, std::size_t> now_index;
  std::vector<bool> seen(page.now ? page.now->fields.size() : 0, false);
  if (page.now) {
    const std::vector<Key> keys = keys_of(page.now->fields);
    for (std::size_t i = 0; i < keys.size(); ++i) now_index[keys[i]] = i;
  }
  std::vector<std::string> changes;
  std::vector<FieldReport> reports;
  const std::vector<Key> then_keys = keys_of(page.then->fields);
  for (std::size_t i = 0; i < then_reports.size(); ++i) {
    const Field& then = page.then->fields[i];
    const auto found = now_index.find(then_keys[i]);
    if (found == now_index.end()) {
      if (then.entered)
        changes.push_back(fmt::format("「{}」打印时为{}，现已没有", then.label, in_quotes(then)));
      continue;
    }
    const Field& now = page.now->fields[found->second];
    seen[found->second] = true;
    if ((then.entered ? then.text : "") != (now.entered ? now.text : ""))
      changes.push_back(fmt::format("「{}」打印时为{}，现为{}", then.label, in_quotes(then), in_quotes(now)));
    reports.push_back(against_now(std::move(then_reports[i]), then, now));
  }
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const Field& now = page.now->fields[i];
    if (seen[i]) continue;
    FieldReport report{read.identity.kind, now.path,     now.label,
                       std::nullopt,       std::nullopt, Verdict::not_online};
    report.where = Where{page.file, read.page, std::nullopt, std::nullopt, ""};
    if (now.entered) {
      report.verdict = Verdict::mismatch;
      report.method = Method::expected_print;
      report.online = now.text;
      report.paper = "";
      changes.push_back(fmt::format("「{}」打印时没有，现为{}", now.label, in_quotes(now)));
    }
    reports.push_back(std::move(report));
  }
  if (!changes.empty())
    read.findings.push_back(finding_of(
        page.record.forms->notice, "changed-since-print", Severity::error, Audience::applicant,
        fmt::format("这一页是 {} 打印的第 {} 版，此后线上信息已改动：{}", page.print->issued.substr(0, 10),
                    page.print->serial, fmt::join(changes, "；")),
        "请用现在的线上信息重新打印这份表格并重新签字、盖章",
        Where{page.file, read.page, std::nullopt, std::nullopt, ""}));
  return reports;
}

}  // namespace hefu
