#pragma once
#include <vector>

namespace hefu {

/// Pairs rows with columns, one to one, so that the sum of what the pairs gain is greatest; pairs that gain
/// less than `least` are not made. Returns for each row its column, -1: none.
/// Shapes: gain is rows x columns, each row as long as the first.
/// Source: Kuhn, The Hungarian method for the assignment problem (1955), in the form with potentials.
std::vector<int> assign_rows(const std::vector<std::vector<double>>& gain, double least);

}  // namespace hefu
