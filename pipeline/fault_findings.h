#pragma once
#include "ocr/picture_faults.h"
#include "pipeline/field_reports.h"

namespace hefu {

/// Says to the applicant why something on a page could not be read, where, and how to take it again. Says
/// nothing of a page on which everything could be read. `grey`: as decoded, without seal ink.
void add_fault_findings(const VerifiedPage& page, const Image& grey, const PageReading& reading,
                        ReadPage& read);

/// The same for a picture on which no page could be found.
void add_fault_findings(const Image& grey, const PreparedRecord& record, const std::string& file,
                        ReadPage& read);

}  // namespace hefu
