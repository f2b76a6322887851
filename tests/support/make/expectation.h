#pragma once
#include <string>
#include <vector>

#include "tests/support/make/scanning.h"

namespace hefu::support {

/// expected.json of a case: what a check must find, derived from what was laid on the glass. `pages`: of all
/// uploads.
std::string expected_json(const PrintedCase& printed, const std::vector<ScannedPage>& pages);

}  // namespace hefu::support
