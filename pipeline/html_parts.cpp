#include "pipeline/html_parts.h"

#include <fmt/format.h>

#include "schemas/text.h"

namespace hefu::html {
namespace {

bool same_box(const std::optional<RectMm>& a, const std::optional<RectMm>& b) {
  return a && b && a->x == b->x && a->y == b->y && a->w == b->w && a->h == b->h;
}

/// A finding belongs to a field when it says so, or when it is about the very same box.
bool is_about(const Finding& finding, const FieldReport& field) {
  if (!finding.path.empty() && finding.path != field.path) return false;
  if (!finding.where || !field.where) return !finding.path.empty() && !finding.where;
  return finding.where->file == field.where->file && finding.where->page == field.where->page &&
         (same_box(finding.where->box_mm, field.where->box_mm) ||
          same_box(finding.where->box_px, field.where->box_px));
}

bool needs_eyes(Verdict verdict) {
  return verdict == Verdict::mismatch || verdict == Verdict::unreadable || verdict == Verdict::missing;
}

}  // namespace

Outline::Outline(const Report& of)
    : report(of), counts(count(of)), number_of(of.fields.size()), findings_of(of.fields.size()) {
  for (std::size_t i = 0; i < report.fields.size(); ++i) {
    const Verdict verdict = report.fields[i].verdict;
    if (verdict == Verdict::mismatch) mismatches.push_back(i);
    if (verdict == Verdict::unreadable) unreadables.push_back(i);
    if (verdict == Verdict::missing) missing.push_back(i);
  }
  int number = 0;
  for (const std::vector<std::size_t>* group : {&mismatches, &unreadables, &missing})
    for (std::size_t i : *group) number_of[i] = ++number;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::info})
    for (const Finding& finding : report.findings) {
      if (finding.severity != severity) continue;
      if (finding.not_checked()) {
        unchecked.push_back(&finding);
        continue;
      }
      bool told = false;
      for (std::size_t i = 0; i < report.fields.size(); ++i)
        if (html::needs_eyes(report.fields[i].verdict) && is_about(finding, report.fields[i])) {
          findings_of[i].push_back(&finding);
          told = true;
        }
      if (!told) other_findings.push_back(&finding);
    }
}

int Outline::page_at(const std::string& file, int page) const {
  for (std::size_t i = 0; i < report.pages.size(); ++i)
    if (!file.empty() && report.pages[i].file == file && report.pages[i].page == page)
      return static_cast<int>(i);
  return -1;
}

std::vector<std::size_t> Outline::fields_on(const PageReport& page) const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < report.fields.size(); ++i) {
    const std::optional<Where>& where = report.fields[i].where;
    if (where && !page.file.empty() && where->file == page.file && where->page == page.page &&
        where->part == page.part)
      found.push_back(i);
  }
  return found;
}

bool Outline::needs_eyes(const PageReport& page) const {
  if (page.fault != PageFault::none) return true;
  for (std::size_t i : fields_on(page))
    if (number_of[i] > 0) return true;
  for (const Finding* finding : other_findings)
    if (finding->where && finding->severity != Severity::info && finding->where->file == page.file &&
        finding->where->page == page.page && finding->where->part == page.part)
      return true;
  return false;
}

std::string escape(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t')
          out += "\xEF\xBF\xBD";
        else
          out += c;
    }
  return out;
}

std::string file_name(const std::string& file) {
  return fmt::format("<bdi>{}</bdi>", escape(to_utf8(to_utf32(file))));
}

std::string marked(const std::vector<TextStretch>& stretches) {
  std::string out;
  for (const TextStretch& stretch : stretches)
    out += fmt::format(fmt::runtime(stretch.differs ? "<mark>{}</mark>" : "{}"), escape(stretch.text));
  return out.empty() ? "<span class=\"none\">（空）</span>" : out;
}

std::string label_of(const FieldReport& field) {
  const int entry = entry_of(field.path);
  return escape(field.label) + (entry > 0 ? fmt::format("<small>第 {} 项</small>", entry) : "");
}

std::string icon(const char* name) {
  return fmt::format("<svg class=\"icon\" aria-hidden=\"true\"><use href=\"#icon-{}\"/></svg>", name);
}

