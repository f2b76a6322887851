#pragma once
#include <string>
#include <vector>

#include "pipeline/mend_by.h"
#include "pipeline/report.h"
#include "schemas/application.h"
#include "schemas/notice.h"

namespace hefu {

/// What a return notice is made of, as the form templates/forms/return-notice.xml binds it.
struct ReturnNotice {
  Application document;            // its root is <return-notice>
  std::vector<std::string> crops;  // "crops/....png": pictures that the root names
  int differences = 0, problems = 0;
  bool empty() const { return differences == 0 && problems == 0; }
};

/// Everything of a report that goes back to the applicant: each field whose paper differs, then each finding,
/// what must be mended first. Hints alone are no reason to return. `everything`: findings for reviewers too,
/// and the rules that nobody could check.
/// No ID number is in it, neither as text nor in a picture.
ReturnNotice return_notice(const Report& report, const Notice& notice, const Date& today, bool everything);

}  // namespace hefu
