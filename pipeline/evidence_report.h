#pragma once
#include "pipeline/check_parts.h"

namespace hefu {

/// What the papers that are none of our forms say of the record: a report for every claim, what each upload
/// is, and findings with their clauses. Takes the crops that the report shows out of the pages.
void report_evidence(const PreparedRecord& record, const std::vector<RecordClaim>& claims,
                     std::vector<ReadPage>& pages, Report& report);

/// The part of it about the uploads: what each is, whether it lies under the right item, is blank, illegible,
/// handed in twice, of the wrong year or without the applicant's name; how many of the last three years'
/// assessments are there; how many working days the publicity report tells of.
void report_evidence_uploads(const PreparedRecord& record, const std::vector<ReadPage>& pages,
                             Report& report);

/// The part of it about PDFs whose own letters say another thing than their picture.
void report_text_layers(const PreparedRecord& record, std::vector<ReadPage>& pages, Report& report);

/// The days from which and to which a report says that something was posted: 2025年6月3日至6月10日 and the
/// like; nothing where it says none. Source: only what an engine read.
std::optional<std::pair<Date, Date>> publicity_days(const std::string& text);

}  // namespace hefu
