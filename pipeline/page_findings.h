#pragma once
#include "pipeline/field_reports.h"

namespace hefu {

/// Cuts the padded picture of a box out of the scan, straightened; returns its name in the report.
std::string cut_crop(const VerifiedPage& page, const RectMm& box, ReadPage& read);

/// Ink in a field's cell that nobody printed.
void add_extra_ink(const VerifiedPage& page, const Field& field, FieldReport& report, ReadPage& read);

/// Labels that were altered, and ink where nothing was printed and nobody writes.
void add_page_findings(const VerifiedPage& page, const PageReading& reading, ReadPage& read);

}  // namespace hefu
