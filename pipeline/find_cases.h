#pragma once
#include <vector>

#include "pipeline/check_parts.h"
#include "pipeline/options.h"

namespace hefu {

/// The cases that the command line names: CASE folders, DIRs searched for them, or --record with its uploads.
/// Fails: throws Error(bad_input) when there is none or two share an application number, Error(usage) when
/// the output would lie in an input, Error(io) on what cannot be read.
std::vector<Case> find_cases(const Options& options);

/// The records that the command line names, RECORDs or DIRs searched for them.
/// Fails: throws Error(bad_input) when there is none, Error(usage) when the output would lie in an input,
/// Error(io) on what cannot be read.
std::vector<std::string> find_asked_records(const Options& options);

}  // namespace hefu
