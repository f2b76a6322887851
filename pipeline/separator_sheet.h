#pragma once
#include <string>
#include <utility>
#include <vector>

#include "pipeline/print_job.h"
#include "schemas/notice.h"
#include "templates/fonts.h"
#include "templates/sheet.h"

namespace hefu {

/// What a separator sheet says: whose papers (or which form) follow, and how many.
struct Separator {
  std::string heading, sub_heading;
  std::vector<std::pair<std::string, std::string>> facts;
  std::vector<PrintedForm> documents;
};

/// An A4 sheet from templates/forms/separator.xml; it has no page code and is not in the register.
/// Fails: throws Error(bad_input) on a character that no font has.
Sheet separator_sheet(const Separator& separator, const Notice& notice, const Fonts& fonts);

}  // namespace hefu
