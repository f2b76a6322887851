#include "pipeline/print_job.h"

#include "pipeline/terminal.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

template <class... Values>
std::string say(const char* pattern, const Values&... values) {
  return fmt::format(fmt::runtime(tr(pattern)), values...);
}

std::string settings_of(Duplex duplex) {
  switch (duplex) {
    case Duplex::long_edge:
      return tr("双面打印，长边翻转；实际大小（不缩放）；按页面大小选纸盒");
    case Duplex::short_edge:
      return tr("双面打印，短边翻转；实际大小（不缩放）；按页面大小选纸盒");
    case Duplex::one_sided:
      break;
  }
  return tr("单面打印；实际大小（不缩放）；按页面大小选纸盒");
}

std::string form_table(const PrintJob& job) {
  std::vector<std::vector<std::string>> rows = {{tr("表"), tr("纸张"), tr("人数"), tr("份数"),
                                                 tr("页（每人一份）"), tr("纸（张）"),
                                                 tr("盖章后另需复印（份）")}};
  for (const PrintedForm& form : job.forms)
    rows.push_back({form.title, form.paper, std::to_string(form.people), std::to_string(form.copies),
                    std::to_string(form.pages), std::to_string(form.sheets),
                    std::to_string(form.photocopies)});
  return aligned_table(rows);
}

std::string people_table(const PrintJob& job) {
  std::vector<std::vector<std::string>> rows = {
      {tr("序号"), tr("申报号"), tr("姓名"), tr("在文件中的页"), tr("纸（张）")}};
  for (const PrintedPerson& person : job.people) {
    std::vector<std::string> sheets;
    for (const auto& [paper, count] : person.sheets) sheets.push_back(fmt::format("{} {}", paper, count));
    rows.push_back({std::to_string(person.position), person.application, person.name,
                    person.first_page > 0 ? fmt::format("{}–{}", person.first_page, person.last_page) : "—",
                    fmt::format("{}", fmt::join(sheets, "、"))});
  }
  return aligned_table(rows);
}

}  // namespace

std::string to_text(const PrintJob& job) {
  std::string text = say("打印任务 {}（{}）\n", job.file, job.made);
  text += say("应打印 {} 人，已放入文件 {} 人，未能打印 {} 人；共 {} 页\n", job.people_asked,
              job.people.size(), job.failed.size(), job.pages);
  text += job.by_form ? tr("顺序：同一种表放在一起\n") : tr("顺序：同一人的表放在一起\n");
  text += tr("\n请装纸：\n");
  for (const auto& [paper, count] : job.sheets) text += say("  {} 纸 {} 张\n", paper, count);
  if (job.separators > 0) text += say("  （其中分隔页 {} 张，可用彩纸）\n", job.separators);
  text += say("打印机设置：{}\n", settings_of(job.duplex));
  text += "\n" + form_table(job);
  if (!job.failed.empty()) {
    text += tr("\n没有打印的人（改正后用 --only-failed 续打）：\n");
    for (const NotPrinted& one : job.failed)
      text += fmt::format("  {}  {}\n      {}\n", one.position, one.record, one.reason);
  }
  return text + tr("\n各人：\n") + people_table(job);
}

}  // namespace hefu
