#include "pipeline/mend_by.h"

#include <gmock/gmock.h>

namespace hefu {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

MendBy of_2025(const Date& today) {
  return mend_by(find_notice("2025-green-channel").notice, std::nullopt, today);
}

TEST(MendBy, NearestOpenWindowCountsItsLastDayIncluded) {
  const MendBy before = of_2025({2025, 6, 20});
  EXPECT_EQ(before.last_day, "2025-07-15");
  EXPECT_EQ(before.answer, "2025年7月15日（含当日）");
  EXPECT_THAT(before.windows, ElementsAre("上半年：2025年7月15日截止", "下半年：2025年10月31日截止"));
  EXPECT_EQ(of_2025({2025, 7, 15}).last_day, "2025-07-15");
}

TEST(MendBy, ClosedWindowIsToldBesideTheNextOne) {
  const MendBy between = of_2025({2025, 7, 16});
  EXPECT_EQ(between.last_day, "2025-10-31");
  EXPECT_THAT(between.windows, ElementsAre("上半年：2025年7月15日截止，已过", "下半年：2025年10月31日截止"));
}

TEST(MendBy, AfterTheLastWindowNothingCanBeMended) {
  const MendBy after = of_2025({2025, 11, 1});
  EXPECT_EQ(after.last_day, "");
  EXPECT_EQ(after.answer, "申报时间已经截止，不能再补正提交");
  EXPECT_THAT(after.purposes, ElementsAre("windows", "no-late-filing"));
}

TEST(MendBy, NoticeWithoutWindowsNamesNoDay) {
  const MendBy none = mend_by({}, std::nullopt, {2025, 6, 20});
  EXPECT_EQ(none.last_day, "");
  EXPECT_EQ(none.answer, "通知没有写明申报截止时间，请向退回单位询问");
  EXPECT_THAT(none.windows, IsEmpty());
}

TEST(MendBy, EarlierOfTwoDaysHoldsInWhateverOrderTheyStand) {
  Notice notice;
  notice.windows = {{"late", "旗县", "2024-07-11", "2024-07-15", "windows"},
                    {"early", "市直", "2024-07-01", "2024-07-10", "windows"}};
  const MendBy mend = mend_by(notice, std::nullopt, {2024, 7, 1});
  EXPECT_EQ(mend.last_day, "2024-07-10");
  EXPECT_THAT(mend.windows, ElementsAre("市直：2024年7月1日开始，2024年7月10日截止",
                                        "旗县：2024年7月11日开始，2024年7月15日截止"));
}

TEST(MendBy, OnlyTheApplicationsOwnWindowsCount) {
  const Notice notice = find_notice("2024-tongliao").notice;
  const MendBy banner = mend_by(notice, std::vector<std::string>{"ordinary-banner"}, {2024, 6, 1});
  EXPECT_EQ(banner.last_day, "2024-07-15");
  EXPECT_EQ(banner.windows.size(), 1u);
  EXPECT_EQ(mend_by(notice, std::nullopt, {2024, 6, 1}).last_day, "2024-06-12");
  const MendBy none = mend_by(notice, std::vector<std::string>{}, {2024, 6, 1});
  EXPECT_EQ(none.last_day, "");
  EXPECT_THAT(none.answer, testing::HasSubstr("不能确定适用"));
}

}  // namespace
}  // namespace hefu
