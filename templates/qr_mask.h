#pragma once
#include <array>
#include <cstdint>

namespace hefu {

/// A square of modules, at most 64 wide, one row a number: bit x of row y is the module at (x, y).
using QrRows = std::array<std::uint64_t, 64>;

/// The square with x and y exchanged.
QrRows transposed(QrRows rows);

/// What a symbol costs by the rules that choose its mask; the lowest is the easiest to read. `columns` is
/// `rows` transposed. Counts as libqrencode does, so that both choose the same mask: a finder-like pattern
/// may also have its quiet side outside the symbol. Source: ISO/IEC 18004, 7.8.3.
int qr_penalty(const QrRows& rows, const QrRows& columns, int size);

}  // namespace hefu
