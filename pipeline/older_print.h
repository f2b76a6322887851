#pragma once
#include "pipeline/field_reports.h"

namespace hefu {

/// Takes the reports of a page that was verified against what was printed then, and says what they mean for
/// the record as it is now: a value that matches the old print but has changed since is a mismatch whose
/// paper value is known exactly, without OCR. Nothing stands on paper for a field that the record has only
/// now. Adds the finding that names the change.
std::vector<FieldReport> compare_with_now(const VerifiedPage& page, std::vector<FieldReport> then_reports,
                                          ReadPage& read);

}  // namespace hefu
