#pragma once
#include "pipeline/report.h"
#include "pipeline/return_notice.h"
#include "templates/layout.h"

namespace hefu::test {

/// Sixty fields that differ, some of them longer than a page is high, and a finding for every third of them.
Report long_report();

/// The notice that a report gives on 2025-06-20, and its pages; crops are those of the report.
ReturnNotice sample_return(const Report& report, bool everything = false);
LaidOut lay_out_return(const Report& report, bool everything = false);

}  // namespace hefu::test
