#include "ocr/photo_match.h"

#include <gtest/gtest.h>

#include "tests/support/hand_marks.h"
#include "tests/support/portrait.h"

namespace hefu {
namespace {

constexpr double px_per_mm = 8;

/// A sheet with a portrait in its middle, and what the record says should be there.
class PhotoMatches : public ::testing::Test {
 protected:
  PhotoMatches() {
    picture_.box = {15, 15, 35, 49};
    picture_.grey_width = 60, picture_.grey_height = 84;
    picture_.grey = grey_luma(support::rescaled(portrait_, 60, 84)).pixels;
    map_.homography = {px_per_mm, 0, 0, 0, px_per_mm, 0, 0, 0, 1};
    sheet_ = {65 * 8, 80 * 8, 3, 0, std::vector<std::uint8_t>(65 * 8 * 80 * 8 * 3, 248)};
  }
  void put(const Image& portrait, double dx_mm = 0, double scale = 1) {
    const Image print =
        support::rescaled(portrait, static_cast<int>(35 * 8 * scale), static_cast<int>(49 * 8 * scale));
    const int left = static_cast<int>((15 + dx_mm) * 8), top = 15 * 8;
    for (int y = 0; y < print.height; ++y)
      std::copy_n(print.pixels.begin() + static_cast<std::ptrdiff_t>(y) * print.width * 3, print.width * 3,
                  sheet_.pixels.begin() + (static_cast<std::ptrdiff_t>(top + y) * sheet_.width + left) * 3);
  }
  PhotoState state() const { return match_photo(sheet_, map_, picture_).state; }

  const Image portrait_ = support::draw_portrait(41);
  Picture picture_;
  PageMap map_;
  Image sheet_;
};

TEST_F(PhotoMatches, SamePrintInColourAndGrey) {
  put(portrait_);
  EXPECT_EQ(state(), PhotoState::same);
  sheet_ = grey_luma(sheet_);
  EXPECT_EQ(state(), PhotoState::same);
  EXPECT_EQ(read_picture(sheet_, map_, picture_).verdict, Verdict::match);
}

TEST_F(PhotoMatches, GluedOnALittleOffItsPlace) {
  put(portrait_, 1.2, 0.97);
  EXPECT_EQ(state(), PhotoState::same);
}

TEST_F(PhotoMatches, AnotherPersonsIsNeverTheSame) {
  for (std::uint64_t seed = 42; seed < 50; ++seed) {
    put(support::draw_portrait(seed));
    EXPECT_NE(state(), PhotoState::same) << seed;
  }
}

TEST_F(PhotoMatches, EmptyPlaceIsMissing) {
  EXPECT_EQ(state(), PhotoState::missing);
  const FieldReading reading = read_picture(sheet_, map_, picture_);
  EXPECT_EQ(reading.verdict, Verdict::mismatch);
  EXPECT_EQ(reading.paper, "");
}

TEST_F(PhotoMatches, RedOverAllOfItIsForAPersonToSee) {
  put(support::draw_portrait(43));
  for (int y = 15 * 8; y < 64 * 8; ++y)
    for (int x = 15 * 8; x < 50 * 8; ++x) {
      std::uint8_t* p = &sheet_.pixels[(static_cast<std::size_t>(y) * sheet_.width + x) * 3];
      p[0] = 220, p[1] = 60, p[2] = 60;
    }
  EXPECT_EQ(read_picture(sheet_, map_, picture_).verdict, Verdict::unreadable);
}

TEST_F(PhotoMatches, CutOffPlaceIsUnclear) {
  put(portrait_);
  sheet_.height = 40 * 8;
  sheet_.pixels.resize(static_cast<std::size_t>(sheet_.width) * sheet_.height * 3);
  EXPECT_EQ(state(), PhotoState::unclear);
}

}  // namespace
}  // namespace hefu
