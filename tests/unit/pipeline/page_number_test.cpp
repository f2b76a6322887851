#include "pipeline/identify_page.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/plain_page.h"
#include "tests/support/scan.h"
#include "tests/support/set_sheet.h"

namespace hefu {
namespace {

/// A form whose pages are alike but for their printed numbers.
PreparedRecord record_of(int pages) {
  PreparedRecord record;
  Sheet sheet;
  for (int number = 1; number <= pages; ++number) {
    Page page = support::plain_page({}, support::plain_values(), *support::shared_fonts());
    page.frame = {12.4, 30, 185.2, 238};
    support::LineStyle style;
    style.size_pt = 9;
    page.runs.push_back(support::set_line(*support::shared_fonts(), "第" + std::to_string(number) + "页共6页",
                                          95, 280, style));
    sheet.pages.push_back(page);
  }
  record.sheets.push_back(sheet);
  return record;
}

TEST(PageNumber, TellsPagesApartThatAreAlike) {
  const PreparedRecord record = record_of(6);
  CheckWorker worker{Verifier(support::shared_fonts()), nullptr};
  for (const char* kind : {"clean", "150dpi"}) {
    const Image print = support::draw_page(record.sheets[0].pages[3], *support::shared_fonts(), 300);
    const Image scan = support::simulate_scan(print, 210, 297, support::damage_kind(kind), 3);
    const auto located = identify_by_print(scan, scan, record, worker);
    ASSERT_TRUE(located) << kind;
    EXPECT_EQ(located->page, 3u) << kind;
  }
}

TEST(PageNumber, CoveredNumberIsNoGuess) {
  PreparedRecord record = record_of(3);
  Page shown = record.sheets[0].pages[1];
  shown.runs.pop_back();
  const Image scan = support::simulate_scan(support::draw_page(shown, *support::shared_fonts(), 300), 210,
                                            297, support::damage_kind("clean"), 3);
  CheckWorker worker{Verifier(support::shared_fonts()), nullptr};
  EXPECT_FALSE(identify_by_print(scan, scan, record, worker));
}

}  // namespace
}  // namespace hefu
