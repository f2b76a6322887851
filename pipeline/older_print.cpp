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

/// For each field as printed then, the one of now that it is, or -1. A form whose wording has changed since
/// calls the same value otherwise: what has no partner of its own name takes one of its own path.
std::vector<int> partners_of(const std::vector<Field>& then, const std::vector<Field>& now) {
  std::map<Key, int> index;
  const std::vector<Key> now_keys = keys_of(now), then_keys = keys_of(then);
  for (std::size_t i = 0; i < now.size(); ++i) index[now_keys[i]] = static_cast<int>(i);
  std::vector<int> partners(then.size(), -1);
  std::vector<bool> taken(now.size(), false);
  for (std::size_t i = 0; i < then.size(); ++i) {
    const auto found = index.find(then_keys[i]);
    if (found == index.end()) continue;
    partners[i] = found->second;
    taken[static_cast<std::size_t>(found->second)] = true;
  }
  for (std::size_t i = 0; i < then.size(); ++i)
    for (std::size_t k = 0; partners[i] < 0 && k < now.size(); ++k)
      if (!taken[k] && now[k].path == then[i].path) {
        partners[i] = static_cast<int>(k);
        taken[k] = true;
      }
  return partners;
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
  std::vector<bool> seen(page.now ? page.now->fields.size() : 0, false);
  const std::vector<int> partners =
      partners_of(page.then->fields, page.now ? page.now->fields : std::vector<Field>{});
  std::vector<std::string> changes;
  std::vector<FieldReport> reports;
  for (std::size_t i = 0; i < then_reports.size(); ++i) {
    const Field& then = page.then->fields[i];
    if (partners[i] < 0) {
      if (then.entered)
        changes.push_back(fmt::format("「{}」打印时为{}，现已没有", then.label, in_quotes(then)));
      continue;
    }
    const auto partner = static_cast<std::size_t>(partners[i]);
    const Field& now = page.now->fields[partner];
    seen[partner] = true;
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
        fmt::format("这一页是 {} 打印的第 {} 版，此后线上信息或表格已改动：{}",
                    page.print->issued.substr(0, 10), page.print->serial, fmt::join(changes, "；")),
        "请用现在的线上信息重新打印这份表格并重新签字、盖章",
        Where{page.file, read.page, std::nullopt, std::nullopt, ""}));
  return reports;
}

}  // namespace hefu
