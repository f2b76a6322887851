#include "ocr/box_judge.h"

#include <gtest/gtest.h>

#include "tests/support/hand_marks.h"

namespace hefu {
namespace {

using support::PaperSheet;
using support::Random;

constexpr double dpi = 200, px_per_mm = dpi / 25.4;

/// A small sheet: an opinion, below it a signature and a date, a seal's place at their right, another below.
class BoxJudge : public ::testing::Test {
 protected:
  BoxJudge() {
    page_.width_mm = 120, page_.height_mm = 140;
    page_.boxes = {{"opinion", "意见", Filler::unit, BoxUse::text, {10, 10, 60, 40}},
                   {"signature", "签名", Filler::unit, BoxUse::signature, {20, 50, 50, 9}},
                   {"date", "日期", Filler::unit, BoxUse::date, {20, 59, 50, 9}},
                   {"seal", "公章", Filler::unit, BoxUse::seal, {70, 25, 43, 43}},
                   {"next-seal", "公章", Filler::bureau, BoxUse::seal, {70, 80, 43, 43}},
                   {"number", "赞成", Filler::committee, BoxUse::text, {20, 100, 14, 9}},
                   {"blank", "", Filler::record, BoxUse::blank, {10, 120, 60, 10}}};
    sheet_ = {static_cast<int>(page_.width_mm * px_per_mm),
              static_cast<int>(page_.height_mm * px_per_mm),
              3,
              dpi,
              {}};
    sheet_.pixels.assign(static_cast<std::size_t>(sheet_.width) * sheet_.height * 3, 250);
    map_.homography = {px_per_mm, 0, 0, 0, px_per_mm, 0, 0, 0, 1};
  }

  PaperSheet paper() { return {sheet_, page_.width_mm}; }
  BoxReading at(const std::string& id, const Image& scan) const {
    const std::vector<BoxReading> readings = judge_boxes(straighten(scan, map_, page_), page_);
    for (std::size_t i = 0; i < page_.boxes.size(); ++i)
      if (page_.boxes[i].id == id) return readings.at(i);
    throw std::runtime_error(id);
  }
  BoxState state(const std::string& id) const { return at(id, sheet_).state; }
  BoxState grey_state(const std::string& id) const { return at(id, grey_luma(sheet_)).state; }
  const RectMm& box(std::size_t i) const { return page_.boxes[i].box; }

  Page page_;
  Image sheet_;
  PageMap map_;
  Random random_{7};
};

TEST_F(BoxJudge, EmptySheetIsAbsentEverywhere) {
  for (const char* id : {"opinion", "signature", "date", "seal", "next-seal", "number"})
    EXPECT_EQ(state(id), BoxState::absent) << id;
}

TEST_F(BoxJudge, TellsEachWrittenBoxFromItsBlankNeighbour) {
  paper().sign(box(1), random_);
  EXPECT_EQ(state("signature"), BoxState::present);
  EXPECT_EQ(state("date"), BoxState::absent);
  EXPECT_EQ(state("opinion"), BoxState::absent);
  paper().write_digits({22, 59, 14, 9}, 4, random_);
  EXPECT_EQ(state("date"), BoxState::present);
  EXPECT_EQ(state("seal"), BoxState::absent);
}

TEST_F(BoxJudge, OneDigitFillsANumbersBox) {
  paper().write_digits(box(5), 1, random_);
  EXPECT_EQ(state("number"), BoxState::present);
}

TEST_F(BoxJudge, RedSealBelongsToTheBoxOfItsMiddle) {
  paper().stamp(84, 47, 21, 1, random_);  // reaches 7 mm into signature and date
  EXPECT_EQ(state("seal"), BoxState::present);
  EXPECT_TRUE(at("seal", sheet_).red);
  EXPECT_EQ(state("signature"), BoxState::absent);
  EXPECT_EQ(state("date"), BoxState::absent);
  EXPECT_EQ(state("next-seal"), BoxState::absent);
}

TEST_F(BoxJudge, CopiedSealIsKnownByItsRing) {
  paper().stamp(86, 46, 20, 1, random_);
  EXPECT_EQ(grey_state("seal"), BoxState::present);
  EXPECT_FALSE(at("seal", grey_luma(sheet_)).red);
  EXPECT_EQ(grey_state("signature"), BoxState::absent);
}

TEST_F(BoxJudge, SignatureUnderASealIsSeen) {
  paper().sign(box(1), random_);
  paper().stamp(86, 46, 21, 1, random_);
  EXPECT_EQ(state("signature"), BoxState::present);
  EXPECT_EQ(grey_state("signature"), BoxState::present);
}

TEST_F(BoxJudge, SealBesideEveryPlaceForOneIsForAPersonToSee) {
  paper().stamp(55, 64, 20, 1, random_);  // on the date, as is the custom
  EXPECT_EQ(state("seal"), BoxState::unclear);
}

TEST_F(BoxJudge, WritingInASealsPlaceIsNoSeal) {
  paper().write_lines({74, 30, 34, 10}, 1, random_);
  EXPECT_EQ(state("seal"), BoxState::absent);
}

TEST_F(BoxJudge, DirtAndAStreakFillNothing) {
  for (int i = 0; i < 4; ++i) paper().soil(box(0), random_);
  paper().streak(40, 0.01, random_);
  for (const char* id : {"opinion", "signature", "date", "seal", "number"})
    EXPECT_EQ(state(id), BoxState::absent) << id;
}

TEST_F(BoxJudge, CutOffBoxIsUnclear) {
  Image half = sheet_;
  half.height = static_cast<int>(55 * px_per_mm);  // the scan ends in the signature
  half.pixels.resize(static_cast<std::size_t>(half.width) * half.height * 3);
  EXPECT_EQ(at("signature", half).state, BoxState::unclear);
  EXPECT_EQ(at("next-seal", half).state, BoxState::unclear);
  EXPECT_EQ(at("opinion", half).state, BoxState::absent);
}

}  // namespace
}  // namespace hefu
