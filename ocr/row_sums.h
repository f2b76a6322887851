#pragma once
#include <cstddef>
#include <cstdint>

namespace hefu {

/// Adds a row of grey values to sums of columns; at most 257 rows fit.
void add_row(const std::uint8_t* row, std::size_t count, std::uint16_t* sums);

}  // namespace hefu
