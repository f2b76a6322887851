#include "ocr/photo_check.h"

#include "ocr/sandbox.h"
#include "tests/support/people.h"
#include "tests/support/portrait.h"

namespace hefu {
namespace {

using support::draw_portrait;
using support::Hat;
using support::PortraitWish;

PhotoFacts facts_of(std::uint64_t seed, const PortraitWish& wish = {}) {
  return measure_photo(support::recompressed(draw_portrait(seed, wish), 85));
}

TEST(Photo, TellsSizeAspectAndResolutionAtTwoInches) {
  const PhotoFacts facts = facts_of(3001);
  EXPECT_EQ(facts.width_px, 413);
  EXPECT_EQ(facts.height_px, 579);
  EXPECT_NEAR(facts.aspect, 1.402, 0.001);  // 49 mm by 35
  EXPECT_NEAR(facts.dpi_at_two_inch, 300, 1);
}

TEST(Photo, CountsThePixelsOfTheFileWhenItWasDecodedAtHalfScale) {
  Image photo = draw_portrait(3001);
  photo.reduced = 2;
  EXPECT_EQ(measure_photo(photo).width_px, 826);
}

TEST(Photo, AGoodOneIsToldRightInEveryFact) {
  for (const std::uint64_t seed : {3002, 3003, 3004}) {
    const PhotoFacts facts = facts_of(seed);
    EXPECT_EQ(facts.background, PhotoBackground::white) << seed;
    EXPECT_FALSE(facts.uneven_light) << seed;
    EXPECT_EQ(facts.heads, 1) << seed;
    EXPECT_FALSE(facts.head.cut_off) << seed;
    EXPECT_NEAR(facts.head.off_centre, 0, 0.06) << seed;
    EXPECT_EQ(facts.bareheaded, PhotoAnswer::yes) << seed;
    EXPECT_EQ(facts.sharp, PhotoAnswer::yes) << seed;
    EXPECT_EQ(facts.light, PhotoLight::normal) << seed;
    EXPECT_FALSE(facts.grey) << seed;
  }
}

TEST(Photo, TheSamplesOwnPhotosAreGood) {
  for (const std::uint64_t seed : {31, 32, 33}) {
    const PhotoFacts facts = measure_photo(support::decoded_here(support::draw_photo(seed)));
    EXPECT_EQ(facts.background, PhotoBackground::white) << seed;
    EXPECT_EQ(facts.heads, 1) << seed;
    EXPECT_EQ(facts.bareheaded, PhotoAnswer::yes) << seed;
  }
}

TEST(Photo, NamesTheColourOfTheBackground) {
  PortraitWish wish;
  const std::pair<support::Colour, PhotoBackground> colours[] = {
      {support::photo_red, PhotoBackground::red}, {support::photo_blue, PhotoBackground::blue},
      {{191, 219, 247}, PhotoBackground::blue},  // the pale blue of older studios
      {{160, 160, 158}, PhotoBackground::other},  {{90, 170, 100}, PhotoBackground::other},
      {{236, 230, 220}, PhotoBackground::white}};  // paper white in warm light
  for (const auto& [colour, name] : colours) {
    wish.background = colour;
    EXPECT_EQ(facts_of(3005, wish).background, name)
        << colour.red << ' ' << colour.green << ' ' << colour.blue;
  }
}

TEST(Photo, APatternBehindThePersonIsNotWhiteAndLeavesTheHeadsUntold) {
  Image photo = draw_portrait(3006);
  for (int y = 0; y < photo.height; ++y)
    for (int x = 0; x < photo.width; ++x)
      for (int c = 0; c < 3; ++c) {
        std::uint8_t& level = photo.pixels[3 * (static_cast<std::size_t>(y) * photo.width + x) + c];
        if ((x / 40 + y / 40) % 2 == 1 && level > 240) level = static_cast<std::uint8_t>(c == 1 ? 150 : 60);
      }
  const PhotoFacts facts = measure_photo(photo);
  EXPECT_NE(facts.background, PhotoBackground::white);
  EXPECT_EQ(facts.heads, std::nullopt);
}

TEST(Photo, SeesLightThatFallsOffToOneSide) {
  PortraitWish wish;
  wish.side_light = 0.3;
  EXPECT_TRUE(facts_of(3007, wish).uneven_light);
}

TEST(Photo, CountsHeads) {
  PortraitWish wish;
  for (const int people : {0, 2, 3}) {
    wish.people = people;
    EXPECT_EQ(facts_of(3010, wish).heads, people);
  }
  Image blank{413, 579, 3, 300, std::vector<std::uint8_t>(3 * 413 * 579, 255)};
  EXPECT_EQ(measure_photo(blank).heads, 0);
}

TEST(Photo, SeesAHeadThatIsCutOff) {
  PortraitWish wish;
  wish.shift_y = -0.42;
  const PhotoFacts high = facts_of(3011, wish);
  EXPECT_EQ(high.heads, 1);
  EXPECT_TRUE(high.head.cut_off);
  wish.shift_y = 0;
  wish.shift_x = 0.3;
  const PhotoFacts aside = facts_of(3011, wish);
  ASSERT_EQ(aside.heads, 1);
  EXPECT_GT(aside.head.off_centre, 0.2);
}

TEST(Photo, SeesColouredHatsAndSaysNothingOfWhatCouldBeHair) {
  PortraitWish wish;
  for (const Hat hat : {Hat::red_cap, Hat::navy_cap, Hat::green_scarf}) {
    wish.hat = hat;
    EXPECT_EQ(facts_of(3012, wish).bareheaded, PhotoAnswer::no) << static_cast<int>(hat);
  }
  wish.hat = Hat::white_cap;
  EXPECT_NE(facts_of(3012, wish).bareheaded, PhotoAnswer::yes);
}

TEST(Photo, TellsBlurDarknessAndGrey) {
  PortraitWish wish;
  wish.blur_px = 2.5;
  EXPECT_EQ(facts_of(3013, wish).sharp, PhotoAnswer::no);
  wish = {};
  wish.light = 0.25;
  EXPECT_EQ(facts_of(3013, wish).light, PhotoLight::dark);
  wish = {};
  wish.grey = true;
  const PhotoFacts grey = facts_of(3013, wish);
  EXPECT_TRUE(grey.grey);
  EXPECT_EQ(grey.bareheaded, PhotoAnswer::unclear);
}

TEST(Photo, ATinyOneHasASizeAndNoGuesses) {
  const PhotoFacts facts = measure_photo(support::rescaled(draw_portrait(3014), 34, 48));
  EXPECT_EQ(facts.width_px, 34);
  EXPECT_EQ(facts.heads, std::nullopt);
  EXPECT_EQ(facts.sharp, PhotoAnswer::unclear);
  EXPECT_EQ(measure_photo(Image{}).width_px, 0);
  EXPECT_EQ(measure_photo(Image{1, 1, 1, 0, {7}}).heads, std::nullopt);
}

TEST(Photo, TheDayItWasTakenComesThroughTheSandbox) {
  const std::string jpeg = encode_jpeg(draw_portrait(3015), 85);
  Image decoded;
  const auto keep = [&](int, Image image) { decoded = std::move(image); };
  Sandbox::start()->decode(support::with_taken_date(jpeg, "2025:06:20 10:15:00"), keep);
  const PhotoFacts facts = measure_photo(decoded);
  EXPECT_EQ(facts.taken_on, "2025-06-20");
  EXPECT_EQ(to_element(facts).text_at("taken-on"), "2025-06-20");
  EXPECT_EQ(to_element(measure_photo(draw_portrait(3015))).child("taken-on"), nullptr);
}

TEST(Photo, DaysThatAreNoneAreNotTaken) {
  const std::string jpeg = encode_jpeg(support::rescaled(draw_portrait(3015), 60, 84), 85);
  for (const char* day :
       {"2025:02:29 00:00:00", "0000:00:00 00:00:00", "2025-06-20 00:00:00", "    :  :     :  :  "})
    EXPECT_EQ(support::decoded_here(support::with_taken_date(jpeg, day)).taken_on, 0) << day;
  EXPECT_EQ(support::decoded_here(support::with_taken_date(jpeg, "2024:02:29 23:59:59")).taken_on, 20240229);
}

TEST(Photo, BecomesAnElementForTheRules) {
  PortraitWish wish;
  wish.background = support::photo_blue;
  const Element photo = to_element(facts_of(3016, wish));
  EXPECT_EQ(photo.name, "photo");
  EXPECT_EQ(photo.text_at("width-px"), "413");
  EXPECT_EQ(photo.text_at("aspect"), "1.402");
  EXPECT_EQ(photo.text_at("dpi-at-two-inch"), "300");
  EXPECT_EQ(photo.text_at("background"), "蓝");
  EXPECT_EQ(photo.text_at("heads"), "1");
  EXPECT_EQ(photo.text_at("bareheaded"), "是");
  EXPECT_EQ(photo.text_at("sharpness"), "清楚");
  EXPECT_EQ(photo.text_at("cut-off"), "否");
  wish.people = 2;
  EXPECT_EQ(to_element(facts_of(3016, wish)).child("head-width"), nullptr);
}

}  // namespace
}  // namespace hefu
