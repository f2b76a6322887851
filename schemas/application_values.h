#pragma once
#include <string>

#include "schemas/diagnostic.h"
#include "schemas/element.h"

namespace hefu {

/// Private to the reading of records.

/// Normalises every value of a valid record in place, by the type that application.xsd gives it: dates become
/// ISO 8601, names and ID numbers their one form. A date that is none gives an error.
void normalise_values(Element& root, const std::string& file, Diagnostics& diagnostics);

/// What the schema cannot say: ID number against its check digit, birth date and sex; periods that end before
/// they start; the talent class without its category; a title that is not of its series and level.
void check_values(const Element& root, const std::string& file, Diagnostics& diagnostics);

/// A private number as messages may show it: how long it is, and nothing of it.
std::string masked(const std::string& value);

}  // namespace hefu
