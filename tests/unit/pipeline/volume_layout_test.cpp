#include "pipeline/volume_layout.h"

namespace hefu {
namespace {

void expect_in_room(const PlacedPage& placed, const PartPage& page, double left, double right) {
  const bool turned = placed.quarter_turns % 2 != 0;
  const double w = (turned ? page.height_mm : page.width_mm) * placed.scale;
  const double h = (turned ? page.width_mm : page.height_mm) * placed.scale;
  EXPECT_GE(placed.x_mm, left - 1e-6);
  EXPECT_LE(placed.x_mm + w, 210 - right + 1e-6);
  EXPECT_GE(placed.y_mm, 7 - 1e-6);
  EXPECT_LE(placed.y_mm + h, 297 - 14 + 1e-6);
  EXPECT_NEAR(placed.x_mm - left, 210 - right - placed.x_mm - w, 1e-6) << "even margins";
}

TEST(VolumeLayout, EverySizeFitsBetweenTheMargins) {
  for (const PartPage page :
       {PartPage{210, 297}, {297, 210}, {420, 297}, {297, 420}, {85, 54}, {148, 210}, {1000, 60}}) {
    expect_in_room(place_on_a4(page, false), page, 20, 7);
    expect_in_room(place_on_a4(page, true), page, 7, 20);
  }
}

TEST(VolumeLayout, LyingPaperIsTurnedHeadLeftAndPicturesStayUpright) {
  EXPECT_EQ(place_on_a4({297, 210}, false).quarter_turns, 1);
  EXPECT_EQ(place_on_a4({420, 297}, true).quarter_turns, 1);
  EXPECT_EQ(place_on_a4({297, 420}, false).quarter_turns, 0);
  EXPECT_EQ(place_on_a4({400, 300, false}, false).quarter_turns, 0) << "a phone's picture knows no paper";
}

TEST(VolumeLayout, NothingIsEnlargedBeyondItsOwnSize) {
  EXPECT_DOUBLE_EQ(place_on_a4({85, 54}, false).scale, 1);
  EXPECT_GT(place_on_a4({85, 54, false}, false).scale, 2) << "unless it knows no size";
}

TEST(VolumeLayout, BackSidesAreBoundAtTheRight) {
  EXPECT_DOUBLE_EQ(place_on_a4({210, 297}, false).x_mm, 20);
  EXPECT_DOUBLE_EQ(place_on_a4({210, 297}, true).x_mm, 7);
}

}  // namespace
}  // namespace hefu