/// Drawn on 16 x 16; strokes, so that they print.
std::string icon_symbols() {
  constexpr std::pair<const char*, const char*> symbols[] = {
      {"check", "M3 8.5l3.2 3.2L13 4.8"},
      {"cross", "M4 4l8 8M12 4l-8 8"},
      {"eye",
       "M1.5 8s2.4-4.2 6.5-4.2S14.5 8 14.5 8 12.1 12.2 8 12.2 1.5 8 1.5 8zM8 6.2a1.8 1.8 0 100 3.6 1.8 1.8 0 "
       "000-3.6z"},
      {"gap", "M3 3h3M10 3h3v3M13 10v3h-3M6 13H3v-3M3 6V3"},
      {"pen", "M3 13l.8-3L11 2.8 13.2 5 6 12.2z"},
      {"alert", "M8 2.2L14.5 13.5h-13zM8 6.5v3.2M8 11.4v.6"},
      {"info", "M8 1.8a6.2 6.2 0 100 12.4A6.2 6.2 0 008 1.8zM8 7.2v4M8 4.6v.7"},
      {"page", "M4 1.8h5.5L12.5 5v9.2H4zM9.5 1.8V5h3"},
  };
  std::string out = "<svg class=\"symbols\" aria-hidden=\"true\">";
  for (const auto& [name, path] : symbols)
    out += fmt::format("<symbol id=\"icon-{}\" viewBox=\"0 0 16 16\"><path d=\"{}\"/></symbol>", name, path);
  return out + "</svg>\n";
}

const char* icon_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::match:
      return "check";
    case Verdict::mismatch:
      return "cross";
    case Verdict::missing:
      return "gap";
    case Verdict::not_online:
      return "pen";
    case Verdict::unreadable:
      break;
  }
  return "eye";
}

std::string chip(const char* style, const char* icon_name, const std::string& text) {
  return fmt::format("<span class=\"chip {}\">{}{}</span>", style, icon(icon_name), escape(text));
}

std::string chip(Verdict verdict) { return chip(to_word(verdict), icon_of(verdict), spoken(verdict)); }

std::string form_page_name(const PageReport& page) {
  if (page.kind.empty()) return {};
  if (page.form_page <= 0) return spoken_kind(page.kind);
  return fmt::format("{}第 {} 页", spoken_kind(page.kind), page.form_page);
}

std::string place_link(const Outline& outline, const Where& where) {
  if (where.file.empty()) return {};
  std::string text = file_name(where.file);
  if (where.page > 0) text += fmt::format(" 第 {} 页", where.page);
  const int page = outline.page_at(where.file, where.page);
  if (page < 0) return fmt::format("<span class=\"place\">{}</span>", text);
  const std::string name = form_page_name(outline.report.pages[page]);
  return fmt::format("<a class=\"place\" href=\"#p{}\">{}{}{}</a>", page, escape(name),
                     name.empty() ? "" : " · ", text);
}

std::string reasons(const Outline& outline, const std::vector<const Finding*>& findings) {
  std::string clauses, remedies;
  const auto add_once = [](std::string& lines, const char* name, const std::string& words) {
    const std::string line = fmt::format("<p><b>{}</b><span>{}</span></p>", name, words);
    if (!words.empty() && lines.find(line) == std::string::npos) lines += line;
  };
  for (const Finding* finding : findings) {
    const bool same_notice =
        finding->clause_notice.empty() || finding->clause_notice == outline.report.notice;
    const std::string& notice = same_notice ? outline.report.notice_name : finding->clause_notice;
    std::string words;
    if (!finding->clause.number.empty())
      words +=
          fmt::format("<span title=\"{}\">通知 {}</span> ", escape(notice), escape(finding->clause.number));
    if (!finding->clause.quote.empty()) words += fmt::format("<q>{}</q>", escape(finding->clause.quote));
    add_once(clauses, "依据", words);
    add_once(remedies, "处理", escape(finding->remedy));
  }
  return clauses + remedies;
}

std::string data_uri(const std::string& jpeg) {
  constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out = "data:image/jpeg;base64,";
  out.reserve(out.size() + jpeg.size() * 4 / 3 + 4);
  for (std::size_t i = 0; i < jpeg.size(); i += 3) {
    std::uint32_t three = 0;
    for (std::size_t k = 0; k < 3; ++k)
      three = three << 8 | (i + k < jpeg.size() ? static_cast<unsigned char>(jpeg[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) out += i + k > jpeg.size() ? '=' : digits[three >> (18 - 6 * k) & 63];
  }
  return out;
}

}  // namespace hefu::html
