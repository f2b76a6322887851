#include "ocr/picture_faults.h"

#include <algorithm>
#include <cmath>

#include "tests/support/draw_sheet.h"
#include "tests/support/plain_page.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

using support::Damage;

Image scanned(const Damage& damage) {
  static const Image print = support::draw_page(support::plain_sheet(), *support::shared_fonts(), 300);
  return support::simulate_scan(print, 210, 297, damage, 11);
}

struct Told {
  PageReading reading;
  std::vector<FoundFault> faults;
  bool says(PictureFault fault) const {
    return std::any_of(faults.begin(), faults.end(), [&](const FoundFault& f) { return f.fault == fault; });
  }
};

Told told_of(const Image& scan) {
  const Image grey = grey_without_seal(scan);
  const Registration registration = register_page(grey, support::plain_sheet(), {});
  EXPECT_EQ(registration.status, RegistrationStatus::ok);
  Verifier verifier(support::shared_fonts());
  Told told{verifier.verify(scan, grey, support::plain_sheet(), registration.map, nullptr), {}};
  told.faults = find_picture_faults(grey, registration.map, support::plain_sheet(), told.reading);
  return told;
}

Damage phone() { return support::damage_kind("phone"); }

TEST(PictureFaults, GoodPicturesHaveNone) {
  EXPECT_TRUE(told_of(scanned(support::damage_kind("seal"))).faults.empty());
  EXPECT_TRUE(told_of(scanned(support::damage_kind("150dpi"))).faults.empty());
  EXPECT_TRUE(told_of(scanned(phone())).faults.empty());
  EXPECT_TRUE(find_picture_faults(grey_without_seal(scanned(phone()))).empty());
}

TEST(PictureFaults, BlurredPictureIsOneWithAPageAndWithout) {
  Damage damage = phone();
  damage.blur_px = 3;
  const Image scan = scanned(damage);
  const Told told = told_of(scan);
  EXPECT_TRUE(told.says(PictureFault::blurred));
  EXPECT_EQ(told.faults.size(), 1u);
  EXPECT_EQ(find_picture_faults(grey_without_seal(scan)), std::vector{PictureFault::blurred});
}

TEST(PictureFaults, DarkAndSmallPicturesAreTold) {
  Image dark = scanned(phone());
  for (std::uint8_t& level : dark.pixels) level = static_cast<std::uint8_t>(level / 4);
  EXPECT_TRUE(told_of(dark).says(PictureFault::too_dark));
  Damage small = support::damage_kind("clean");
  small.out_dpi = 90;
  EXPECT_TRUE(told_of(scanned(small)).says(PictureFault::too_small));
  small.out_dpi = 60;
  EXPECT_EQ(find_picture_faults(grey_without_seal(scanned(small))), std::vector{PictureFault::too_small});
}

TEST(PictureFaults, GlareLiesWhereValuesAreWashedOut) {
  Image scan = scanned(phone());
  const Image grey = grey_without_seal(scan);
  const Registration registration = register_page(grey, support::plain_sheet(), {});
  ASSERT_EQ(registration.status, RegistrationStatus::ok);
  const auto field = std::find_if(support::plain_sheet().fields.begin(), support::plain_sheet().fields.end(),
                                  [](const Field& f) { return f.entered && !f.runs.empty(); });
  // A lamp's light over the first value: a hundredth of its darkness is left.
  const PointPx from = registration.map(field->box.x, field->box.y),
                to = registration.map(field->box.x + field->box.w, field->box.y + field->box.h);
  for (int y = static_cast<int>(from.y); y < to.y; ++y)
    for (int x = static_cast<int>(from.x) * scan.channels; x < to.x * scan.channels; ++x) {
      std::uint8_t& level = scan.pixels[static_cast<std::size_t>(y) * scan.width * scan.channels + x];
      level = static_cast<std::uint8_t>(255 - (255 - level) / 100);
    }
  const Told told = told_of(scan);
  const auto number = field - support::plain_sheet().fields.begin();
  EXPECT_EQ(told.reading.fields[static_cast<std::size_t>(number)].verdict, Verdict::unreadable);
  ASSERT_EQ(told.faults.size(), 1u);
  EXPECT_EQ(told.faults[0].fault, PictureFault::glare);
  EXPECT_NEAR(told.faults[0].box.y, field->box.y, 0.01);
  EXPECT_NEAR(told.faults[0].box.h, field->box.h, 0.01);
}

TEST(PictureFaults, WhatIsNotInThePictureIsCutOff) {
  PageMap map;
  map.homography = {8, 0, 0, 0, 8, 0, 0, 0, 1};
  const auto told = [&](double width_mm) {
    Image grey{static_cast<int>(width_mm * 8), 297 * 8, 1, 203, {}};
    grey.pixels.assign(static_cast<std::size_t>(grey.width) * grey.height, 230);
    return find_picture_faults(grey, map, support::plain_sheet(), {});
  };
  EXPECT_TRUE(told(205).empty());
  const std::vector<FoundFault> faults = told(180);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].fault, PictureFault::cut_off);
  EXPECT_GT(faults[0].box.x, 105);  // the last column of values
}

}  // namespace
}  // namespace hefu
