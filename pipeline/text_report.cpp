#include "pipeline/report.h"
#include "pipeline/spoken_words.h"
#include "pipeline/terminal.h"
#include "pipeline/text_difference.h"
#include "schemas/messages.h"
#include "schemas/text.h"

namespace hefu {
namespace {

std::string padded(const std::string& text, int columns) {
  return text + std::string(static_cast<std::size_t>(std::max(0, columns - display_width(text))), ' ');
}

enum class Ink { plain, bold, dim, red, green, yellow, marked };

/// File names and OCR text come from outside: no control character of theirs reaches the terminal.
std::string without_controls(const std::string& text) {
  std::u32string clean = to_utf32(text);
  for (char32_t& c : clean)
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069))
      c = U' ';
  return to_utf8(clean);
}

class Terminal {
 public:
  explicit Terminal(bool colour) : colour_(colour) {}

  std::string paint(const std::string& text, Ink ink) const {
    if (!colour_ || ink == Ink::plain || text.empty()) return text;
    constexpr const char* codes[] = {"0", "1", "2", "1;31", "1;32", "1;33", "1;4;31"};
    return fmt::format("\x1b[{}m{}\x1b[0m", codes[static_cast<int>(ink)], text);
  }

  /// Without colour the differing characters stand in brackets: they must be seen in a pipe, too.
  std::string mark(const std::vector<TextStretch>& stretches) const {
    std::string out;
    for (const TextStretch& stretch : stretches) {
      const std::string text = without_controls(stretch.text);
      out += !stretch.differs ? text : colour_ ? paint(text, Ink::marked) : fmt::format("[{}]", text);
    }
    return out;
  }

  void line(const std::string& text = {}) { out_ += text + "\n"; }
  void heading(const char* title, int number, Ink ink = Ink::bold) {
    line();
    line(paint(fmt::format("{} ({})", title, number), ink));
  }
  std::string take() { return std::move(out_); }

 private:
  bool colour_;
  std::string out_;
};

Ink ink_of(Verdict verdict) {
  return verdict == Verdict::match || verdict == Verdict::not_online ? Ink::green
         : verdict == Verdict::unreadable                            ? Ink::yellow
                                                                     : Ink::red;
}

std::string place_of(const std::string& file, int page) {
  if (file.empty()) return {};
  if (page <= 0) return without_controls(file);
  return fmt::format(fmt::runtime(tr("{} 第 {} 页")), without_controls(file), page);
}

void print_verdict(Terminal& terminal, const Report& report) {
  const ReportCounts counts = count(report);
  const Ink ink = report.verdict == CaseVerdict::consistent     ? Ink::green
                  : report.verdict == CaseVerdict::inconsistent ? Ink::red
                                                                : Ink::yellow;
  terminal.line(fmt::format("{}  {}  {}", terminal.paint(tr(spoken(report.verdict)), ink),
                            terminal.paint(without_controls(report.name), Ink::bold), report.number));
  std::string line;
  const auto add = [&](const char* word, int number, Ink count_ink) {
    if (!line.empty()) line += " · ";
    line += terminal.paint(fmt::format("{} {}", tr(word), number), number > 0 ? count_ink : Ink::dim);
  };
  for (const auto& [verdict, number] : {std::pair{Verdict::match, counts.match},
                                        {Verdict::mismatch, counts.mismatch},
                                        {Verdict::unreadable, counts.unreadable},
                                        {Verdict::missing, counts.missing},
                                        {Verdict::not_online, counts.not_online}})
    add(spoken(verdict), number, ink_of(verdict));
  add("页面问题", counts.page_faults, Ink::red);
  terminal.line(line);
}

/// The label on the first line, the values under each other so that a changed character stands under its
/// twin.
void print_field(Terminal& terminal, const FieldReport& field, int number) {
  const std::string kind = tr(spoken_kind(field.form).c_str());
  const int entry = entry_of(field.path);
  std::string head =
      fmt::format("{:>4}  ", number) + terminal.paint(without_controls(field.label), Ink::bold);
  if (entry > 0) head += terminal.paint(fmt::format(fmt::runtime(tr(" 第 {} 项")), entry), Ink::dim);
  std::string where = kind;
  if (field.where && !field.where->file.empty())
    where += (where.empty() ? "" : "，") + place_of(field.where->file, field.where->page);
  terminal.line(head + "  " + terminal.paint(where, Ink::dim));

  const TextDifference difference = field.paper ? differing(field.online.value_or(""), *field.paper)
                                                : TextDifference{{{field.online.value_or(""), false}}, {}};
  const std::string online_word = tr("线上"), paper_word = tr("纸面");
  const int columns = std::max(display_width(online_word), display_width(paper_word)) + 2;
  const std::string empty = terminal.paint(tr("（空）"), Ink::dim);
  const auto value = [&](const std::vector<TextStretch>& stretches) {
    const std::string text = terminal.mark(stretches);
    return text.empty() ? empty : text;
  };
  terminal.line("      " + padded(online_word, columns) + value(difference.online));
  if (field.verdict == Verdict::mismatch)
    terminal.line(
        "      " + padded(paper_word, columns) +
        (field.paper ? value(difference.paper) : terminal.paint(tr("与线上不同，未能辨认"), Ink::dim)));
}

