#include "pipeline/page_findings.h"

#include "schemas/text.h"

namespace hefu {
namespace {

std::string text_of(const TextRun& run) {
  std::u32string text;
  for (const Glyph& glyph : run.glyphs) text += glyph.code_point;
  return to_utf8(text);
}

Where place(const VerifiedPage& page, const RectMm& box, ReadPage& read) {
  return {page.file, read.page, box, std::nullopt, cut_crop(page, box, read)};
}

/// A mark in a column of the year's assessments that the record does not say: 优秀 where it says 合格.
std::string ticked_otherwise(const Page& page, const Box& box) {
  const std::size_t end = box.id.find("/blank[");
  if (box.id.find("/assessments/assessment[") == std::string::npos || end == std::string::npos) return {};
  for (const Field& field : page.fields)
    if (field.entered && field.path == box.id.substr(0, end) + "/grade")
      return fmt::format("年度考核的“{}”一栏有手写的勾或字，线上为“{}”", box.label, field.online);
  return {};
}

// Each further one would say the same of the same page.
constexpr std::size_t most_foreign_ink = 5;

}  // namespace

void add_extra_ink(const VerifiedPage& page, const Field& field, FieldReport& report, ReadPage& read) {
  const bool blank = !field.entered;
  Finding finding = finding_of(page.record.forms->notice, blank ? "blank-filled" : "extra-ink",
                               Severity::warning, Audience::reviewer,
                               blank ? fmt::format("「{}」线上没有填写，纸面上却有笔迹", field.label)
                                     : fmt::format("「{}」一格中有不是打印的笔迹", field.label),
                               "请对照图片，确认是手写添加、涂改还是污渍", report.where);
  finding.path = field.path;
  read.findings.push_back(std::move(finding));
}

void add_page_findings(const VerifiedPage& page, const PageReading& reading, ReadPage& read) {
  const Notice& notice = page.record.forms->notice;
  const Page& verified = page.then ? *page.then : *page.now;
  for (const AlteredLabel& label : reading.labels) {
    const std::string shown = label.paper ? fmt::format("“{}”", *label.paper) : "别的内容";
    read.findings.push_back(finding_of(
        notice, "label-altered", Severity::error, Audience::applicant,
        fmt::format("表格原有的文字“{}”被改动，纸面为{}", text_of(verified.runs[label.run]), shown),
        "表格的格式和文字不能改动，请重新打印", place(page, label.box, read)));
  }
  for (std::size_t i = 0; i < std::min(most_foreign_ink, reading.foreign_ink.size()); ++i)
    read.findings.push_back(finding_of(notice, "foreign-ink", Severity::warning, Audience::reviewer,
                                       "表格之外的地方有笔迹或污渍", "请对照图片，确认不是添加的内容",
                                       place(page, reading.foreign_ink[i].box, read)));
  for (std::size_t i = 0; i < verified.fields.size() && i < reading.fields.size(); ++i)
    if (reading.fields[i].photo == PhotoState::covered && verified.fields[i].entered)
      read.findings.push_back(finding_of(notice, "photo-covered", Severity::warning, Audience::reviewer,
                                         "照片上有印章或别的红色墨迹，不能判定与线上上传的是否同一张",
                                         "请对照图片核对", place(page, verified.fields[i].box, read)));
  for (std::size_t i = 0; i < verified.boxes.size(); ++i) {
    const Box& box = verified.boxes[i];
    if (box.use != BoxUse::blank || box.filler == Filler::applicant || !reading.boxes[i].ink) continue;
    const std::string ticked = ticked_otherwise(verified, box);
    read.findings.push_back(finding_of(notice, "blank-filled", Severity::warning, Audience::reviewer,
                                       !ticked.empty() ? ticked
                                       : box.label.empty()
                                           ? "应当空白的地方有笔迹"
                                           : fmt::format("「{}」应当空白，却有笔迹", box.label),
                                       "请对照图片，确认不是手写添加的内容", place(page, box.box, read)));
  }
}

}  // namespace hefu
