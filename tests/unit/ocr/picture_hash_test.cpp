#include "ocr/picture_hash.h"

#include "tests/support/portrait.h"

namespace hefu {
namespace {

using support::cropped;
using support::draw_portrait;
using support::recompressed;
using support::rescaled;

TEST(PictureHash, FindsCopiesOfAPhotoAgain) {
  const Image photo = draw_portrait(3101);
  const Image copies[] = {recompressed(photo, 40),
                          recompressed(rescaled(photo, 150, 210), 75),
                          recompressed(support::brightened(photo, 0.9), 80),
                          recompressed(support::brightened(photo, 1.08), 80),
                          recompressed(cropped(photo, 0.03, 0.03, 0.03, 0.03), 80),
                          recompressed(cropped(photo, 0.03, 0, 0, 0.03), 80)};
  for (const Image& copy : copies) {
    const auto pairs = find_alike({likeness_of(photo), likeness_of(copy)});
    ASSERT_EQ(pairs.size(), 1u) << &copy - copies;
    EXPECT_EQ(pairs[0].first, 0u);
    EXPECT_EQ(pairs[0].second, 1u);
  }
}

TEST(PictureHash, TellsDifferentPeopleApart) {
  std::vector<PictureLikeness> pictures;
  for (std::uint64_t seed = 3102; seed < 3117; ++seed) pictures.push_back(likeness_of(draw_portrait(seed)));
  EXPECT_TRUE(find_alike(pictures).empty());
}

TEST(PictureHash, AFaceThatIsChangedAloneIsAnotherPhoto) {
  // The same coat, hair and pose; only eyes to mouth are another's.
  const Image photo = draw_portrait(3120), other = draw_portrait(3121);
  Image changed = photo;
  for (int y = 220; y < 340; ++y)
    for (int i = 3 * 140; i < 3 * 270; ++i) {
      const std::size_t at = static_cast<std::size_t>(y) * photo.width * 3 + i;
      changed.pixels[at] = other.pixels[at];
    }
  EXPECT_GT(aligned_difference(likeness_of(photo), likeness_of(changed)), same_photo_difference);
}

TEST(PictureHash, AnEvenPictureIsNobodysPhoto) {
  const Image white{120, 160, 3, 0, std::vector<std::uint8_t>(3 * 120 * 160, 255)};
  EXPECT_TRUE(find_alike({likeness_of(white), likeness_of(white)}).empty());
  EXPECT_EQ(hash_picture(Image{}), PictureHash{});
  EXPECT_TRUE(find_alike({likeness_of(Image{}), likeness_of(white)}).empty());
}

TEST(PictureHash, GoesThroughTextAndBack) {
  const PictureHash hash = hash_picture(draw_portrait(3130));
  EXPECT_EQ(picture_hash_from(to_text(hash)), hash);
  EXPECT_EQ(hash, likeness_of(draw_portrait(3130)).hashes[0]);
  EXPECT_EQ(picture_hash_from("12ab"), std::nullopt);
  EXPECT_EQ(picture_hash_from(std::string(16 * 21, 'g')), std::nullopt);
}

}  // namespace
}  // namespace hefu
