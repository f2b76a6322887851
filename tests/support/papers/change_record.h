#pragma once
#include <optional>
#include <string>

#include "schemas/element.h"
#include "tests/support/random.h"

namespace hefu::support {

/// Changes one value of a record by one character, digit or date, look-alikes first; a date stays one.
/// Returns the new value. Fails: nullopt when there is no such value or nothing in it to change.
std::optional<std::string> change_record(Element& record, const std::string& path, Random& random);

}  // namespace hefu::support