void print_problems(Terminal& terminal, const Report& report) {
  const ReportCounts counts = count(report);
  constexpr int most_told = 40;  // a whole missing booklet has hundreds; the rest is in report.html
  int told = 0;
  for (const Verdict verdict : {Verdict::mismatch, Verdict::unreadable, Verdict::missing}) {
    const int number = verdict == Verdict::mismatch     ? counts.mismatch
                       : verdict == Verdict::unreadable ? counts.unreadable
                                                        : counts.missing;
    if (number == 0) continue;
    terminal.heading(tr(spoken(verdict)), number, ink_of(verdict));
    int left = number;
    for (const FieldReport& field : report.fields) {
      // What differs is always told in full.
      if (field.verdict != verdict || (verdict != Verdict::mismatch && told >= most_told)) continue;
      print_field(terminal, field, ++told);
      --left;
    }
    if (left > 0)
      terminal.line(
          "  " + terminal.paint(fmt::format(fmt::runtime(tr("另有 {} 项，见 report.html")), left), Ink::dim));
  }
}

void print_uploads(Terminal& terminal, const Report& report) {
  int failed = 0, columns = 0;
  for (const UploadReport& upload : report.uploads)
    if (upload.status != FileStatus::read) {
      ++failed;
      columns = std::max(columns, display_width(without_controls(upload.file)));
    }
  if (failed == 0) return;
  terminal.heading(tr("未能读取的材料"), failed);
  for (const UploadReport& upload : report.uploads)
    if (upload.status != FileStatus::read)
      terminal.line("  " + padded(without_controls(upload.file), columns) + "  " +
                    terminal.paint(tr(spoken(upload.status)), Ink::red) + "  " +
                    without_controls(upload.reason));
}

void print_pages(Terminal& terminal, const Report& report) {
  std::vector<std::array<std::string, 3>> rows;
  std::array<int, 2> columns{};
  for (const PageReport& page : report.pages) {
    if (page.fault == PageFault::none) continue;
    std::string what = tr(spoken_kind(page.kind).c_str());
    if (page.form_page > 0 && page.of > 0)
      what += fmt::format(fmt::runtime(tr(" 第 {} 页，共 {} 页")), page.form_page, page.of);
    else if (page.form_page > 0)
      what += fmt::format(fmt::runtime(tr(" 第 {} 页")), page.form_page);
    rows.push_back({tr(spoken(page.fault)), what, place_of(page.file, page.page)});
    for (std::size_t i = 0; i < columns.size(); ++i)
      columns[i] = std::max(columns[i], display_width(rows.back()[i]));
  }
  if (rows.empty()) return;
  terminal.heading(tr("页面问题"), static_cast<int>(rows.size()));
  for (const auto& [fault, what, place] : rows)
    terminal.line("  " + terminal.paint(fault, Ink::red) +
                  std::string(columns[0] - display_width(fault), ' ') + "  " + padded(what, columns[1]) +
                  "  " + place);
}

void print_findings(Terminal& terminal, const Report& report) {
  std::vector<const Finding*> findings;
  for (const Severity severity : {Severity::error, Severity::warning, Severity::info})
    for (const Finding& finding : report.findings)
      if (finding.severity == severity && finding.rule != field_mismatch_rule && !finding.not_checked())
        findings.push_back(&finding);
  if (findings.empty()) return;
  terminal.heading(tr("检查发现"), static_cast<int>(findings.size()));
  for (const Finding* finding : findings) {
    const Ink ink = finding->severity == Severity::error     ? Ink::red
                    : finding->severity == Severity::warning ? Ink::yellow
                                                             : Ink::dim;
    std::string line =
        "  " + terminal.paint(tr(spoken(finding->severity)), ink) + "  " + without_controls(finding->message);
    if (!finding->clause.number.empty())
      line += terminal.paint("  [" + finding->clause.number + "]", Ink::dim);
    terminal.line(line);
    if (!finding->remedy.empty()) terminal.line("        " + without_controls(finding->remedy));
  }
}

/// One line a reason: a list or a field that is given mends many rules at once.
void print_unchecked(Terminal& terminal, const Report& report) {
  std::vector<std::pair<std::string, int>> reasons;
  int all = 0;
  for (const Finding& finding : report.findings) {
    if (!finding.not_checked()) continue;
    ++all;
    const auto same = std::find_if(reasons.begin(), reasons.end(),
                                   [&](const auto& reason) { return reason.first == finding.reason; });
    same == reasons.end() ? static_cast<void>(reasons.emplace_back(finding.reason, 1))
                          : static_cast<void>(++same->second);
  }
  if (all == 0) return;
  terminal.heading(tr("未核对的规定"), all);
  for (const auto& [reason, number] : reasons)
    terminal.line(terminal.paint(fmt::format("  {:>3}  {}", number, without_controls(reason)), Ink::dim));
}

}  // namespace

std::string report_text(const Report& report, bool colour) {
  Terminal terminal(colour);
  print_verdict(terminal, report);
  print_problems(terminal, report);
  print_uploads(terminal, report);
  print_pages(terminal, report);
  print_findings(terminal, report);
  print_unchecked(terminal, report);
  return terminal.take();
}

}  // namespace hefu
