#include "templates/form_use.h"

namespace hefu {

bool is_for(const Form& form, const Element& record) {
  const std::string condition = form.root.attribute("when");
  const std::size_t equals = condition.find('=');
  if (equals == std::string::npos) return true;
  return record.text_at(condition.substr(0, equals)) == condition.substr(equals + 1);
}

bool left_to_hand(const Form& form) { return form.root.has("by-hand"); }

bool comes_back(const Form& form) { return form.root.attribute("returned") != "false"; }

}  // namespace hefu
