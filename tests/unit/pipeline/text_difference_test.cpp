#include "pipeline/text_difference.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace hefu {
namespace {

/// "样本[甲]": what differs stands in brackets.
std::string bracketed(const std::vector<TextStretch>& stretches) {
  std::string out;
  for (const TextStretch& stretch : stretches)
    out += fmt::format(fmt::runtime(stretch.differs ? "[{}]" : "{}"), stretch.text);
  return out;
}

TEST(TextDifference, MarksOneLookAlike) {
  const TextDifference difference = differing("李己明", "李已明");
  EXPECT_EQ(bracketed(difference.online), "李[己]明");
  EXPECT_EQ(bracketed(difference.paper), "李[已]明");
}

TEST(TextDifference, MarksWhatWasPutInOnThatSideOnly) {
  const TextDifference difference = differing("优秀设计奖", "优秀设计一等奖");
  EXPECT_EQ(bracketed(difference.online), "优秀设计奖");
  EXPECT_EQ(bracketed(difference.paper), "优秀设计[一等]奖");
}

TEST(TextDifference, MarksTwoPlacesApart) {
  const TextDifference difference = differing("年增600万元，获二等奖", "年增800万元，获三等奖");
  EXPECT_EQ(bracketed(difference.online), "年增[6]00万元，获[二]等奖");
  EXPECT_EQ(bracketed(difference.paper), "年增[8]00万元，获[三]等奖");
}

TEST(TextDifference, CountsRareCharactersAsOne) {
  EXPECT_EQ(bracketed(differing("样本𬭎", "样本𬺈").paper), "样本[𬺈]");
}

TEST(TextDifference, MarksNothingInEqualTextsAndEverythingAgainstNone) {
  EXPECT_EQ(bracketed(differing("同样", "同样").paper), "同样");
  EXPECT_EQ(bracketed(differing("有", "").online), "[有]");
  EXPECT_TRUE(differing("有", "").paper.empty());
}

TEST(TextDifference, MarksVeryLongMiddlesWhole) {
  const std::string online = "头" + std::string(1500, 'a') + "尾",
                    paper = "头" + std::string(1500, 'b') + "尾";
  EXPECT_EQ(bracketed(differing(online, paper).paper), fmt::format("头[{:b<1500}]尾", ""));
}

}  // namespace
}  // namespace hefu
