#include "schemas/write_xml.h"
#include "tests/support/people.h"

namespace hefu::support {

std::string to_xml(const Element& root) { return hefu::to_xml(root); }

}  // namespace hefu::support
