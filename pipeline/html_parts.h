#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/report.h"
#include "pipeline/spoken_words.h"
#include "pipeline/text_difference.h"

namespace hefu::html {

/// What the parts of report.html need to refer to each other: numbers of problems, findings told beside a
/// field.
struct Outline {
  explicit Outline(const Report& report);

  const Report& report;
  ReportCounts counts;
  std::vector<std::size_t> mismatches, unreadables, missing;  // indexes in report.fields
  std::vector<int> number_of;  // parallel to report.fields: 1.. for what needs eyes, else 0
  std::vector<std::vector<const Finding*>> findings_of;  // parallel to report.fields
  std::vector<const Finding*> other_findings;            // the rest, the worst first
  std::vector<const Finding*> unchecked;                 // rules that could not be checked

  /// Index in report.pages, or -1.
  int page_at(const std::string& file, int page) const;
  /// Fields and findings that have a place on this page.
  std::vector<std::size_t> fields_on(const PageReport& page) const;
  bool needs_eyes(const PageReport& page) const;
};

/// Text for HTML, quotes included; control characters become U+FFFD.
std::string escape(std::string_view text);
/// A file's name, kept from turning the line around it (it may hold right-to-left marks).
std::string file_name(const std::string& file);
/// The value with what differs in <mark>; "（空）" for none.
std::string marked(const std::vector<TextStretch>& stretches);

/// What the form calls the field, and which entry of a list it is: there are as many 工作单位 as jobs.
std::string label_of(const FieldReport& field);

/// A drawn sign, for those who cannot tell the colours apart. `name`: of the symbols that `icon_symbols`
/// defines.
std::string icon(const char* name);
std::string icon_symbols();
const char* icon_of(Verdict verdict);
std::string chip(Verdict verdict);
std::string chip(const char* style, const char* icon_name, const std::string& text);

/// "评审表第 3 页", or empty where it is no page of ours.
std::string form_page_name(const PageReport& page);
/// "评审表第 3 页 · 扫描.pdf 第 4 页" as a link to the picture where there is one.
std::string place_link(const Outline& outline, const Where& where);
/// The clauses and the remedies of findings, each once.
std::string reasons(const Outline& outline, const std::vector<const Finding*>& findings);

/// A picture inside the file, as JPEG: the exact pixels lie in crops/*.png.
std::string data_uri(const std::string& jpeg);

/// The sections of the report, in the order in which they stand.
std::string masthead(const Outline& outline);
std::string problems(const Outline& outline);
std::string page_faults(const Outline& outline);
std::string findings(const Outline& outline);
std::string unchecked_rules(const Outline& outline);
std::string claims(const Outline& outline);
std::string boxes(const Outline& outline);
std::string pages(const Outline& outline);
std::string all_fields(const Outline& outline);
std::string uploads(const Outline& outline);
std::string timing(const Outline& outline);

}  // namespace hefu::html
