#include <algorithm>
#include <regex>
#include <set>

#include "pipeline/evidence_files.h"
#include "pipeline/evidence_report.h"
#include "pipeline/paper_kinds.h"
#include "schemas/calendar.h"

namespace hefu {
namespace {

int number(const std::ssub_match& match) { return match.matched ? std::atoi(match.str().c_str()) : 0; }

/// Papers that are about one person and name them.
bool is_personal(const std::string& kind) {
  static const std::set<std::string> kinds = {"title-certificate", "appointment-letter", "yearly-assessment",
                                              "education-card",    "qualification",      "id-card-front"};
  return kinds.count(kind) > 0;
}

class UploadReporter {
 public:
  UploadReporter(const PreparedRecord& record, const std::vector<ReadPage>& pages, Report& report)
      : application_(record.application),
        notice_(record.forms->notice),
        evidence_(list_evidence(record.application, record.forms->notice).files),
        pages_(pages),
        report_(report) {}

  void report() {
    for (std::size_t i = 0; i < report_.uploads.size(); ++i) report_upload(i);
    tell_doubles();
    tell_assessments();
  }

 private:
  void tell(const char* rule, Severity severity, const std::string& message, const std::string& remedy,
            const std::string& file) {
    std::optional<Where> where;
    if (!file.empty()) where = Where{file, 0, std::nullopt, std::nullopt, ""};
    report_.findings.push_back(
        finding_of(notice_, rule, severity, Audience::applicant, message, remedy, std::move(where)));
  }

  void report_upload(std::size_t index) {
    UploadReport& upload = report_.uploads[index];
    std::vector<PaperWords> words;
    bool blank = true, legible = false, named = false;
    for (const ReadPage& page : pages_) {
      if (page.upload != index || !page.evidence) continue;
      blank = blank && page.evidence->blank;
      legible = legible || page.evidence->legible;
      words.push_back(page.evidence->words);
      named = named || page.evidence->words.all().find(application_.applicant.name) != std::string::npos;
      for (const SeenClaim& seen : page.evidence->claims)
        named = named || (seen.names_applicant && seen.verdict != ClaimVerdict::contradicted);
    }
    if (words.empty()) return;
    others_.insert(index);
    upload.paper_item = item_of(upload.file);
    if (blank)
      return tell("evidence-blank", Severity::warning, fmt::format("文件 {} 是空白的", upload.file),
                  "请核对并重新上传", upload.file);
    if (!legible)
      return tell("evidence-illegible", Severity::warning,
                  fmt::format("文件 {} 看不清，无法核对", upload.file),
                  "请放平、对正、光线均匀地重新扫描或拍照", upload.file);
    const PaperKind kind = kind_of_paper(words);
    upload.paper = kind.kind;
    upload.paper_name = kind.name;
    upload.paper_year = kind.year;
    upload.paper_reasons = kind.reasons;
    if (kind.kind.empty()) return;
    compare_with_item(upload, kind);
    if (is_personal(kind.kind) && !named)
      tell("evidence-other-person", Severity::warning,
           fmt::format("文件 {}（{}）上没有认出本人的姓名", upload.file, kind.name),
           "请核对这份材料是不是本人的；看不清的请重新扫描", upload.file);
    if (kind.kind == "publicity-report") tell_publicity(upload, words);
  }

  int item_of(const std::string& file) const {
    for (const EvidenceFile& known : evidence_)
      if (known.name == name_in_record(file)) return known.item;
    return 0;
  }

  /// 其他有关材料 takes anything.
  bool takes_anything(int item) const {
    return std::any_of(notice_.materials.begin(), notice_.materials.end(), [&](const Material& material) {
      return material.item == item && material.name.find("其他") != std::string::npos;
    });
  }

  void compare_with_item(const UploadReport& upload, const PaperKind& kind) {
    const int item = upload.paper_item;
    const std::vector<int> right = items_of_kind(kind.kind, notice_);
    const bool fits = std::find(right.begin(), right.end(), item) != right.end();
    if (item == 0 || right.empty() || fits || takes_anything(item)) return;
    tell("evidence-wrong-item", Severity::warning,
         fmt::format("文件 {} 像是{}（{}），却放在第 {} 项下", upload.file, kind.name,
                     fmt::join(kind.reasons, "、"), item),
         fmt::format("请核对；{}应放在第 {} 项", kind.name, right.front()), upload.file);
  }

