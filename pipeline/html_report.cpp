#include <fmt/format.h>

#include "pipeline/html_parts.h"
#include "schemas/data_files.h"

namespace hefu {
namespace html {
namespace {

std::string verdict_sentence(const Outline& outline) {
  const ReportCounts& counts = outline.counts;
  if (outline.report.verdict == CaseVerdict::consistent) {
    if (outline.other_findings.empty()) return "纸面材料与线上填报一致，没有发现需要处理的问题。";
    return fmt::format("纸面材料与线上填报一致；另有 {} 条检查发现，请看下面。",
                       outline.other_findings.size());
  }
  std::string parts;
  const auto add = [&](int number, const char* words) {
    if (number > 0) parts += fmt::format(fmt::runtime(parts.empty() ? "{} {}" : "，{} {}"), number, words);
  };
  add(counts.mismatch, "处与线上填报不一致");
  add(counts.unreadable, "处机器不能判定");
  add(counts.missing, "项缺失");
  add(counts.page_faults, "处页面问题");
  add(static_cast<int>(outline.other_findings.size()), "条检查发现");
  int failed = 0;
  for (const UploadReport& upload : outline.report.uploads) failed += upload.status != FileStatus::read;
  add(failed, "个文件未能读取");
  return parts.empty() ? "请人工核对。" : parts + "。";
}

std::string tile(const char* style, const char* sign, const char* word, int number) {
  return fmt::format("<li class=\"{}{}\">{}<b>{}</b><span>{}</span></li>", style, number == 0 ? " zero" : "",
                     icon(sign), number, word);
}

std::string navigation(const Outline& outline) {
  std::string out = "<nav><a href=\"#problems\">问题</a>";
  if (outline.counts.page_faults > 0) out += "<a href=\"#page-faults\">页面问题</a>";
  if (!outline.other_findings.empty()) out += "<a href=\"#findings\">检查发现</a>";
  if (!outline.unchecked.empty()) out += "<a href=\"#unchecked\">未核对</a>";
  if (!outline.report.claims.empty()) out += "<a href=\"#claims\">证明材料</a>";
  if (!outline.report.boxes.empty()) out += "<a href=\"#boxes\">签名盖章</a>";
  return out +
         "<a href=\"#pages\">页面</a><a href=\"#fields\">全部字段</a><a href=\"#uploads\">材料</a></nav>\n";
}

}  // namespace

std::string masthead(const Outline& outline) {
  const Report& report = outline.report;
  const ReportCounts& counts = outline.counts;
  const char* sign = report.verdict == CaseVerdict::consistent     ? "check"
                     : report.verdict == CaseVerdict::inconsistent ? "cross"
                                                                   : "eye";
  std::string out = fmt::format(
      "<header class=\"masthead\"><p class=\"kicker\">线上线下材料核对报告</p><h1>{}<span "
      "class=\"no\">{}</span></h1>"
      "<p class=\"notice\">{}</p></header>\n",
      escape(report.name.empty() ? "（未知姓名）" : report.name), escape(report.number),
      escape(report.notice_name.empty() ? report.notice : report.notice_name));
  out += fmt::format("<div class=\"verdict {}\">{}<div><strong>{}</strong><p>{}</p></div></div>\n",
                     to_word(report.verdict), icon(sign), spoken(report.verdict), verdict_sentence(outline));
  out += "<ul class=\"tiles\">";
  out += tile("mismatch", "cross", spoken(Verdict::mismatch), counts.mismatch);
  out += tile("unreadable", "eye", spoken(Verdict::unreadable), counts.unreadable);
  out += tile("missing", "gap", spoken(Verdict::missing), counts.missing);
  out += tile("fault", "page", "页面问题", counts.page_faults);
  out += tile("warning", "alert", "检查发现", static_cast<int>(outline.other_findings.size()));
  out += tile("match", "check", spoken(Verdict::match), counts.match);
  out += tile("not_online", "pen", spoken(Verdict::not_online), counts.not_online);
  return out + "</ul>\n" + navigation(outline);
}

}  // namespace html

std::string report_html(const Report& report) {
  const html::Outline outline(report);
  std::string out = "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n";
  // Values come from uploads: even if one slipped through, a browser would run and fetch nothing.
  out +=
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
      "style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"color-scheme\" content=\"only light\">\n";
  out += fmt::format("<title>{} {} 核对报告</title>\n<style>\n{}</style>\n</head>\n<body>\n{}<main>\n",
                     html::escape(report.name), html::escape(report.number),
                     read_file(data_file("pipeline/report/report.css")), html::icon_symbols());
  for (const auto& section :
       {html::masthead, html::problems, html::page_faults, html::findings, html::unchecked_rules,
        html::claims, html::boxes, html::pages, html::all_fields, html::uploads, html::timing})
    out += section(outline);
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace hefu
