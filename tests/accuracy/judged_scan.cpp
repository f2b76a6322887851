#include "tests/accuracy/judged_scan.h"

#include <ctime>

#include "tests/support/scan.h"

namespace hefu::accuracy {

JudgedScan scan_page(const PrintedPage& page, const Image& print, const std::string& damage,
                     std::uint64_t seed) {
  JudgedScan scan;
  scan.colour = support::simulate_scan(print, page.shown.width_mm, page.shown.height_mm,
                                       support::damage_kind(damage), seed, page.shown.codes);
  const std::clock_t start = std::clock();
  // Working scale: never under 150 dpi on paper, and no more than the comparison uses.
  scan.grey = grey_without_seal(scan.colour);
  scan.registration = register_page(scan.grey, page.expected, {});
  scan.register_ms = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  return scan;
}

}  // namespace hefu::accuracy
