#pragma once
#include <map>
#include <string>

#include "tests/support/make/cases.h"
#include "tests/support/papers/paper.h"

namespace hefu::support {

/// A paper of others as it was handed in, with the truth about it.
struct ScannedPaper {
  EvidenceUpload upload;
  Paper paper;
};

/// Prints a paper that says what the record says, but for the upload's own values.
/// Fails: throws Error(usage) when there is no such layout or the record has not what it is about.
ScannedPaper print_evidence(const EvidenceUpload& upload, const Element& record, std::uint64_t seed);

/// Scans or photographs it: file name relative to the case -> bytes.
std::map<std::string, std::string> scan_evidence(const ScannedPaper& scanned, std::uint64_t seed);

}  // namespace hefu::support
