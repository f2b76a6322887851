#pragma once
#include <string>

#include "pipeline/report.h"

namespace hefu {

/// The words that people read. They are Chinese; a terminal's are put through tr() by whoever prints them.
const char* spoken(CaseVerdict verdict);
const char* spoken(Owner owner);
const char* spoken(PrintAge print);
const char* spoken(CodeStatus status);
const char* spoken(PageFault fault);  // empty for none
const char* spoken(Verdict verdict);
const char* spoken(Method method);
const char* spoken(FileStatus status);
const char* spoken(Severity severity);

/// What a page's fault means for whoever has to mend it; empty for none.
const char* remedy_of(PageFault fault);

/// A KIND of the command line as the field calls it; the id itself where it has no name.
std::string spoken_kind(const std::string& kind);

/// Which of several entries a field belongs to, from the last index in its path: 2 of
/// /application/jobs/job[2]/unit; 0 where nothing repeats.
int entry_of(const std::string& path);

/// How many fields of each verdict, how many faulty pages, how many findings of each severity.
struct ReportCounts {
  int match = 0, mismatch = 0, unreadable = 0, missing = 0, not_online = 0;
  int page_faults = 0;
  int errors = 0, warnings = 0, infos = 0;
  int findings() const { return errors + warnings + infos; }
};
ReportCounts count(const Report& report);

}  // namespace hefu
