#pragma once
#include <optional>
#include <string>

#include "schemas/element.h"
#include "tests/support/random.h"

namespace hefu::support {

/// Changes one value of a record by one character, digit or date, look-alikes first; a date stays one.
/// Returns the new value. Fails: nullopt when there is no such value or nothing in it to change.
std::optional<std::string> change_record(Element& record, const std::string& path, Random& random);

/// A part of a value that is another value of its kind (pipeline/claim-kinds.txt): 工程师 of 高级工程师, 大学
/// of a university's name without its place, a name without its first or last character. Fails: nullopt where
/// the kind has no such parts or the value is too short.
std::optional<std::string> shorten_value(const std::string& kind, const std::string& value, Random& random);

}  // namespace hefu::support
