#include "pipeline/claim_neighbours.h"

#include <gtest/gtest.h>

namespace hefu {
namespace {

RecordClaim claim(const std::string& kind, const std::string& value) {
  return {"/application/x", kind, "x", value, written_forms(kind, value), {}, {}, true};
}

TEST(ClaimNeighbours, AFigureBesideANumberMakesAnotherOne) {
  EXPECT_TRUE(is_part_of_number(claim("hours", "90"), U"90学时", U"累计1", U""));
  EXPECT_TRUE(is_part_of_number(claim("date", "2018-01"), U"2018.1", U"", U"2"));
  EXPECT_TRUE(is_part_of_number(claim("date", "2018-01"), U"一八年一月", U"二〇", U""));
  EXPECT_TRUE(is_part_of_number(claim("number", "04517"), U"04517", U"编号：2019-", U""));
  EXPECT_TRUE(is_part_of_number(claim("number", "A04517"), U"A04517", U"", U"/2"));
  EXPECT_FALSE(is_part_of_number(claim("number", "04517"), U"04517", U"编号：", U"，姓名"));
  EXPECT_FALSE(is_part_of_number(claim("hours", "90"), U"90学时", U"累计", U"，合格"));
  EXPECT_FALSE(is_part_of_number(claim("paper", "90"), U"90", U"1", U""));
  EXPECT_TRUE(is_part_of_number(claim("year", "2023"), U"2023年", U"", U"1月"));
  EXPECT_TRUE(is_part_of_number(claim("year", "2023"), U"2023年", U"", U"]月"));
  EXPECT_FALSE(is_part_of_number(claim("year", "2023"), U"2023年", U"", U"度"));
  EXPECT_FALSE(is_part_of_number(claim("date", "2023"), U"2023年", U"", U"1月"));
}

TEST(ClaimNeighbours, ADayBehindAMonthIsPartOfTheDate) {
  const RecordClaim day = claim("date", "2018-12-05"), month = claim("date", "2018-12");
  for (const char32_t* after : {U"12日", U"2日", U"十二日", U"]2日"}) {
    EXPECT_TRUE(is_part_of_number(day, U"2018年12月", U"", after));
    EXPECT_FALSE(is_part_of_number(month, U"2018年12月", U"", after));
  }
  EXPECT_TRUE(is_part_of_number(day, U"2018.12", U"", U".12"));
  EXPECT_TRUE(is_part_of_number(day, U"2018-12", U"", U"-12"));
  for (const char32_t* after : {U"", U"，任高级工程师", U"(33岁)", U"起至2021年1月1日"})
    EXPECT_FALSE(is_part_of_number(day, U"2018年12月", U"", after));
  EXPECT_FALSE(lacks_the_day(day, U"2018年12月5日"));
  EXPECT_FALSE(lacks_the_day(day, U"2018.12.05"));
  EXPECT_FALSE(lacks_the_day(day, U"二〇一八年十二月五日"));
}

TEST(ClaimNeighbours, AVolumeOfAReferenceIsNoMonth) {
  const RecordClaim month = claim("date", "2019-12");
  EXPECT_TRUE(is_part_of_number(month, U"2019.12", U"样本杂志,", U"(3):45-48."));
  EXPECT_FALSE(is_part_of_number(month, U"2019.12", U"出生年月", U"(40岁)"));
  EXPECT_FALSE(is_part_of_number(month, U"2019年12月", U"", U"(3)"));
}

TEST(ClaimNeighbours, WordsMakeAnotherValue) {
  EXPECT_TRUE(is_part_of_words(claim("title", "工程师"), {U"任职资格：高级"}, {U""}));
  EXPECT_TRUE(is_part_of_words(claim("title", "教授"), {U""}, {U"级高级工程师"}));
  EXPECT_FALSE(is_part_of_words(claim("title", "工程师"), {U"现聘任"}, {U"职务"}));
  EXPECT_TRUE(is_part_of_words(claim("school", "内蒙古大学"), {U""}, {U"创业学院，"}));
  EXPECT_FALSE(is_part_of_words(claim("school", "内蒙古大学"), {U""}, {U"，经济管理学院"}));
  EXPECT_TRUE(is_part_of_words(claim("school", "蒙古大学"), {U"毕业于内"}, {U""}));
  EXPECT_FALSE(is_part_of_words(claim("school", "内蒙古大学"), {U"毕业于"}, {U""}));
  EXPECT_TRUE(is_part_of_words(claim("grade", "合格"), {U"考核结果为基本"}, {U""}));
}

TEST(ClaimNeighbours, ANameEndsAtAWordThatMayStandThere) {
  const RecordClaim name = claim("name", "巴图");
  EXPECT_FALSE(is_part_of_words(name, {U"兹证明"}, {U"同志在"}));
  EXPECT_FALSE(is_part_of_words(name, {U"姓名："}, {U"，男"}));
  EXPECT_FALSE(is_part_of_words(name, {U""}, {U""}));
  EXPECT_TRUE(is_part_of_words(name, {U"那仁"}, {U"同志"}));
  EXPECT_TRUE(is_part_of_words(name, {U"姓名："}, {U"尔"}));
  EXPECT_FALSE(is_part_of_words(name, {U"姓名："}, {U"尔敦", false}));  // another one behind a gap
  for (const char32_t* after : {U"为", U"为同志", U"为为高级工程师", U"为，男", U"为撰写的", U"生"})
    EXPECT_TRUE(is_part_of_words(name, {U"聘任"}, {after}));
  for (const char32_t* after :
       {U"为高级工程师", U"，男", U"，为高级工程师", U"（男）", U"现在我单位", U"的论文"})
    EXPECT_FALSE(is_part_of_words(name, {U"聘任"}, {after}));
  EXPECT_FALSE(is_part_of_words(name, {U"聘任"}, {U"同志为高级工程师"}));
  EXPECT_TRUE(is_part_of_words(claim("title", "工程师"), {U"高级", false}, {U""}));
}

}  // namespace
}  // namespace hefu
