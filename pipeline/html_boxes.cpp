#include <fmt/format.h>

#include <algorithm>

#include "pipeline/html_parts.h"

namespace hefu::html {
namespace {

const char* spoken(BoxState state, BoxUse use) {
  const bool seal = use == BoxUse::seal, signature = use == BoxUse::signature;
  if (state == BoxState::present) return seal ? "已盖章" : signature ? "已签名" : "已填写";
  if (state == BoxState::absent) return "空白";
  return "看不出";
}

std::string chip_of(const BoxReport& box) {
  const char* words = spoken(box.state, box.use);
  if (box.state == BoxState::present) return chip("match", "check", words);
  if (box.state == BoxState::absent) return chip("missing", "gap", words);
  return chip("unreadable", "eye", words);
}

std::string figure(const Outline& outline, const BoxReport& box) {
  std::string out = fmt::format("<li><header>{}<b>{}</b></header>", chip_of(box), escape(box.label));
  if (const auto crop = outline.report.crops.find(box.where.crop); crop != outline.report.crops.end())
    out += fmt::format("<img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}的图片\">",
                       data_uri(encode_jpeg(crop->second, 60)), crop->second.width, crop->second.height,
                       escape(box.label));
  if (box.text) out += fmt::format("<p class=\"hint\">打印的文字（识别结果）：{}</p>", escape(*box.text));
  if (box.use == BoxUse::seal && box.state == BoxState::present && !box.red)
    out += "<p class=\"hint\">不是红色：可能是复印件或灰度扫描</p>";
  return out + place_link(outline, box.where) + "</li>\n";
}

const char* spoken(Filler filler) {
  switch (filler) {
    case Filler::applicant:
      return "申报人";
    case Filler::unit:
      return "所在单位";
    case Filler::bureau:
      return "主管部门、人社部门";
    case Filler::committee:
      return "专家、评审组织";
    case Filler::record:
    case Filler::office:
      break;
  }
  return "受理部门";
}

}  // namespace

std::string boxes(const Outline& outline) {
  const std::vector<BoxReport>& all = outline.report.boxes;
  if (all.empty()) return {};
  std::string out =
      "<section id=\"boxes\"><h2>签名、盖章和手填的地方</h2><p "
      "class=\"lead\">机器只看有没有，不辨认是谁的签名、"
      "哪里的章，也不判断手写的内容：请对照图片。</p>\n";
  for (const Filler filler :
       {Filler::applicant, Filler::unit, Filler::bureau, Filler::committee, Filler::office, Filler::record}) {
    std::string rows;
    int count[3] = {};
    for (const BoxReport& box : all)
      if (box.filler == filler) rows += figure(outline, box), ++count[static_cast<int>(box.state)];
    if (rows.empty()) continue;
    const int absent = count[static_cast<int>(BoxState::absent)],
              unclear = count[static_cast<int>(BoxState::unclear)];
    const bool before = filler == Filler::applicant || filler == Filler::unit;
    out += fmt::format(
        "<details class=\"table\"{}><summary>{}：已填 {}，空白 {}，看不出 {}</summary><ul "
        "class=\"by-hand\">{}</ul></details>\n",
        unclear > 0 || (before && absent > 0) ? " open" : "", spoken(filler),
        count[static_cast<int>(BoxState::present)], absent, unclear, rows);
  }
  return out + "</section>\n";
}

}  // namespace hefu::html
