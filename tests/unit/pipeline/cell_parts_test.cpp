#include "pipeline/cell_parts.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace hefu {
namespace {

bool any_stray(const PartsFit& fit) {
  return std::find(fit.stray.begin(), fit.stray.end(), true) != fit.stray.end();
}

TEST(CellParts, FindsStartAndEndOfAPeriod) {
  const std::vector<WantedPart> wanted = {wanted_part("2008-07", Writing::date, false),
                                          wanted_part("2018-12", Writing::date, true)};
  const PartsFit fit = fit_parts(U"2008年7月至2018年12月", wanted);
  ASSERT_GE(fit.parts[0].form, 0);
  ASSERT_GE(fit.parts[1].form, 0);
  EXPECT_EQ(fit.parts[0].to, 7U);
  EXPECT_EQ(fit.parts[1].from, 8U);
  EXPECT_FALSE(any_stray(fit));
  EXPECT_GT(fit.likeness, 0.95);
}

TEST(CellParts, SaysThatAPeriodBeganAnotherYear) {
  const PartsFit fit = fit_parts(U"2009.07-2018.12", {wanted_part("2008-07", Writing::date, false),
                                                      wanted_part("2018-12", Writing::date, true)});
  EXPECT_EQ(fit.parts[0].edits, 1U);
  EXPECT_EQ(fit.parts[0].to, 7U);
  EXPECT_EQ(fit.parts[1].edits, 0U);
}

TEST(CellParts, AStartReachesOverNoWholePeriod) {
  const PartsFit fit =
      fit_parts(U"2016年1月至2017年12月在样本局", {wanted_part("2016-01", Writing::date, false)});
  EXPECT_EQ(fit.parts[0].to, 7U);
  EXPECT_EQ(fit.parts[0].edits, 0U);
}

TEST(CellParts, FindsARankInASentenceBesideItsWord) {
  const WantedPart rank = wanted_part("2", Writing::figure, false);
  EXPECT_EQ(find_in_sentence(U"《样本水电》2022年第4期，第2作者", rank).from, 16U);
  EXPECT_EQ(find_in_sentence(U"样本奖，排名：二", rank).from, 7U);
  EXPECT_LT(find_in_sentence(U"样本奖2022年", rank).form, 0);
  EXPECT_LT(find_in_sentence(U"样本奖，第3名", rank).form, 0);
  EXPECT_EQ(find_in_sentence(U"样本奖，样夲市卫生局", wanted_part("样本市卫生局", Writing::text, false)).from,
            4U);
}

TEST(CellParts, AMonthSaysNothingOfTheDay) {
  EXPECT_FALSE(any_stray(fit_parts(U"2011年12月4日", {wanted_part("2011-12", Writing::date, false)})));
  EXPECT_TRUE(any_stray(fit_parts(U"2011年12月4日", {wanted_part("2011-12-14", Writing::date, false)})) ||
              fit_parts(U"2011年12月4日", {wanted_part("2011-12-14", Writing::date, false)}).parts[0].edits >
                  0);
  EXPECT_TRUE(any_stray(fit_parts(U"2011年12月4期", {wanted_part("2011-12", Writing::date, false)})));
}

TEST(CellParts, LeavesACharacterMoreOutsideOfAValue) {
  const PartsFit fit = fit_parts(U"高级农艺师2019.02", {wanted_part("高级农艺", Writing::text, false),
                                                        wanted_part("2019-02", Writing::date, true)});
  EXPECT_EQ(fit.parts[0].to, 4U);
  EXPECT_TRUE(fit.stray[4]);
  EXPECT_EQ(fit.parts[1].from, 5U);
  EXPECT_TRUE(fit_parts(U"鄂温克族", {wanted_part("鄂温克", Writing::text, false)}).stray[3]);
}

TEST(CellParts, AWordThatJoinsRanksIsStrayBesideATextAlone) {
  const auto wanted = [](const char* role) {
    return std::vector{wanted_part(role, Writing::text, false), wanted_part("3", Writing::figure, true)};
  };
  EXPECT_TRUE(fit_parts(U"主持，项目负责人", wanted("主持，项目负责")).stray[7]);
  EXPECT_FALSE(any_stray(fit_parts(U"主持，项目负责人", wanted("主持，项目负责人"))));
  EXPECT_FALSE(any_stray(fit_parts(U"参与，本人排名第3", wanted("参与"))));
  EXPECT_FALSE(any_stray(fit_parts(U"参与第3名", wanted("参与"))));
}

TEST(CellParts, OnlyWholeWordsJoinATextToAFigureOrADate) {
  const auto with_rank = [](const char* role) {
    return std::vector{wanted_part(role, Writing::text, false), wanted_part("3", Writing::figure, true)};
  };
  EXPECT_TRUE(fit_parts(U"负责人3", with_rank("负责")).stray[2]);
  EXPECT_FALSE(any_stray(fit_parts(U"负责人3", with_rank("负责人"))));
  EXPECT_FALSE(any_stray(fit_parts(U"负责人第3位", with_rank("负责人"))));
  const auto with_date = [](const char* title) {
    return std::vector{wanted_part("2015-06", Writing::date, false),
                       wanted_part(title, Writing::text, false)};
  };
  EXPECT_TRUE(any_stray(fit_parts(U"2015.06一级教师", with_date("级教师"))));
  EXPECT_FALSE(any_stray(fit_parts(U"2015.06一级教师", with_date("一级教师"))));
  EXPECT_FALSE(any_stray(fit_parts(U"2015年6月取得一级教师", with_date("一级教师"))));
}

TEST(CellParts, AFigureIsNoPartOfAnotherValue) {
  const std::vector<WantedPart> grade = {wanted_part("2", Writing::figure, true),
                                         wanted_part("等奖", Writing::text, false)};
  const PartsFit fit = fit_parts(U"二等奖", grade);
  EXPECT_EQ(fit.parts[0].form, -1);
  EXPECT_EQ(fit.stray, (std::vector{true, false, false}));
  EXPECT_EQ(fit_parts(U"第二，等奖", grade).parts[0].form, 1);
  const std::vector<WantedPart> issue = {wanted_part("样本通讯1", Writing::text, false),
                                         wanted_part("2", Writing::figure, true)};
  EXPECT_TRUE(fit_parts(U"样本通讯12", issue).stray[5]);
  EXPECT_FALSE(any_stray(fit_parts(U"样本通讯1，第2", issue)));
  const std::vector<WantedPart> role = {wanted_part("2", Writing::figure, true),
                                        wanted_part("完成人", Writing::text, false)};
  EXPECT_EQ(fit_parts(U"第二完成人", role).parts[0].form, 1);
}

TEST(CellParts, LeavesOutWhatAFormDoesNotAsk) {
  const PartsFit fit = fit_parts(U"样本水利学报", {wanted_part("样本水利学报", Writing::text, false),
                                                   wanted_part("2021年第6期", Writing::text, true)});
  EXPECT_GE(fit.parts[0].form, 0);
  EXPECT_EQ(fit.parts[1].form, -1);
  EXPECT_FALSE(any_stray(fit));
}

TEST(CellParts, AFigureTakesNoCharacterThatIsNone) {
  const PartsFit fit = fit_parts(
      U"独立完成", {wanted_part("独立完", Writing::text, false), wanted_part("3", Writing::figure, true)});
  EXPECT_EQ(fit.parts[1].form, -1);
  EXPECT_TRUE(fit.stray[3]);
}

TEST(CellParts, TakesASignForAOneWhereOneIsWanted) {
  const PartsFit rank = fit_parts(
      U"独著(])", {wanted_part("独著", Writing::text, false), wanted_part("1", Writing::figure, true)});
  EXPECT_EQ(rank.parts[1].form, 0);
  EXPECT_EQ(rank.parts[1].from, 3U);
  EXPECT_EQ(fit_parts(U"2024年第]期", {wanted_part("2024年第1期", Writing::text, false)}).parts[0].edits, 0U);
  EXPECT_EQ(fit_parts(U"2024年第]期", {wanted_part("2024年第2期", Writing::text, false)}).parts[0].edits, 1U);
}

TEST(CellParts, TakesARankOutOfItsWords) {
  const PartsFit fit = fit_parts(U"第2作者", {wanted_part("2", Writing::figure, false)});
  EXPECT_EQ(fit.parts[0].from, 1U);
  EXPECT_EQ(fit.parts[0].to, 2U);
  EXPECT_FALSE(any_stray(fit));
  EXPECT_EQ(fit_parts(U"第12作者", {wanted_part("2", Writing::figure, false)}).stray[1], true);
}

}  // namespace
}  // namespace hefu
