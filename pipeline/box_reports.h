#pragma once
#include "pipeline/field_reports.h"

namespace hefu {

/// What stands in each box that is filled by hand on a page of our own that could be read, with its picture.
void report_boxes(const VerifiedPage& page, const PageReading& reading, ReadPage& read);

/// Boxes that the applicant and the unit have to fill and that are empty, or that nobody can tell: one
/// finding a page and kind. Warnings (the notices that demand them have rules of their own, C6): what such a
/// rule has named already is not told again. The departments and the committee may fill theirs later.
std::vector<Finding> findings_about_boxes(const Notice& notice, const Report& report);

}  // namespace hefu
