#pragma once
#include <string>
#include <vector>

#include "tests/support/make/evidence.h"
#include "tests/support/make/scanning.h"

namespace hefu::support {

/// expected.json of a case: what a check must find, derived from what was laid on the glass. `pages`: of all
/// uploads of our own forms; `papers`: of others.
std::string expected_json(const PrintedCase& printed, const std::vector<ScannedPage>& pages,
                          const std::vector<ScannedPaper>& papers);

}  // namespace hefu::support
