#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ocr/image.h"
#include "ocr/sandbox.h"
#include "ocr/verify.h"
#include "schemas/diagnostic.h"
#include "schemas/notice.h"
#include "templates/page_code.h"
#include "templates/sheet.h"

namespace hefu {

/// What a check of one case found; the fields are those of report.json (schemas/report.schema.json), plus the
/// pictures that report.html shows. Units: mm on the sheet, origin top left; px on the upright decoded page.

enum class CaseVerdict { consistent, inconsistent, needs_review };
enum class Owner { unknown, this_applicant, other };
enum class PrintAge { unknown, current, older };
enum class PageFault { none, missing, doubled, foreign, older, out_of_order };

struct UploadReport {
  std::string file;  // relative to the case
  std::string sha256;
  FileStatus status = FileStatus::unreadable;
  std::string reason;
  int pages = 0;
  std::string kind;  // KIND, empty when it is none of our forms
  int item = 0;      // number on the notice's checklist, 0: unknown
  // Of papers that are none of our forms (pipeline/paper-kinds.txt); empty: unknown, or not looked at.
  std::string paper = {}, paper_name = {};
  int paper_year = 0;                           // of a yearly assessment
  std::vector<std::string> paper_reasons = {};  // the words that it was known by
  int paper_item = 0;                           // of the checklist, under which the record has it; 0: none
};

struct PageReport {
  std::string file;  // empty for a page that is missing
  int page = 0;      // 1-based in the file
  std::string kind;
  int form_page = 0, of = 0;  // 1-based; 0: unknown
  Owner owner = Owner::unknown;
  PrintAge print = PrintAge::unknown;
  CodeStatus code = CodeStatus::absent;
  bool registered = false;
  PageFault fault = PageFault::none;
  Image picture;  // upright, straightened to the sheet where registered; about 100 dpi; for report.html only
  double picture_px_per_mm = 0;  // 0: not straightened
  double picture_scale =
      1;         // px of the picture a px of the upright decoded page, where it is not straightened
  int part = 0;  // which paper of a picture that shows several; not in report.json
};

struct Where {
  std::string file;
  int page = 0;
  std::optional<RectMm> box_mm;
  std::optional<RectMm> box_px;  // where there is no Sheet
  std::string crop;              // "crops/....png", relative to the report
  int part = 0;                  // as PageReport::part
};

struct FieldReport {
  std::string form;  // KIND
  std::string path, label;
  std::optional<std::string> online;
  std::optional<std::string> paper;
  Verdict verdict = Verdict::unreadable;
  Method method = Method::none;
  std::optional<double> confidence;
  std::optional<Where> where;
};

/// Whether a place that is filled by hand (written, signed, dated, sealed) is filled.
struct BoxReport {
  std::string form;  // KIND
  std::string label;
  Filler filler = Filler::unit;
  BoxUse use = BoxUse::text;
  BoxState state = BoxState::unclear;
  bool red = false;                 // a seal in red; false: a copy's, or on a grey scan
  std::optional<std::string> text;  // what is printed there, where it could be read
  Where where;
};

/// What papers that are none of our forms say of a value of the record.
enum class ClaimVerdict { not_found, unreadable, contradicted, supported };

struct ClaimReport {
  std::string path, kind, label;
  std::string online;
  ClaimVerdict verdict = ClaimVerdict::not_found;
  std::optional<std::string> paper;  // what stands there, as far as is known
  std::vector<std::string> files;    // that the claim refers to; none: any
  std::optional<Where> where;        // of what proves or contradicts it
  RectMm mark = {};                  // its place in the crop, shares of the crop's width and height
};

/// The rule of findings that only say in words that a field is a mismatch: a report tells these with the
/// field.
inline constexpr const char* field_mismatch_rule = "field-mismatch";

enum class Audience { applicant, reviewer };

struct Finding {
  std::string rule;
  Severity severity = Severity::error;
  Audience audience = Audience::applicant;
  std::string message, remedy;
  std::string clause_notice;
  Clause clause;
  std::optional<Where> where;
  std::string path = {};  // of the field that it is about, so that it is told beside it; not in report.json
  // Of a rule of the notice only:
  std::string check = {};    // C9, of the field's list of checks
  std::string outcome = {};  // fails, undecided, not-checked
  std::string title = {};    // of the rule, in a few words
  std::string reason = {};   // why it is not checked or undecided

  bool not_checked() const { return outcome == "not-checked"; }
};

struct Timing {
  double decode = 0, register_pages = 0, verify = 0, ocr = 0, total = 0;
};

struct Report {
  std::string number, notice, notice_name, name;
  CaseVerdict verdict = CaseVerdict::needs_review;
  std::vector<UploadReport> uploads;
  std::vector<PageReport> pages;
  std::vector<FieldReport> fields;
  std::vector<BoxReport> boxes;     // of this applicant's pages that could be read
  std::vector<ClaimReport> claims;  // those that a paper was handed in for
  std::vector<Finding> findings;
  /// Ids of the notice's windows that are this application's; none: not known.
  std::optional<std::vector<std::string>> windows;
  Timing timing_ms;
  std::map<std::string, Image> crops;  // "crops/....png" -> pixels, for fields and findings that need eyes
};

/// report.json, as the command line's interface sets it. UTF-8, pretty, keys in the interface's order.
std::string report_json(const Report& report);
/// One line of summary.jsonl, newline included: number, notice, verdict, counts, where the report is.
std::string summary_line(const Report& report);
/// One file: pictures inside, no script, nothing from elsewhere, printable, problems first. In the notice's
/// language. Fails: throws Error(missing) without pipeline/report/report.css.
std::string report_html(const Report& report);
/// For a terminal, in the user's language, columns aligned by display width; `colour`: ANSI.
std::string report_text(const Report& report, bool colour);

const char* to_word(CaseVerdict verdict);  // "consistent" ...: the words of report.json
const char* to_word(Owner owner);
const char* to_word(PrintAge print);
const char* to_word(CodeStatus status);
const char* to_word(PageFault fault);  // nullptr for none
const char* to_word(Verdict verdict);
const char* to_word(ClaimVerdict verdict);  // "supported" ...
const char* to_word(Method method);         // nullptr for none
const char* to_word(FileStatus status);
const char* to_word(Filler filler);   // "applicant" ...: the words of schemas/form.xsd
const char* to_word(BoxUse use);      // "signature" ...
const char* to_word(BoxState state);  // "present", "absent", "unclear"
const char* to_word(Severity severity);
const char* to_word(Audience audience);

}  // namespace hefu
