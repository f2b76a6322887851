#pragma once
#include "pipeline/check_parts.h"

namespace hefu {

/// Findings about single fields, single pages, codes and uploads, for people to act on; added to the report.
void add_findings(const PreparedRecord& record, const std::vector<ReadPage>& pages, const CheckRun& run,
                  Report& report);

/// That a field is a mismatch, in words.
Finding mismatch_finding(const Notice& notice, const FieldReport& field);

/// inconsistent: something contradicts the record or is missing; needs_review: something could not be told,
/// or was seen that a person has to judge; else consistent.
CaseVerdict decide(const Report& report);

}  // namespace hefu
