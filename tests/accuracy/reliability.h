#pragma once
#include <string>

#include "tests/accuracy/tally.h"

namespace hefu::accuracy {

/// Draws how often fields were as entered against how often their score said so, for a mix in which
/// `changed_share` of the fields are changed; both on scales of log-odds, with exact 90 % intervals. SVG.
/// Fails: throws Error(io).
void write_reliability_plot(const Histogram& log_odds, double changed_share, const std::string& file);

}  // namespace hefu::accuracy
