#pragma once
#include <string>

#include "tests/accuracy/tally.h"

namespace hefu::accuracy {

/// The table of a run: a row a kind of damage and a way of changing, with exact upper bounds.
void print_report(const Tally& tally);

/// The run as one JSON object on a line, as scripts read it.
std::string json_line(const Tally& tally);

/// Whether a run holds what a file of floors asks: lines of "kind of damage, least share of the changes
/// called mismatch (%), most of the true fields to a person (%)". A share that misses its floor by so little
/// that chance explains it holds. Says on standard error what is broken. Fails: throws Error(io) when there
/// is no such file.
bool floors_hold(const std::string& file, const Tally& tally);

}  // namespace hefu::accuracy
