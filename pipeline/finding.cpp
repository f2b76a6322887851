#include <map>

#include "pipeline/check_parts.h"

namespace hefu {
namespace {

/// Which of the notice's clauses a rule rests on; the pack names them by purpose. The other rules rest on the
/// one that paper and online record must be equal.
const std::map<std::string, std::string> purpose_of = {{"page-missing", "all-pages"},
                                                       {"page-doubled", "page-order"},
                                                       {"page-out-of-order", "page-order"},
                                                       {"page-foreign", "one-code-per-person"},
                                                       {"code-shared", "one-code-per-person"},
                                                       {"owner-unknown", "one-code-per-person"},
                                                       {"code-forged", "page-code"},
                                                       {"code-unknown-key", "page-code"},
                                                       {"code-unverified", "page-code"},
                                                       {"code-absent", "page-code"},
                                                       {"code-conflict", "page-code"},
                                                       {"label-altered", "labels-altered"},
                                                       {"foreign-ink", "truthful"},
                                                       {"box-empty", "signed-and-sealed"},
                                                       {"box-unclear", "signed-and-sealed"},
                                                       {"page-older", "print-after-submission"},
                                                       {"form-missing", "forms-required"},
                                                       {"copies", "forms-required"},
                                                       {"evidence-contradicts", "evidence-required"},
                                                       {"evidence-absent", "evidence-required"},
                                                       {"publication-unproven", "publication-evidence"},
                                                       {"evidence-wrong-item", "evidence-required"},
                                                       {"evidence-publicity-short", "publicity-unit"},
                                                       {"text-layer-disagrees", "truthful"},
                                                       {"evidence-blank", "legible-upload"},
                                                       {"evidence-illegible", "legible-upload"},
                                                       {"upload-unreadable", "legible-upload"},
                                                       {"picture-faulty", "legible-upload"},
                                                       {"page-unreadable", "legible-upload"}};

Clause clause_of(const Notice& notice, const std::string& rule) {
  const auto purpose = purpose_of.find(rule);
  const Clause clause = purpose == purpose_of.end() ? Clause{} : notice.clause(purpose->second);
  return clause.number.empty() ? notice.clause("online-equals-paper") : clause;
}

}  // namespace

Finding finding_of(const Notice& notice, const std::string& rule, Severity severity, Audience audience,
                   const std::string& message, const std::string& remedy, std::optional<Where> where) {
  Finding finding;
  finding.rule = rule;
  finding.severity = severity;
  finding.audience = audience;
  finding.message = message;
  finding.remedy = remedy;
  finding.clause_notice = notice.id;
  finding.clause = clause_of(notice, rule);
  finding.where = std::move(where);
  return finding;
}

}  // namespace hefu
