#pragma once
#include "templates/form.h"

namespace hefu {

/// A form that is another one for another purpose (`copy-of`): that one's pages without its page codes and
/// its serial mark, with this one's kind, code and attributes.
Form copied_form(const Form& form, const Form& original);

/// Puts a table in place of the form's <people>: a column for each of these, a row for each <person> of the
/// record, whose columns are <c1>, <c2> ... Widths are relative.
struct PeopleColumn {
  std::string name;
  int width = 0;
};
Form with_people_columns(Form form, const std::vector<PeopleColumn>& columns);

}  // namespace hefu
