#include <fmt/format.h>

#include <numeric>

#include "pipeline/html_parts.h"

namespace hefu::html {
namespace {

/// All page pictures together, before Base64: what keeps a report of 16 pages under 3 MB, so that it can be
/// mailed.
constexpr std::size_t picture_bytes_budget = 1'900'000;

std::size_t total(const std::vector<std::string>& files) {
  return std::accumulate(files.begin(), files.end(), std::size_t{0},
                         [](std::size_t sum, const std::string& file) { return sum + file.size(); });
}

/// Pages with problems keep their sharpness longest.
std::vector<std::string> encode_within_budget(const Outline& outline) {
  const std::vector<PageReport>& pages = outline.report.pages;
  std::vector<std::string> files(pages.size());
  const auto encode = [&](bool with_problems, int quality, int factor) {
    for (std::size_t i = 0; i < pages.size(); ++i)
      if (!pages[i].picture.empty() && outline.needs_eyes(pages[i]) == with_problems)
        files[i] = encode_jpeg(shrunk(pages[i].picture, factor), quality);
  };
  encode(true, 75, 1);
  encode(false, 45, 1);
  if (total(files) > picture_bytes_budget) encode(false, 50, 2);
  if (total(files) > picture_bytes_budget) encode(true, 45, 1);
  if (total(files) > picture_bytes_budget) encode(true, 50, 2);
  return files;
}

/// The place of a box over the picture, in percent, so that it holds at every width.
std::string placed(const PageReport& page, const Where& where) {
  const double scale = where.box_mm                 ? page.picture_px_per_mm
                       : page.picture_px_per_mm > 0 ? 0
                                                    : page.picture_scale;
  const std::optional<RectMm>& box = where.box_mm ? where.box_mm : where.box_px;
  if (!box || scale <= 0 || page.picture.empty()) return {};
  const double across = 100 * scale / page.picture.width, down = 100 * scale / page.picture.height;
  return fmt::format("left:{:.2f}%;top:{:.2f}%;width:{:.2f}%;height:{:.2f}%", box->x * across, box->y * down,
                     box->w * across, box->h * down);
}

std::string field_box(const Outline& outline, const PageReport& page, std::size_t index) {
  const FieldReport& field = outline.report.fields[index];
  const std::string place = placed(page, *field.where);
  if (place.empty()) return {};
  std::string title = field.label + "：" + spoken(field.verdict);
  if (field.online) title += "\n线上：" + *field.online;
  if (field.paper) title += "\n纸面：" + *field.paper;
  const int number = outline.number_of[index];
  if (number == 0)
    return fmt::format("<span class=\"box {}\" style=\"{}\" title=\"{}\"></span>", to_word(field.verdict),
                       place, escape(title));
  return fmt::format("<a class=\"box {}\" href=\"#f{}\" style=\"{}\" title=\"{}\"><span>{}</span></a>",
                     to_word(field.verdict), index, place, escape(title), number);
}

std::string finding_boxes(const Outline& outline, const PageReport& page) {
  std::string out;
  for (const Finding* finding : outline.other_findings) {
    if (!finding->where || finding->where->file != page.file || finding->where->page != page.page ||
        finding->where->part != page.part)
      continue;
    const std::string place = placed(page, *finding->where);
    if (!place.empty())
      out += fmt::format(
          "<a class=\"box remark\" href=\"#findings\" style=\"{}\" title=\"{}\"><span>!</span></a>", place,
          escape(finding->message));
  }
  return out;
}

/// Beside the picture: what is wrong on this page, so that nobody has to scroll to and fro.
std::string side_list(const Outline& outline, const std::vector<std::size_t>& fields) {
  std::string out;
  for (std::size_t i : fields) {
    const FieldReport& field = outline.report.fields[i];
    if (outline.number_of[i] == 0) continue;
    out += fmt::format("<li class=\"{}\"><a href=\"#f{}\"><span class=\"number\">{}</span><b>{}</b></a>",
                       to_word(field.verdict), i, outline.number_of[i], label_of(field));
    const TextDifference difference = differing(field.online.value_or(""), field.paper.value_or(""));
    if (field.verdict == Verdict::mismatch && field.paper)
      out +=
          fmt::format("<p>线上　{}</p><p>纸面　{}</p>", marked(difference.online), marked(difference.paper));
    else
      out += fmt::format("<p>线上　{}</p><p class=\"none\">纸面　请看图核对</p>",
                         marked({{field.online.value_or(""), false}}));
    out += "</li>";
  }
  return out.empty() ? out : "<ol class=\"aside\">" + out + "</ol>";
}

std::string page_summary(const Outline& outline, const PageReport& page,
                         const std::vector<std::size_t>& fields) {
  const std::string name = form_page_name(page);
  std::string out = fmt::format("<b>{}</b><span class=\"file\">{}{}</span><span class=\"chips\">",
                                escape(name.empty() ? "其他材料" : name), file_name(page.file),
                                page.page > 0 ? fmt::format(" 第 {} 页", page.page) : "");
  if (page.fault != PageFault::none) out += chip("fault", "alert", spoken(page.fault));
  std::array<int, 5> numbers{};
  for (std::size_t i : fields) ++numbers[static_cast<int>(outline.report.fields[i].verdict)];
  for (const Verdict verdict : {Verdict::mismatch, Verdict::unreadable, Verdict::not_online, Verdict::match})
    if (const int number = numbers[static_cast<int>(verdict)]; number > 0)
      out += chip(to_word(verdict), icon_of(verdict), fmt::format("{} {}", spoken(verdict), number));
  out += "</span>";
  if (!page.kind.empty())
    out += fmt::format("<span class=\"state\">{} · {} · {}{}</span>", spoken(page.owner), spoken(page.print),
                       spoken(page.code), page.registered ? "" : " · 未能对齐版面");
  return out;
}

}  // namespace

std::string pages(const Outline& outline) {
  const std::vector<std::string> pictures = encode_within_budget(outline);
  std::string out =
      "<section id=\"pages\"><h2>页面</h2><p class=\"legend\">图上的框："
      "<span class=\"key mismatch\">不一致</span><span class=\"key unreadable\">无法辨认</span>"
      "<span class=\"key match\">一致</span><span class=\"key not_online\">非线上填报</span>"
      "<span class=\"key remark\">检查发现</span></p>\n";
  for (std::size_t i = 0; i < outline.report.pages.size(); ++i) {
    const PageReport& page = outline.report.pages[i];
    if (page.file.empty()) continue;  // a missing page has no picture; it stands among the faults
    const std::vector<std::size_t> fields = outline.fields_on(page);
    out += fmt::format("<details class=\"page\" id=\"p{}\"{}><summary>{}</summary>", i,
                       outline.needs_eyes(page) ? " open" : "", page_summary(outline, page, fields));
    if (pictures[i].empty()) {
      out += page.owner == Owner::other ? "<p class=\"lead\">别人的页，不在这里显示。</p></details>\n"
                                        : "<p class=\"lead\">这一页没有图片。</p></details>\n";
      continue;
    }
    const std::string list = side_list(outline, fields);
    out += fmt::format(
        "<div class=\"spread{}\"><div class=\"sheet\" style=\"aspect-ratio:{}/{};max-width:{}px\"><img "
        "src=\"{}\" alt=\"{}\">",
        list.empty()                               ? ""
        : page.picture.width > page.picture.height ? " listed-below"
                                                   : " listed",
        page.picture.width, page.picture.height, page.picture.width, data_uri(pictures[i]),
        escape(form_page_name(page)));
    for (std::size_t field : fields) out += field_box(outline, page, field);
    out += finding_boxes(outline, page) + "</div>" + list + "</div></details>\n";
  }
  return out + "</section>\n";
}

}  // namespace hefu::html
