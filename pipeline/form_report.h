#pragma once
#include "pipeline/check_parts.h"

namespace hefu {

/// The uploads that are forms which Hefu did not print become fields of the report, with findings: values
/// that differ or cannot be read, rows of lists that the form lacks or has besides. Which uploads they are:
/// by their titles and labels, unless their words say that they are another paper. Marks their pages as
/// recognised. After report_evidence_uploads, which says what papers are.
void report_forms(const PreparedRecord& record, std::vector<ReadPage>& pages, Report& report);

}  // namespace hefu
