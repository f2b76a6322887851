#pragma once
#include <string>

#include "pipeline/roster_sheets.h"
#include "templates/fonts.h"

namespace hefu {

/// The roster as a PDF to print, in the notice's form of that kind. `made_on`: ISO date or moment, for the
/// file's properties. Fails: throws Error(bad_input) where it cannot be set, naming column and person's row.
std::string to_pdf(const RosterSheet& sheet, const Notice& notice, const std::string& made_on,
                   const Fonts& fonts);

}  // namespace hefu
