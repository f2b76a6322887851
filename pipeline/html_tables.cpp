#include <fmt/format.h>

#include "pipeline/html_parts.h"

namespace hefu::html {
namespace {

/// The form stands in the table's title: its page is enough, and keeps a row to one line.
std::string short_place(const Outline& outline, const std::optional<Where>& where) {
  if (!where) return {};
  const int page = outline.page_at(where->file, where->page);
  const int form_page = page < 0 ? 0 : outline.report.pages[page].form_page;
  if (form_page <= 0) return place_link(outline, *where);
  return fmt::format("<a class=\"place\" href=\"#p{}\" title=\"{} 第 {} 页\">第 {} 页</a>", page,
                     escape(where->file), where->page, form_page);
}

std::string field_row(const Outline& outline, std::size_t index) {
  const FieldReport& field = outline.report.fields[index];
  std::string paper = "<span class=\"none\">—</span>";
  if (field.paper) paper = marked({{*field.paper, false}});
  if (!field.paper && field.verdict == Verdict::match) paper = "<span class=\"none\">同线上</span>";
  std::string method = spoken(field.method);
  if (field.confidence) method += fmt::format(" {:.1f}%", 100 * *field.confidence);
  return fmt::format(
      "<tr class=\"{}\"><td data-name=\"栏目\" title=\"{}\">{}</td><td data-name=\"线上填写\">{}</td>"
      "<td data-name=\"纸面显示\">{}</td><td data-name=\"结论\">{}</td><td data-name=\"方法与把握\">{}</td>"
      "<td data-name=\"位置\">{}</td></tr>\n",
      to_word(field.verdict), escape(field.path), label_of(field),
      marked({{field.online.value_or(""), false}}), paper, chip(field.verdict), escape(method),
      short_place(outline, field.where));
}

}  // namespace

std::string all_fields(const Outline& outline) {
  std::vector<std::string> forms;  // in the order of the fields
  for (const FieldReport& field : outline.report.fields)
    if (std::find(forms.begin(), forms.end(), field.form) == forms.end()) forms.push_back(field.form);
  std::string out = "<section id=\"fields\"><h2>全部字段</h2>\n";
  for (const std::string& form : forms) {
    std::string rows;
    int number = 0, matching = 0;
    for (std::size_t i = 0; i < outline.report.fields.size(); ++i) {
      if (outline.report.fields[i].form != form) continue;
      ++number;
      matching += outline.report.fields[i].verdict == Verdict::match;
      rows += field_row(outline, i);
    }
    out += fmt::format(
        "<details class=\"table\"><summary>{}：{} 项，其中一致 {} 项</summary><table class=\"rows "
        "all\"><thead><tr>"
        "<th>栏目</th><th>线上填写</th><th>纸面显示</th><th>结论</th><th>方法与把握</th><th>位置</th></tr></"
        "thead><tbody>\n{}"
        "</tbody></table></details>\n",
        escape(spoken_kind(form)), number, matching, rows);
  }
  return out + "</section>\n";
}

std::string uploads(const Outline& outline) {
  std::string out =
      "<section id=\"uploads\"><h2>交来的材料</h2><table class=\"rows\"><thead><tr><th>文件</th><th>材料</th>"
      "<th class=\"narrow\">页数</th><th>状态</th><th>SHA-256</th></tr></thead><tbody>\n";
  for (const UploadReport& upload : outline.report.uploads) {
    std::string material = upload.item > 0 ? fmt::format("目录单第 {} 项", upload.item) : "";
    if (!upload.kind.empty()) material += fmt::format(" {}", spoken_kind(upload.kind));
    const bool read = upload.status == FileStatus::read;
    out += fmt::format(
        "<tr><td data-name=\"文件\">{}</td><td data-name=\"材料\">{}</td><td data-name=\"页数\">{}</td>"
        "<td data-name=\"状态\">{}{}</td><td data-name=\"SHA-256\"><code>{}</code></td></tr>\n",
        file_name(upload.file), escape(material), upload.pages,
        chip(read ? "match" : "fault", read ? "check" : "alert", spoken(upload.status)),
        upload.reason.empty() ? "" : fmt::format("<p class=\"reason\">{}</p>", escape(upload.reason)),
        escape(upload.sha256));
  }
  return out + "</tbody></table></section>\n";
}

std::string timing(const Outline& outline) {
  const Timing& time = outline.report.timing_ms;
  return fmt::format(
      "<footer class=\"colophon\"><p>用时 {:.2f} 秒（解码 {:.2f}，对齐 {:.2f}，比对 {:.2f}，识别 {:.2f}）</p>"
      "<p>“无法辨认”的内容机器不下结论，须由人对照图片核对。需要原始像素时，见同一文件夹的 crops。合符 "
      "Hefu</p></footer>\n",
      time.total / 1000, time.decode / 1000, time.register_pages / 1000, time.verify / 1000, time.ocr / 1000);
}

}  // namespace hefu::html
