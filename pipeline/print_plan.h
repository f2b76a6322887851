#pragma once
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "pipeline/options.h"
#include "pipeline/prepare_record.h"
#include "pipeline/print_rules.h"

namespace hefu {

struct PlannedRecord {
  std::filesystem::path file;
  int position = 0;  // among all records of the inputs, 1-based
};

/// What a print job will print, known before the first page is laid out.
struct PrintPlan {
  std::vector<PlannedRecord> records;
  std::vector<std::string> kinds;  // in the order of the notices' checklists
  Duplex duplex = Duplex::one_sided;
};

/// A form's paper: of its first page's style.
std::string paper_of(const Form& form);
/// How a form is printed: as the notice says, or as `options.copies` says.
PrintRule rule_for(const NoticeForms& forms, const Form& form, const std::string& level,
                   const PrintOptions& options);

/// Chooses the records, and of their notices' forms those that are asked for. The file turns its paper about
/// the short edge when all of it is A3 (landscape), else about the long one, if any form has two sides.
/// Fails: throws Error(bad_input | usage) on records that share a number, on a place in the job that does
/// not exist, when nothing is left to print.
PrintPlan plan_printing(const std::vector<std::string>& records, const Options& options, Machine& machine,
                        int workers);

/// The newest print job's list in a folder, empty path when there is none; and the name for the next one:
/// "print-job", or "print-job-2", "print-job-3" ... for one that goes on after another.
std::filesystem::path newest_job(const std::filesystem::path& folder);
std::string next_job_name(const std::filesystem::path& folder, bool goes_on);

}  // namespace hefu
