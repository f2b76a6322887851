#pragma once
#include <string>

#include "schemas/element.h"

namespace hefu {

/// The element as a document: UTF-8, indented by two, attributes in their order. What parse_xml() reads back
/// is equal, lines aside. Needs: text without control characters, which XML 1.0 cannot hold.
std::string to_xml(const Element& root);

}  // namespace hefu
