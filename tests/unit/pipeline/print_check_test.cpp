#include "pipeline/print_check.h"

#include <algorithm>

#include "tests/support/draw_sheet.h"
#include "tests/support/plain_page.h"
#include "tests/support/print_variant.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

struct ReadPrint {
  Image scan;
  Registration registration;
  PageReading reading;
};

ReadPrint read_print(const Image& paper, double width_mm, double height_mm, const char* damage = "clean") {
  ReadPrint out;
  out.scan = support::simulate_scan(paper, width_mm, height_mm, support::damage_kind(damage), 4);
  out.registration = register_page(grey_luma(out.scan), support::plain_sheet(), {});
  EXPECT_EQ(out.registration.status, RegistrationStatus::ok);
  static Verifier verifier(support::shared_fonts());
  out.reading =
      verifier.verify(out.scan, grey_luma(out.scan), support::plain_sheet(), out.registration.map, nullptr);
  return out;
}

std::ptrdiff_t matches(const PageReading& reading) {
  return std::count_if(reading.fields.begin(), reading.fields.end(),
                       [](const FieldReading& field) { return field.verdict == Verdict::match; });
}

std::ptrdiff_t entered() {
  return std::count_if(support::plain_sheet().fields.begin(), support::plain_sheet().fields.end(),
                       [](const Field& field) { return field.entered; });
}

TEST(PrintCheck, ActualSizeIsOne) {
  const ReadPrint read =
      read_print(support::draw_page(support::plain_sheet(), *support::shared_fonts(), 200), 210, 297);
  const auto scale = print_scale(read.scan, support::plain_sheet(), read.registration.map);
  ASSERT_TRUE(scale);
  EXPECT_NEAR(*scale, 1, 0.01);
}

TEST(PrintCheck, FittedPrintIsMeasuredAndRead) {
  const Image page = support::draw_page(support::plain_sheet(), *support::shared_fonts(), 300);
  for (const double fitted : {0.9, 0.94, 0.97}) {
    const ReadPrint read = read_print(support::print_scaled(page, 210, 210, 297, fitted), 210, 297);
    const auto scale = print_scale(read.scan, support::plain_sheet(), read.registration.map);
    ASSERT_TRUE(scale) << fitted;
    EXPECT_NEAR(*scale, fitted, 0.01);
    EXPECT_EQ(matches(read.reading), entered()) << fitted;
    EXPECT_FALSE(has_other_fonts(support::plain_sheet(), read.reading));
  }
}

TEST(PrintCheck, APhonesPictureHasNoScale) {
  const ReadPrint read = read_print(support::draw_page(support::plain_sheet(), *support::shared_fonts(), 300),
                                    210, 297, "phone");
  EXPECT_FALSE(print_scale(read.scan, support::plain_sheet(), read.registration.map));
}

TEST(PrintCheck, OtherFontsAreSeenAndNoFieldIsCalledMatchOrMismatch) {
  for (const Typeface instead : {Typeface::hei, Typeface::kai}) {
    const Page shown = support::with_other_fonts(support::plain_sheet(), instead, *support::shared_fonts());
    ReadPrint read = read_print(support::draw_page(shown, *support::shared_fonts(), 200), 210, 297);
    EXPECT_TRUE(!read.reading.legible || has_other_fonts(support::plain_sheet(), read.reading));
  }
}

}  // namespace
}  // namespace hefu
