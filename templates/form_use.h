#pragma once
#include "schemas/element.h"
#include "templates/form.h"

namespace hefu {

/// Whether a record gets this form without asking for it by its kind: the form's `when="path=value"`, asked
/// of the record's root. A form without one is for every record.
bool is_for(const Form& form, const Element& record);

/// Whether what is not online is filled in by hand on the form, under the notice that it was found for
/// (`by-hand`).
bool left_to_hand(const Form& form);

/// Whether a scan of the form is expected back; false for paper that stays outside, such as a label.
bool comes_back(const Form& form);

}  // namespace hefu
