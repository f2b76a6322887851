#pragma once
#include <map>
#include <string>
#include <vector>

#include "ocr/sandbox.h"
#include "schemas/application.h"
#include "templates/form.h"
#include "templates/page_code.h"

namespace hefu {

/// Whole copies of one form among the uploads.
struct ScannedForm {
  int copies = 0;
  int pages = 0;  // of all copies
};

/// Counts the applicant's forms in the record's uploads folder by their genuine page codes: as many copies as
/// every page of the form was found. KIND -> copies; a form of which a page is wanting is left out. Files
/// that the record names for an item of the checklist are evidence and not looked at.
std::map<std::string, ScannedForm> count_scanned_forms(const Application& application,
                                                       const std::vector<Form>& forms, Sandbox& sandbox,
                                                       const TrustedKeys& trusted);

}  // namespace hefu
