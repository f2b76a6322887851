#include <fmt/format.h>

#include <algorithm>
#include <climits>

#include "pipeline/evidence_files.h"
#include "pipeline/html_parts.h"

namespace hefu::html {
namespace {

const char* spoken(ClaimVerdict verdict) {
  switch (verdict) {
    case ClaimVerdict::supported:
      return "材料证明";
    case ClaimVerdict::contradicted:
      return "材料不符";
    case ClaimVerdict::not_found:
      return "没有找到";
    case ClaimVerdict::unreadable:
      break;
  }
  return "看不清";
}

std::string chip_of(ClaimVerdict verdict) {
  switch (verdict) {
    case ClaimVerdict::supported:
      return chip("match", "check", spoken(verdict));
    case ClaimVerdict::contradicted:
      return chip("mismatch", "cross", spoken(verdict));
    case ClaimVerdict::not_found:
      return chip("missing", "gap", spoken(verdict));
    case ClaimVerdict::unreadable:
      break;
  }
  return chip("unreadable", "eye", spoken(verdict));
}

/// Which entry of a list a claim is of: a record has several papers, each with its date.
std::string entry_of(const ClaimReport& claim) {
  static const std::pair<const char*, const char*> lists[] = {
      {"educations", "学历"}, {"publications", "论文著作"},   {"awards", "奖项"},
      {"projects", "项目"},   {"achievements-after", "业绩"}, {"qualifications", "职业资格"},
      {"assessments", "考核"}};
  const std::size_t open = claim.path.find('['), close = claim.path.find(']');
  if (open == std::string::npos || close == std::string::npos) return {};
  for (const auto& [list, word] : lists)
    if (claim.path.find(fmt::format("/{}/", list)) != std::string::npos)
      return fmt::format("<span class=\"entry\">{} {}</span>", word,
                         escape(claim.path.substr(open + 1, close - open - 1)));
  return {};
}

/// What the papers show of a claim, the claim itself underlined.
std::string crop_of(const Outline& outline, const ClaimReport& claim) {
  const auto crop = outline.report.crops.find(claim.where->crop);
  if (crop == outline.report.crops.end()) return {};
  const Image& image = crop->second;
  std::string mark;
  if (claim.mark.w > 0)
    mark = fmt::format("<i style=\"left:{:.1f}%;top:{:.1f}%;width:{:.1f}%;height:{:.1f}%\"></i>",
                       100 * claim.mark.x, 100 * claim.mark.y, 100 * claim.mark.w, 100 * claim.mark.h);
  return fmt::format(
      "<span class=\"cut {}\"><img class=\"crop\" src=\"{}\" width=\"{}\" height=\"{}\" "
      "alt=\"{}的图片\">{}</span>",
      to_word(claim.verdict), data_uri(encode_jpeg(image, 70)), image.width, image.height,
      escape(claim.label), mark);
}

std::string row_of(const Outline& outline, const ClaimReport& claim) {
  std::string proof;
  if (claim.where) {
    proof += crop_of(outline, claim);
    if (claim.verdict == ClaimVerdict::contradicted && claim.paper)
      proof += fmt::format("<p class=\"hint\">材料上为：<b>{}</b></p>", escape(*claim.paper));
    if (claim.verdict == ClaimVerdict::unreadable) proof += "<p class=\"hint\">机器不能判定，请看图片</p>";
    proof += place_link(outline, *claim.where);
  } else if (!claim.files.empty()) {
    proof += "<p class=\"hint\">在这些材料里找过：";
    for (std::size_t i = 0; i < claim.files.size(); ++i)
      proof += (i > 0 ? "、" : "") + file_name(claim.files[i]);
    proof += "</p>";
  } else {
    proof += "<p class=\"hint\">所有材料里都没有写</p>";
  }
  return fmt::format(
      "<tr><th scope=\"row\">{}{}</th><td data-name=\"线上\">{}</td><td data-name=\"结论\">{}</td><td "
      "class=\"proof\" data-name=\"证明材料\">{}</td></tr>\n",
      escape(claim.label), entry_of(claim), escape(claim.online), chip_of(claim.verdict), proof);
}

void add_to(std::string& list, const std::string& label) {
  list += (list.empty() ? "" : "、") + escape(label);
}

std::string paper_row(const Outline& outline, const UploadReport& upload) {
  std::string proves, wrong, troubles;
  for (const ClaimReport& claim : outline.report.claims) {
    if (!claim.where || claim.where->file != upload.file) continue;
    if (claim.verdict == ClaimVerdict::supported) add_to(proves, claim.label);
    if (claim.verdict == ClaimVerdict::contradicted) add_to(wrong, claim.label);
  }
  for (const Finding& finding : outline.report.findings)
    if (finding.where && finding.where->file == upload.file && finding.where->page == 0)
      troubles += fmt::format("<p class=\"reason\">{}</p>", escape(finding.message));
  if (!wrong.empty()) troubles += fmt::format("<p class=\"reason\">与线上不符：{}</p>", wrong);
  std::string what =
      upload.paper.empty() ? "<span class=\"none\">没有认出</span>" : escape(upload.paper_name);
  if (upload.paper_year > 0) what += fmt::format(" {} 年度", upload.paper_year);
  if (!upload.paper_reasons.empty())
    what += fmt::format("<p class=\"hint\">{}</p>",
                        escape(fmt::format("{}", fmt::join(upload.paper_reasons, "、"))));
  return fmt::format(
      "<tr><th scope=\"row\">{}</th><td data-name=\"认出是\">{}</td><td data-name=\"目录单\">{}</td>"
      "<td data-name=\"核对结果\"><span>{}</span>{}</td></tr>\n",
      file_name(name_in_record(upload.file)), what,
      upload.paper_item > 0 ? fmt::format("第 {} 项", upload.paper_item) : std::string("—"),
      proves.empty() ? std::string() : "证明：" + proves, troubles);
}

/// Each paper of others: what it is, where it lies, what it proves. As the checklist has them; what it does
/// not name comes last.
std::string papers(const Outline& outline) {
  std::vector<const UploadReport*> listed;
  for (const UploadReport& upload : outline.report.uploads)
    if (upload.kind.empty() && (!upload.paper.empty() || upload.paper_item > 0)) listed.push_back(&upload);
  if (listed.empty()) return {};
  const auto place = [](const UploadReport* upload) {
    return upload->paper_item == 0 ? INT_MAX : upload->paper_item;
  };
  std::stable_sort(listed.begin(), listed.end(),
                   [&](const UploadReport* a, const UploadReport* b) { return place(a) < place(b); });
  std::string rows;
  for (const UploadReport* const upload : listed) rows += paper_row(outline, *upload);
  return "<table class=\"rows "
         "papers\"><thead><tr><th>文件</th><th>认出是</th><th>目录单</th><th>核对结果</th></tr></thead>"
         "<tbody>\n" +
         rows + "</tbody></table>\n";
}

}  // namespace

std::string claims(const Outline& outline) {
  std::vector<const ClaimReport*> rows;
  int count[4] = {};
  for (const ClaimReport& claim : outline.report.claims) {
    rows.push_back(&claim);
    ++count[static_cast<int>(claim.verdict)];
  }
  if (rows.empty()) {
    const std::string list = papers(outline);
    return list.empty() ? list : "<section id=\"claims\"><h2>证明材料</h2>\n" + list + "</section>\n";
  }
  // What needs eyes first.
  const auto rank = [](const ClaimReport* claim) {
    switch (claim->verdict) {
      case ClaimVerdict::contradicted:
        return 0;
      case ClaimVerdict::unreadable:
        return 1;
      case ClaimVerdict::not_found:
        return 2;
      case ClaimVerdict::supported:
        break;
    }
    return 3;
  };
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const ClaimReport* a, const ClaimReport* b) { return rank(a) < rank(b); });
  std::string out = fmt::format(
      "<section id=\"claims\"><h2>证明材料</h2><p "
      "class=\"lead\">线上填报的内容在证明材料里逐项查找：材料证明 {}，材料不符 "
      "{}，看不清 {}，没有找到 {}。请对照图片。</p>\n{}<table class=\"rows "
      "claims\"><thead><tr><th>项目</th><th>线上</th><th>结论</th>"
      "<th>证明材料</th></tr></thead><tbody>\n",
      count[static_cast<int>(ClaimVerdict::supported)], count[static_cast<int>(ClaimVerdict::contradicted)],
      count[static_cast<int>(ClaimVerdict::unreadable)], count[static_cast<int>(ClaimVerdict::not_found)],
      papers(outline));
  for (const ClaimReport* claim : rows) out += row_of(outline, *claim);
  return out + "</tbody></table></section>\n";
}

}  // namespace hefu::html
