#pragma once
#include "pipeline/report.h"

namespace hefu {

/// A made-up case in which every verdict, every page fault and every severity occurs, with drawn pages and
/// crops.
Report sample_report();

/// The same person with nothing to complain about.
Report consistent_report();

}  // namespace hefu
