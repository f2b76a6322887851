#include "templates/qr_mask.h"

#include <bit>
#include <cstdlib>

namespace hefu {
namespace {

// The weights of the standard: runs, blocks, finder-like patterns, balance.
constexpr int run_weight = 3, block_weight = 3, finder_weight = 40, balance_weight = 10;

std::uint64_t ones(int count) { return count >= 64 ? ~0ULL : (1ULL << count) - 1; }
std::uint64_t shifted_down(std::uint64_t bits, int by) { return by < 64 ? bits >> by : 0; }
std::uint64_t shifted_up(std::uint64_t bits, int by) { return by < 64 ? bits << by : 0; }

/// Bit i: the `count` modules from i on are all set.
std::uint64_t runs_of(std::uint64_t bits, int count) {
  std::uint64_t all = bits;
  for (int k = 1; k < count; ++k) all &= shifted_down(bits, k);
  return all;
}

/// How many of the finder-like patterns that begin at the bits of `found` have four units of light before or
/// behind them.
int with_quiet_side(std::uint64_t found, std::uint64_t dark, int unit) {
  std::uint64_t before = 0, after = 0;
  for (int k = 0; k < 4 * unit; ++k) {
    before |= shifted_up(dark, k + 1);
    after |= shifted_down(dark, 7 * unit + k);
  }
  return std::popcount(found & ~(before & after));
}

/// dark:light:dark:light:dark like 1:1:3:1:1 in modules of `unit`, the outer runs ending there; `middle`:
/// where three units of dark begin.
int finders_of_unit(std::uint64_t dark, std::uint64_t light, std::uint64_t middle, int unit) {
  std::uint64_t found = shifted_down(middle, 2 * unit) & ~(dark << 1) & ~shifted_down(dark, 7 * unit);
  if (found != 0)
    found &= shifted_down(runs_of(light, unit), unit) & shifted_down(runs_of(light, unit), 5 * unit);
  if (found != 0) found &= runs_of(dark, unit) & shifted_down(runs_of(dark, unit), 6 * unit);
  return found == 0 ? 0 : with_quiet_side(found, dark, unit);
}

int finders(std::uint64_t dark, std::uint64_t light, int size) {
  // Modules as units, by far the most frequent: light, dark, light, 3 dark, light, dark, light.
  const std::uint64_t single = dark & ~(dark << 1) & ~(dark >> 1);  // dark alone
  const std::uint64_t triple = dark & dark >> 1 & dark >> 2;
  const std::uint64_t found = single & triple >> 2 & single >> 6;
  int count = found == 0 ? 0 : with_quiet_side(found, dark, 1);
  // Larger ones need a middle of six modules, or nine, or more: there is mostly none.
  std::uint64_t middle = triple & triple >> 3;
  for (int unit = 2; middle != 0 && 7 * unit <= size; ++unit) {
    count += finders_of_unit(dark, light, middle, unit);
    middle &= shifted_down(triple, 3 * unit);
  }
  return count;
}

/// Runs of five and more, and finder-like patterns, along each of the lines.
int line_penalty(const QrRows& lines, int size) {
  int penalty = 0;
  const std::uint64_t pairs = ones(size - 1), all = ones(size);
  for (int i = 0; i < size; ++i) {
    const std::uint64_t line = lines[static_cast<std::size_t>(i)];
    const std::uint64_t same = ~(line ^ line >> 1) & pairs;  // bit x: modules x and x + 1 are alike
    const std::uint64_t same2 = same & same >> 1;
    const std::uint64_t five = same2 & same2 >> 2;  // a run of n modules has n - 4 bits here
    if (five != 0) penalty += std::popcount(five) + (run_weight - 1) * std::popcount(five & ~(five << 1));
    penalty += finder_weight * finders(line, ~line & all, size);
  }
  return penalty;
}

int block_penalty(const QrRows& rows, int size) {
  int blocks = 0;
  const std::uint64_t pairs = ones(size - 1);
  for (std::size_t y = 1; y < static_cast<std::size_t>(size); ++y) {
    const std::uint64_t above = rows[y - 1], here = rows[y];
    blocks += std::popcount(~(above ^ above >> 1) & ~(here ^ here >> 1) & ~(above ^ here) & pairs);
  }
  return block_weight * blocks;
}

int balance_penalty(const QrRows& rows, int size) {
  int dark = 0;
  for (int y = 0; y < size; ++y) dark += std::popcount(rows[static_cast<std::size_t>(y)]);
  const int area = size * size;
  const int percent = (200 * dark + area) / area / 2;  // rounded
  return std::abs(percent - 50) / 5 * balance_weight;
}

}  // namespace

QrRows transposed(QrRows rows) {
  // Exchanges ever smaller quarters. Source: Warren, Hacker's Delight, 7-3.
  std::uint64_t mask = 0x00000000FFFFFFFFULL;
  for (std::size_t half = 32; half != 0; half >>= 1, mask ^= mask << half)
    for (std::size_t k = 0; k < 64; k = ((k | half) + 1) & ~half) {
      const std::uint64_t swapped = (rows[k] >> half ^ rows[k | half]) & mask;
      rows[k] ^= swapped << half;
      rows[k | half] ^= swapped;
    }
  return rows;
}

// Compiled with the machine's own instruction for counting bits, too, which is chosen when the program
// starts: to weigh eight masks is most of a code's time.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
__attribute__((target_clones("popcnt", "default"), flatten))
#endif
int qr_penalty(const QrRows& rows, const QrRows& columns, int size) {
  return line_penalty(rows, size) + line_penalty(columns, size) + block_penalty(rows, size) +
         balance_penalty(rows, size);
}

}  // namespace hefu
