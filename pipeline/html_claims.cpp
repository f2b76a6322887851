#include <fmt/format.h>

#include <algorithm>

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

std::string row_of(const Outline& outline, const ClaimReport& claim) {
  std::string proof;
  if (claim.where) {
    if (const auto crop = outline.report.crops.find(claim.where->crop); crop != outline.report.crops.end())
      proof += fmt::format("<img class=\"crop\" src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}的图片\">",
                           data_uri(encode_jpeg(crop->second, 70)), crop->second.width, crop->second.height,
                           escape(claim.label));
    if (claim.verdict != ClaimVerdict::supported && claim.paper)
      proof += fmt::format("<p class=\"hint\">材料上像是：{}</p>", escape(*claim.paper));
    proof += place_link(outline, *claim.where);
  } else if (!claim.files.empty()) {
    proof += "<p class=\"hint\">在这些材料里找过：";
    for (std::size_t i = 0; i < claim.files.size(); ++i)
      proof += (i > 0 ? "、" : "") + file_name(claim.files[i]);
    proof += "</p>";
  }
  return fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td class=\"proof\">{}</td></tr>\n",
                     escape(claim.label), escape(claim.online), chip_of(claim.verdict), proof);
}

}  // namespace

std::string claims(const Outline& outline) {
  std::vector<const ClaimReport*> rows;
  int count[4] = {};
  for (const ClaimReport& claim : outline.report.claims) {
    rows.push_back(&claim);
    ++count[static_cast<int>(claim.verdict)];
  }
  if (rows.empty()) return {};
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
      "{}，看不清 {}，没有找到 {}。请对照图片。</p>\n<table class=\"rows "
      "claims\"><thead><tr><th>项目</th><th>线上</th><th>结论</th>"
      "<th>证明材料</th></tr></thead><tbody>\n",
      count[static_cast<int>(ClaimVerdict::supported)], count[static_cast<int>(ClaimVerdict::contradicted)],
      count[static_cast<int>(ClaimVerdict::unreadable)], count[static_cast<int>(ClaimVerdict::not_found)]);
  for (const ClaimReport* claim : rows) out += row_of(outline, *claim);
  return out + "</tbody></table></section>\n";
}

}  // namespace hefu::html
