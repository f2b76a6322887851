#include <fmt/format.h>

#include <map>

#include "pipeline/html_parts.h"

namespace hefu::html {
namespace {

/// Over so many, what cannot be read is listed in a table: a page that is lost as a whole is one job, not
/// sixty.
constexpr std::size_t most_unreadable_cards = 24;
/// Longer values are set in text size instead of large type. Bytes; a Chinese character has three.
constexpr std::size_t short_value_bytes = 90;

std::string crop_of(const Report& report, const std::optional<Where>& where) {
  if (!where) return {};
  const auto crop = report.crops.find(where->crop);
  if (crop == report.crops.end() || crop->second.empty()) return {};
  // Larger than the card shows it on any screen.
  const Image image = crop->second.width > 2000 ? shrunk(crop->second, 2) : crop->second;
  return fmt::format("<img class=\"crop\" src=\"{}\" width=\"{}\" height=\"{}\" alt=\"纸面图片\">",
                     data_uri(encode_jpeg(image, 82)), image.width, image.height);
}

std::string paper_side(const FieldReport& field, const std::vector<TextStretch>& stretches,
                       const char* size) {
  if (field.verdict == Verdict::unreadable) {
    std::string out = "<p class=\"value doubt\">机器不能判定，请看图核对</p>";
    if (field.paper) out += fmt::format("<p class=\"hint\">识别结果（仅供参考）：{}</p>", marked(stretches));
    return out;
  }
  if (!field.paper) return "<p class=\"value doubt\">与线上填写不同，未能读出</p>";
  return fmt::format("<p class=\"value {}\">{}</p>", size, marked(stretches));
}

/// The clause and remedy that all these fields share: told once above them instead of on every card.
std::string shared_reasons(const Outline& outline, const std::vector<std::size_t>& fields) {
  if (fields.size() < 2) return {};
  const std::string first = reasons(outline, outline.findings_of[fields[0]]);
  for (std::size_t i : fields)
    if (reasons(outline, outline.findings_of[i]) != first) return {};
  return first;
}

std::string card(const Outline& outline, std::size_t index, const std::string& told_above) {
  const FieldReport& field = outline.report.fields[index];
  const std::string online = field.online.value_or("");
  const TextDifference difference =
      field.paper ? differing(online, *field.paper) : TextDifference{{{online, false}}, {}};
  const bool is_short = std::max(online.size(), field.paper.value_or("").size()) <= short_value_bytes;
  const char* size = is_short ? "short" : "long";
  std::string place = field.where ? place_link(outline, *field.where) : "";
  if (place.empty()) place = fmt::format("<span class=\"form\">{}</span>", escape(spoken_kind(field.form)));
  std::string out = fmt::format(
      "<article class=\"card {}\" id=\"f{}\"><header><span "
      "class=\"number\">{}</span><h3>{}</h3>{}{}</header>",
      to_word(field.verdict), index, outline.number_of[index], label_of(field), chip(field.verdict), place);
  out += fmt::format(
      "<div class=\"sides {}\"><div class=\"side online\"><h4>线上填写</h4><p class=\"value {}\">{}</p></div>"
      "<div class=\"side paper\"><h4>纸面显示</h4>{}{}</div></div>",
      size, size, marked(difference.online), paper_side(field, difference.paper, size),
      crop_of(outline.report, field.where));
  std::string why;
  for (const Finding* finding : outline.findings_of[index])
    if (finding->rule != field_mismatch_rule)
      why += fmt::format("<p><b>发现</b><span>{}</span></p>", escape(finding->message));
  const std::string reason = reasons(outline, outline.findings_of[index]);
  if (reason != told_above) why += reason;
  if (!why.empty()) out += "<footer class=\"why\">" + why + "</footer>";
  return out + "</article>\n";
}

std::string short_table(const Outline& outline, const std::vector<std::size_t>& fields, bool with_pictures) {
  std::string out =
      "<table class=\"rows\"><thead><tr><th class=\"narrow\">序号</th><th>栏目</th><th>线上填写</th>";
  out += with_pictures ? "<th>纸面图片</th><th>位置</th></tr></thead><tbody>" : "</tr></thead><tbody>";
  for (std::size_t i : fields) {
    const FieldReport& field = outline.report.fields[i];
    out += fmt::format(
        "<tr id=\"f{}\"><td data-name=\"序号\">{}</td><td data-name=\"栏目\">{}</td><td "
        "data-name=\"线上填写\">{}</td>",
        i, outline.number_of[i], label_of(field), marked({{field.online.value_or(""), false}}));
    if (with_pictures)
      out += fmt::format("<td data-name=\"纸面图片\">{}</td><td data-name=\"位置\">{}</td>",
                         crop_of(outline.report, field.where),
                         field.where ? place_link(outline, *field.where) : "");
    out += "</tr>\n";
  }
  return out + "</tbody></table>\n";
}

std::string sub_heading(Verdict verdict, std::size_t number) {
  return fmt::format("<h3 class=\"group {}\">{}{} <span class=\"count\">{} 项</span></h3>\n",
                     to_word(verdict), icon(icon_of(verdict)), spoken(verdict), number);
}

std::string missing_fields(const Outline& outline) {
  std::map<std::string, std::vector<std::size_t>> by_form;
  for (std::size_t i : outline.missing) by_form[outline.report.fields[i].form].push_back(i);
  std::string out = sub_heading(Verdict::missing, outline.missing.size());
  out += "<p class=\"lead\">线上填写了、但交来的纸面材料里没有的内容。</p>\n";
  for (const auto& [form, fields] : by_form)
    out += fmt::format("<details class=\"table\"{}><summary>{}：{} 项</summary>{}</details>\n",
                       fields.size() <= 12 ? " open" : "", escape(spoken_kind(form)), fields.size(),
                       short_table(outline, fields, false));
  return out;
}

}  // namespace

std::string problems(const Outline& outline) {
  std::string out = "<section id=\"problems\"><h2>问题</h2>\n";
  if (outline.mismatches.empty() && outline.unreadables.empty() && outline.missing.empty())
    return out + "<p class=\"lead\">没有发现不一致、无法辨认或缺失的内容。</p></section>\n";
  for (const auto& [verdict, fields] :
       {std::pair{Verdict::mismatch, &outline.mismatches}, {Verdict::unreadable, &outline.unreadables}}) {
    if (fields->empty()) continue;
    out += sub_heading(verdict, fields->size());
    const std::string shared = shared_reasons(outline, *fields);
    if (!shared.empty()) out += "<div class=\"why shared\">" + shared + "</div>\n";
    if (verdict == Verdict::unreadable && fields->size() > most_unreadable_cards)
      out += short_table(outline, *fields, true);
    else
      for (std::size_t i : *fields) out += card(outline, i, shared);
  }
  if (!outline.missing.empty()) out += missing_fields(outline);
  return out + "</section>\n";
}

std::string page_faults(const Outline& outline) {
  if (outline.counts.page_faults == 0) return {};
  std::string out = "<section id=\"page-faults\"><h2>页面问题</h2><ul class=\"faults\">\n";
  for (std::size_t i = 0; i < outline.report.pages.size(); ++i) {
    const PageReport& page = outline.report.pages[i];
    if (page.fault == PageFault::none) continue;
    std::string what = escape(form_page_name(page));
    if (page.of > 0) what += fmt::format("<small>（共 {} 页）</small>", page.of);
    out += fmt::format("<li>{}<div><p class=\"what\">{}</p><p>{}</p></div>{}</li>\n",
                       chip("fault", page.fault == PageFault::missing ? "gap" : "alert", spoken(page.fault)),
                       what, remedy_of(page.fault), place_link(outline, {page.file, page.page}));
  }
  return out + "</ul></section>\n";
}

/// What nobody could check never passes in silence; told by what is missing, since one list or one field
/// given mends many at once.
std::string unchecked_rules(const Outline& outline) {
  if (outline.unchecked.empty()) return {};
  std::vector<std::string> reasons;
  std::map<std::string, std::string> rows;
  for (const Finding* finding : outline.unchecked) {
    std::string& of_reason = rows[finding->reason];
    if (of_reason.empty()) reasons.push_back(finding->reason);
    of_reason +=
        fmt::format("<tr><td class=\"narrow\">{}</td><td>{}</td><td><q>{}</q></td></tr>",
                    escape(finding->clause.number), escape(finding->title), escape(finding->clause.quote));
  }
  std::string out = fmt::format(
      "<section id=\"unchecked\"><h2>未核对的规定</h2>\n<p class=\"lead\">下面 {} "
      "条规定因为缺少内容没有核对，"
      "不表示符合。</p>\n",
      outline.unchecked.size());
  for (const std::string& reason : reasons)
    out += fmt::format(
        "<details class=\"table\"><summary>{}</summary><table class=\"rows\"><thead><tr><th "
        "class=\"narrow\">条款"
        "</th><th>规定</th><th>原文</th></tr></thead><tbody>{}</tbody></table></details>\n",
        escape(reason), rows[reason]);
  return out + "</section>\n";
}

std::string findings(const Outline& outline) {
  if (outline.other_findings.empty()) return {};
  std::string out = "<section id=\"findings\"><h2>检查发现</h2>\n";
  for (const Finding* finding : outline.other_findings) {
    const char* sign = finding->severity == Severity::error     ? "cross"
                       : finding->severity == Severity::warning ? "alert"
                                                                : "info";
    out += fmt::format(
        "<article class=\"finding {}\"><header>{}<h3>{}</h3><span class=\"form\">{}</span>{}</header>",
        to_word(finding->severity), chip(to_word(finding->severity), sign, spoken(finding->severity)),
        escape(finding->message), finding->audience == Audience::applicant ? "请申报人处理" : "请审核人处理",
        finding->where ? place_link(outline, *finding->where) : "");
    const std::string crop = crop_of(outline.report, finding->where), why = reasons(outline, {finding});
    if (!crop.empty() || !why.empty()) out += "<div class=\"why\">" + crop + why + "</div>";
    out += "</article>\n";
  }
  return out + "</section>\n";
}

}  // namespace hefu::html