  /// Twice among the papers, to the byte.
  void tell_doubles() {
    for (const std::size_t i : others_)
      for (const std::size_t j : others_)
        if (i < j && !report_.uploads[i].sha256.empty() &&
            report_.uploads[i].sha256 == report_.uploads[j].sha256)
          tell("evidence-doubled", Severity::warning,
               fmt::format("文件 {} 与 {} 是同一份", report_.uploads[j].file, report_.uploads[i].file),
               "请核对是否传错了其中一份", report_.uploads[j].file);
  }

  /// The last three years are those before the year in which the record was filled in.
  void tell_assessments() {
    const auto filled = parse_date(application_.root.text_at("filled-on"));
    std::set<int> years;
    bool any = false;
    for (const UploadReport& upload : report_.uploads) {
      if (upload.paper != "yearly-assessment") continue;
      any = true;
      if (upload.paper_year == 0 || !filled) continue;
      years.insert(upload.paper_year);
      if (upload.paper_year < filled->year - 3 || upload.paper_year > filled->year)
        tell("evidence-wrong-year", Severity::warning,
             fmt::format("文件 {} 是 {} 年度的考核表，不是近三年的", upload.file, upload.paper_year),
             fmt::format("请上传 {} 至 {} 年度的考核表", filled->year - 3, filled->year - 1), upload.file);
    }
    if (!any || !filled) return;
    std::vector<int> missing;
    for (int year = filled->year - 3; year < filled->year; ++year)
      if (years.count(year) == 0) missing.push_back(year);
    if (!missing.empty())
      tell("evidence-assessments", Severity::warning,
           fmt::format("近三年的年度考核表没有认出 {} 年度的", fmt::join(missing, "、")),
           "请补充；已经上传的请核对年度是否清楚", "");
  }

  /// Only where the notice sets a length (C8).
  void tell_publicity(const UploadReport& upload, const std::vector<PaperWords>& words) {
    std::string text;
    for (const PaperWords& page : words) text += page.all();
    const auto days = publicity_days(text);
    if (!days) return;
    int wanted = 0;
    if (const Element* all = notice_.root.child("publicities"))
      for (const Element* publicity : all->all("publicity"))
        if (publicity->attribute("place") == "unit")
          wanted = std::atoi(publicity->attribute("working-days").c_str());
    const WorkingDays counted = public_calendar().working_days(days->first, days->second);
    if (wanted == 0 || !counted.count || *counted.count >= wanted) return;
    tell("evidence-publicity-short", Severity::warning,
         fmt::format("公示报告 {} 写的公示时间是 {} 至 {}，只有 {} 个工作日，应不少于 {} 个", upload.file,
                     iso(days->first), iso(days->second), *counted.count, wanted),
         "请核对公示时间；公示时间不够的，请按规定重新公示", upload.file);
  }

  const Application& application_;
  const Notice& notice_;
  const std::vector<EvidenceFile> evidence_;
  const std::vector<ReadPage>& pages_;
  Report& report_;
  std::set<std::size_t> others_;  // uploads that hold papers other than our forms
};

}  // namespace

std::optional<std::pair<Date, Date>> publicity_days(const std::string& text) {
  std::string line = text;
  std::erase(line, '\n');
  static const std::regex period(
      "(20[0-9]{2})年([0-9]{1,2})月([0-9]{1,2})日(?:起)?(?:至|到|—|-|－|~|～)+(?:(20[0-9]{2})年)?(?:([0-9]{1,"
      "2})月)?([0-9]"
      "{1,2})日");
  std::smatch found;
  if (!std::regex_search(line, found, period)) return std::nullopt;
  const Date from{number(found[1]), number(found[2]), number(found[3])};
  const Date to{found[4].matched ? number(found[4]) : from.year,
                found[5].matched ? number(found[5]) : from.month, number(found[6])};
  return std::pair(from, to);
}

void report_evidence_uploads(const PreparedRecord& record, const std::vector<ReadPage>& pages,
                             Report& report) {
  UploadReporter(record, pages, report).report();
}

}  // namespace hefu
