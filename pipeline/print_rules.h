#pragma once
#include <string>

#include "schemas/notice.h"
#include "templates/form.h"
#include "templates/merged_pdf.h"

namespace hefu {

/// How a document is printed for an applicant of some level.
struct PrintRule {
  int copies = 1;       // to print
  int photocopies = 0;  // to be made on a copier once the original is signed and sealed
  Sides sides = Sides::one;
};

/// What the notice's list of materials says of the form's kind: copies, which may depend on the level, how
/// many of them are originals, and whether both sides are printed (as the form may say too). A kind that is
/// no item of the list is printed once.
/// Source: G25 annex 1, item 2 (1 original, 14 photocopies); T24 annex 1, 三.2 (15 or 5 by level).
PrintRule print_rule(const Notice& notice, const Form& form, const std::string& level);

}  // namespace hefu
