#include "pipeline/evidence_report.h"

#include <algorithm>

#include "pipeline/evidence_files.h"
#include "pipeline/form_report.h"

namespace hefu {
namespace {

/// Which sighting says more: one that decides for the claim, then one that decides against it, then the most
/// alike.
bool says_more(const SeenClaim& a, const SeenClaim& b) {
  if ((a.verdict == ClaimVerdict::supported) != (b.verdict == ClaimVerdict::supported))
    return a.verdict == ClaimVerdict::supported;
  if (a.likeness != b.likeness) return a.likeness > b.likeness;
  if (a.verdict != b.verdict) return a.verdict == ClaimVerdict::contradicted;
  return a.score > b.score;
}

struct Found {
  SeenClaim* seen = nullptr;
  const ReadPage* page = nullptr;
};

class EvidenceReporter {
 public:
  EvidenceReporter(const PreparedRecord& record, const std::vector<RecordClaim>& claims,
                   std::vector<ReadPage>& pages, Report& report)
      : notice_(record.forms->notice),
        evidence_(list_evidence(record.application, record.forms->notice).claims),
        claims_(claims),
        pages_(pages),
        report_(report) {}

  void report() {
    for (std::size_t i = 0; i < claims_.size(); ++i) report_claim(i);
  }

 private:
  static bool is_form(const ReadPage& page) { return page.evidence->form && page.evidence->form->recognised; }

  Found best_sighting(std::size_t claim) {
    Found best;
    for (ReadPage& page : pages_) {
      if (!page.evidence || is_form(page)) continue;  // a form claims, and proves nothing
      for (SeenClaim& seen : page.evidence->claims)
        if (seen.claim == claim && (!best.seen || says_more(seen, *best.seen))) best = {&seen, &page};
    }
    return best;
  }

  /// Whether a paper of those that the claim refers to was read at all.
  bool was_sought(const RecordClaim& claim) const {
    for (const ReadPage& page : pages_)
      if (page.evidence && page.evidence->legible && !is_form(page) &&
          concerns(claim, name_in_record(report_.uploads[page.upload].file)))
        return true;
    return false;
  }

  /// Every paper has dates, years, hours and grades, each about something else: one that differs says nothing
  /// where the claim names no paper. A row of a list that names no file of its own shares the papers of its
  /// item with the other rows: what differs there may well be another row's.
  bool can_be_contradicted(const RecordClaim& claim) const {
    constexpr std::string_view of_anything[] = {"date", "year", "hours", "grade"};
    if (claim.files.empty() &&
        std::find(std::begin(of_anything), std::end(of_anything), claim.kind) != std::end(of_anything))
      return false;
    return claim.path.find('[') == std::string::npos ||
           std::any_of(evidence_.begin(), evidence_.end(),
                       [&](const EvidenceClaim& own) { return claim.path.rfind(own.path + "/", 0) == 0; });
  }

  void report_claim(std::size_t index) {
    const RecordClaim& claim = claims_[index];
    ClaimReport told;
    told.path = claim.path;
    told.kind = claim.kind;
    told.label = claim.label;
    told.online = claim.value;
    told.files = claim.files;
    Found found = best_sighting(index);
    if (found.seen && found.seen->verdict == ClaimVerdict::contradicted && !can_be_contradicted(claim))
      found = {};
    if (found.seen) {
      told.verdict = found.seen->verdict;
      told.paper = found.seen->read;
      told.mark = found.seen->mark;
      told.where = Where{
          report_.uploads[found.page->upload].file,     found.page->page, std::nullopt, found.seen->box_px,
          fmt::format("crops/claim-{}.png", index + 1), found.page->part};
      report_.crops[told.where->crop] = std::move(found.seen->crop);
    } else if (!was_sought(claim)) {
      return;  // no paper was handed in that could show it: the checklist's rules speak of that
    }
    if (told.verdict == ClaimVerdict::contradicted) tell_contradiction(told);
    if (told.verdict == ClaimVerdict::not_found && claim.wanted && !claim.files.empty()) tell_absence(told);
    report_.claims.push_back(std::move(told));
  }

  void tell_contradiction(const ClaimReport& told) {
    // A name or a unit that is only like the applicant's may be another's, and lawfully: co-authors, offices.
    if (told.files.empty()) return;
    Finding finding = finding_of(
        notice_, "evidence-contradicts", Severity::warning, Audience::applicant,
        fmt::format("「{}」线上为“{}”，证明材料上为“{}”", told.label, told.online, told.paper.value_or("")),
        "请核对哪一处正确：线上有误就修改；材料有误或传错了，请换上正确的材料", told.where);
    finding.path = told.path;
    report_.findings.push_back(std::move(finding));
  }

  void tell_absence(const ClaimReport& told) {
    Finding finding = finding_of(notice_, told.kind == "paper" ? "publication-unproven" : "evidence-absent",
                                 Severity::warning, Audience::applicant,
                                 fmt::format("证明材料里没有找到「{}」“{}”（{}）", told.label, told.online,
                                             fmt::join(told.files, "、")),
                                 "请上传能证明这一项的材料；材料不清晰的请重新扫描", std::nullopt);
    finding.path = told.path;
    report_.findings.push_back(std::move(finding));
  }

  const Notice& notice_;
  const std::vector<EvidenceClaim> evidence_;
  const std::vector<RecordClaim>& claims_;
  std::vector<ReadPage>& pages_;
  Report& report_;
};

}  // namespace

void report_evidence(const PreparedRecord& record, const std::vector<RecordClaim>& claims,
                     std::vector<ReadPage>& pages, Report& report) {
  if (std::none_of(pages.begin(), pages.end(),
                   [](const ReadPage& page) { return page.evidence.has_value(); }))
    return;
  report_evidence_uploads(record, pages, report);
  report_forms(record, pages, report);
  report_text_layers(record, pages, report);
  EvidenceReporter(record, claims, pages, report).report();
}

}  // namespace hefu
