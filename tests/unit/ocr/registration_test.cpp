#include "ocr/registration.h"

#include <gtest/gtest.h>

#include <cmath>

#include "ocr/homography.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/plain_page.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

using support::Damage;
using support::PlainPage;

const Fonts& fonts() {
  static const std::shared_ptr<const Fonts> loaded = Fonts::load();
  return *loaded;
}

const Page& a4() {
  static const Page page = support::plain_page({}, support::plain_values(), fonts());
  return page;
}

const Image& a4_print() {
  static const Image print = support::draw_page(a4(), fonts(), 200);
  return print;
}

Registration scan_and_register(const Page& page, const Image& print, const Damage& damage) {
  const Image scan = support::simulate_scan(print, page.width_mm, page.height_mm, damage, 5, page.codes);
  return register_page(grey_without_seal(scan), page, {});
}

TEST(Registration, MeetsACleanScanWithinATenthOfAMillimetre) {
  const Registration found = register_page(a4_print(), a4(), {});
  ASSERT_EQ(found.status, RegistrationStatus::ok);
  EXPECT_GT(found.hit, 0.95);
  EXPECT_GT(found.agreement, 0.95);
  const double px_per_mm = 200 / 25.4;
  for (const PointMm at : {PointMm{15, 35}, PointMm{195, 35}, PointMm{100, 150}, PointMm{20, 265}}) {
    const PointPx px = found.map(at.x, at.y);
    EXPECT_NEAR(px.x, at.x * px_per_mm - 0.5, 0.1 * px_per_mm);
    EXPECT_NEAR(px.y, at.y * px_per_mm - 0.5, 0.1 * px_per_mm);
  }
}

TEST(Registration, TellsHowThePageIsTurnedWithoutACode) {
  for (int turns = 0; turns < 4; ++turns) {
    const Registration found = register_page(turned(a4_print(), turns), a4(), {});
    ASSERT_EQ(found.status, RegistrationStatus::ok) << turns;
    EXPECT_EQ(found.quarter_turns, (4 - turns) % 4);
  }
}

TEST(Registration, FindsThePageOnAPhonePicture) {
  for (const char* kind : {"phone", "phone-shadow", "curl", "rotated", "faint", "150dpi", "noise"}) {
    const Registration found = scan_and_register(a4(), a4_print(), support::damage_kind(kind));
    EXPECT_EQ(found.status, RegistrationStatus::ok) << kind;
    EXPECT_GT(found.hit, 0.8) << kind;
  }
}

TEST(Registration, FindsALandscapeA3Sheet) {
  PlainPage ruling;
  ruling.width_mm = 420;
  ruling.columns_mm = {30, 68, 30, 68, 30, 68, 30, 68};
  const Page page = support::plain_page(ruling, support::plain_values(), fonts());
  const Image print = support::draw_page(page, fonts(), 150);
  for (const char* kind : {"clean", "upside-down", "phone"}) {
    const Registration found = scan_and_register(page, print, support::damage_kind(kind));
    EXPECT_EQ(found.status, RegistrationStatus::ok) << kind;
  }
}

TEST(Registration, RejectsAPageOfAnotherForm) {
  PlainPage ruling;
  ruling.columns_mm = {50, 40, 25, 70.2};
  ruling.row_mm = 23.8;
  ruling.rows = 10;  // the frame is the same, the ruling inside is not
  const Page other = support::plain_page(ruling, support::plain_values(), fonts());
  const Registration found = register_page(support::draw_page(other, fonts(), 200), a4(), {});
  EXPECT_NE(found.status, RegistrationStatus::ok);
}

TEST(Registration, RejectsABlankPage) {
  Image blank{1654, 2339, 1, 200, {}};
  blank.pixels.assign(static_cast<std::size_t>(blank.width) * blank.height, 250);
  EXPECT_EQ(register_page(blank, a4(), {}).status, RegistrationStatus::no_frame);
}

TEST(Crop, BringsATurnedPageBack) {
  const Image upside_down = turned(a4_print(), 2);
  const Registration found = register_page(upside_down, a4(), {});
  const Image straight = crop(upside_down, found.map, {0, 0, a4().width_mm, a4().height_mm}, 200);
  ASSERT_EQ(straight.width, a4_print().width);
  double off = 0;
  for (std::size_t i = 0; i < straight.pixels.size(); ++i)
    off += std::abs(straight.pixels[i] - a4_print().pixels[i]);
  EXPECT_LT(off / static_cast<double>(straight.pixels.size()), 3);
}

}  // namespace
}  // namespace hefu
