#include "tests/unit/pipeline/return_sample.h"

#include <fmt/format.h>

#include <stdexcept>

#include "pipeline/record_photo.h"
#include "schemas/data_files.h"
#include "templates/form.h"
#include "tests/unit/pipeline/report_sample.h"
#include "tests/unit/templates/layout_sample.h"

namespace hefu::test {

Report long_report() {
  Report report = sample_report();
  const FieldReport pattern = report.fields.front();
  std::string words = "样本成果推广应用情况说明，";
  for (int i = 0; i < 6; ++i) words += words;
  for (int i = 0; i < 60; ++i) {
    FieldReport field = pattern;
    field.path = fmt::format("/application/achievements-after/achievement[{}]/result", i + 1);
    field.label = "完成情况及效果（获何奖励、效益或专利）";
    field.online = words.substr(0, 3u * static_cast<unsigned>(i < 58 ? 5 + i : 800));
    field.paper = "其它内容";
    if (i % 3 == 0)
      report.findings.push_back({"rule",
                                 Severity::error,
                                 Audience::applicant,
                                 fmt::format("第 {} 项成果没有佐证材料", i + 1),
                                 "请补交佐证材料",
                                 report.notice,
                                 {"附件1、8", "任现职以来的专业技术成果及其获奖情况"},
                                 field.where});
    report.fields.push_back(std::move(field));
  }
  return report;
}

ReturnNotice sample_return(const Report& report, bool everything) {
  return return_notice(report, notice(), {2025, 6, 20}, everything);
}

LaidOut lay_out_return(const Report& report, bool everything) {
  static const Form form = [] {
    ReadForm read = read_form(data_file("templates/forms/return-notice.xml"));
    if (!read.ok) throw std::runtime_error(to_text(read.diagnostics.front()));
    return read.form;
  }();
  const ReturnNotice made = sample_return(report, everything);
  Pictures pictures;
  for (const std::string& name : made.crops)
    if (const auto crop = report.crops.find(name); crop != report.crops.end())
      pictures.emplace(name, to_photo({}, crop->second));
  return lay_out(form, made.document, notice(), fonts(), nullptr, {}, pictures);
}

}  // namespace hefu::test
