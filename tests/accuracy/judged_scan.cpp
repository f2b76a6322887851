#include "tests/accuracy/judged_scan.h"

#include <ctime>
#include <stdexcept>

#include "ocr/code_reader.h"
#include "templates/pdf.h"
#include "tests/support/scan.h"

namespace hefu::accuracy {

Image rasterise(const PrintedPage& page, const Fonts& fonts, Sandbox& sandbox) {
  Sheet sheet;
  sheet.kind = page.name;
  sheet.title = page.name;
  sheet.application = "YB-ACCURACY";
  sheet.date = "2025-06-20";
  sheet.pages = {page.shown};
  Image drawn;
  const DecodedFile file =
      sandbox.decode(write_pdf(sheet, fonts), [&](int, Image image) { drawn = std::move(image); });
  if (file.status != FileStatus::read || drawn.empty())
    throw std::runtime_error(page.name + " cannot be drawn: " + file.reason);
  return drawn;
}

JudgedScan scan_page(const PrintedPage& page, const Image& print, const std::string& damage,
                     std::uint64_t seed) {
  JudgedScan scan;
  scan.colour = support::simulate_scan(print, page.shown.width_mm, page.shown.height_mm,
                                       support::damage_kind(damage), seed, page.shown.codes);
  const std::vector<FoundCode> codes = read_codes(grey_luma(scan.colour));
  const std::clock_t start = std::clock();
  scan.grey = grey_without_seal(scan.colour);
  scan.registration = register_page(scan.grey, page.expected, codes);
  scan.register_ms = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  return scan;
}

}  // namespace hefu::accuracy
