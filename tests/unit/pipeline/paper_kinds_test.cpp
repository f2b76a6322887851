#include "pipeline/paper_kinds.h"

#include <sstream>

#include "pipeline/paper_words.h"
#include "schemas/text.h"

namespace hefu {
namespace {

/// A page with a large title and lines of text below it.
PaperWords page_of(const std::string& title, const std::string& rest) {
  PaperWords page;
  page.width_to_height = 0.7;
  if (!title.empty()) page.lines.push_back({title, 0.1, 2.0, false});
  std::istringstream lines(rest);
  double y = 0.4;
  for (std::string line; std::getline(lines, line); y += 0.05) page.lines.push_back({line, y, 1.0, false});
  return page;
}

PaperKind kind_of(const std::string& title, const std::string& rest) {
  return kind_of_paper({page_of(title, rest)});
}

TEST(PaperKinds, TitlesAndWordsTellThem) {
  EXPECT_EQ(kind_of("专业技术资格证书", "资格名称：高级工程师\n证书编号：YB1\n发证机关").kind,
            "title-certificate");
  EXPECT_EQ(kind_of("聘书", "兹聘任您为高级工程师\n聘期三年").kind, "appointment-letter");
  EXPECT_EQ(kind_of("荣誉证书", "荣获样本科学技术进步奖二等奖\n特发此证").kind, "award");
  EXPECT_EQ(kind_of("关于样本甲同志公示情况的报告", "公示期5个工作日，无异议").kind, "publicity-report");
  EXPECT_EQ(kind_of("专家推荐意见", "我推荐样本甲申报\n推荐人：样本乙").kind, "recommendation");
  EXPECT_EQ(kind_of("任现职以来专业技术工作总结", "现将本人工作总结如下").kind, "work-summary");
}

TEST(PaperKinds, ATitleMayHaveAnythingBetweenItsPartsAndStandInTwoLines) {
  EXPECT_EQ(kind_of("关于聘任样本甲等同志职务的通知", "各科室").kind, "appointment-letter");
  PaperWords page = page_of("关于下达样本市科学技术", "各旗县：");
  page.lines.insert(page.lines.begin() + 1, {"项目的通知", 0.14, 2.0, false});
  EXPECT_EQ(kind_of_paper({page}).kind, "project-proof");
  page.lines[1].y = 0.3;  // too far below to go on with it
  EXPECT_EQ(kind_of_paper({page}).kind, "");
}

TEST(PaperKinds, WhatNamesOtherPapersIsNoneOfThem) {
  const std::string asked = "须提供评审表、资格证书及聘书、年度考核登记表、公示报告、获奖证书";
  EXPECT_EQ(kind_of("关于做好职称评审材料报送工作的通知", asked).kind, "");
  EXPECT_EQ(kind_of("常住人口登记卡", "姓名样本甲\n公民身份号码150000198001010000").kind, "");
}

TEST(PaperKinds, TheLongerTitleIsTheTitle) {
  // 资格证书 alone would be a title certificate.
  EXPECT_EQ(kind_of("职业资格证书", "管理号：YB1\n发证机关：样本部").kind, "qualification");
  EXPECT_EQ(kind_of("职业资格证书", "管理号：YB1\n发证机关：样本部").reasons.front(), "职业资格证书");
  // 继续教育登记表 is no 登记表.
  EXPECT_EQ(kind_of("继续教育情况登记表", "累计学时 90").kind, "education-card");
}

TEST(PaperKinds, MisreadTitlesAreKnown) {
  EXPECT_EQ(kind_of("专业技木资格证书", "资格名称：高级工程师\n发证机关").kind, "title-certificate");
  EXPECT_EQ(kind_of("继续敦育审验卡", "总学时 90").kind, "education-card");
}

TEST(PaperKinds, AnAssessmentSaysItsYear) {
  const PaperKind kind = kind_of("2023年度考核登记表", "个人总结\n考核等次：优秀");
  EXPECT_EQ(kind.kind, "yearly-assessment");
  EXPECT_EQ(kind.year, 2023);
  EXPECT_EQ(kind_of("年度考核表", "考核年度：2022\n出生1985年3月\n考核等次：合格").year, 2022);
  EXPECT_EQ(kind_of("年度考核登记表", "（二〇二四年度）\n考核等次：优秀").year, 2024);
  EXPECT_EQ(kind_of("考核登记表", "考核等次：优秀").year, 0);
}

TEST(PaperKinds, UnknownRatherThanWrong) {
  EXPECT_EQ(kind_of("关于召开会议的通知", "请各科室参加").kind, "");
  EXPECT_EQ(kind_of("", "").kind, "");
  EXPECT_EQ(kind_of("健康登记表", "身高 体重").kind, "");
  EXPECT_EQ(kind_of("房屋租赁合同书", "甲方：样本甲\n乙方：样本乙\n乙方承担水电费").kind, "");
  EXPECT_EQ(kind_of("收入证明", "兹证明样本甲同志担任工程师\n特此证明").kind, "");
  EXPECT_FALSE(kind_of("聘书", "兹聘任您为工程师").reasons.empty());
}

TEST(PaperKinds, AFormAsksForSomethingOfEverything) {
  const std::string words =
      "工作经历\n申报资格\n参加工作\n学位证书编号\n院长\n学位\n考核等次\n继续教育\n注册号";
  EXPECT_EQ(kind_of("", words).kind, "degree");
  EXPECT_EQ(kind_of("", words + "\n课题名称\n发表时间").kind, "foreign-form");
}

TEST(PaperKinds, TheFirstPageSaysWhatItIs) {
  const PaperWords first = page_of("专业技术资格评审申请书", "取得时间\n政治面貌\n参加工作"),
                   second = page_of("", "二等奖\n优秀奖\n奖励\n名次");
  EXPECT_EQ(kind_of_paper({second}).kind, "award");
  EXPECT_EQ(kind_of_paper({first, second}).kind, "foreign-form");
}

TEST(PaperKinds, WhatATitleSaysNeedsLessOfALead) {
  const std::string words = "任务来源\n项目起止时问";
  const PaperKind titled = kind_of("个人工作总结", words);
  EXPECT_EQ(titled.kind, "work-summary");
  EXPECT_LT(titled.weight - titled.next, 1);
  const PaperKind none = kind_of("", "总结如下\n思想政治\n以身作则\n多年来\n任务来源\n起止时间\n课题");
  EXPECT_GT(none.weight, 3);
  EXPECT_GT(none.weight, none.next);
  EXPECT_EQ(none.kind, "");
}

TEST(PaperWordsOfAPage, LettersOfATitleThatStandWideAreOneLine) {
  PaperReading page;
  page.page.grey = {.width = 1000, .height = 700};
  page.lines = {{.text = "聘", .box = {400, 80, 60, 60}},
                {.text = "书", .box = {580, 82, 60, 60}},
                {.text = "兹聘任您为工程师", .box = {200, 300, 300, 30}},
                {.text = "样本单位", .box = {600, 500, 200, 30}},
                {.text = "2020年1月", .box = {600, 550, 200, 30}}};
  const PaperWords words = words_of(page);
  ASSERT_EQ(words.lines.size(), 4u);
  EXPECT_EQ(words.lines[0].text, "聘书");
  EXPECT_NEAR(words.lines[0].size, 2, 0.1);
}

TEST(PaperWordsOfAPage, ACellIsOneLine) {
  PaperReading page;
  page.page.grey = {.width = 1000, .height = 700};
  page.cells.resize(1);
  page.lines = {{.text = "考核委员", .box = {100, 80, 120, 30}, .cell = 0},
                {.text = "会 意见", .box = {100, 120, 90, 30}, .cell = 0}};
  const PaperWords words = words_of(page);
  ASSERT_EQ(words.lines.size(), 1u);
  EXPECT_EQ(words.lines[0].text, "考核委员会意见");
  EXPECT_TRUE(words.lines[0].in_table);
}

TEST(FindNear, OneCharacterInFiveMayBeWrong) {
  const auto near = [](const char* line, const char* word) {
    return find_near(to_utf32(line), to_utf32(word));
  };
  EXPECT_EQ(near("样本年度考核登记表", "年度考核").begin, 2u);
  EXPECT_EQ(near("样本年度考核登记表", "年度考核").quality, 1);
  EXPECT_TRUE(near("年变考核表", "年度考核表").found);
  EXPECT_EQ(near("年度核表", "年度考核表").errors, 1);
  EXPECT_FALSE(near("年变孝核表", "年度考核表").found);
  EXPECT_FALSE(near("特此证明", "特发此证").found);
  EXPECT_FALSE(near("聘者", "聘书").found);
  EXPECT_FALSE(near("", "聘书").found);
}

}  // namespace
}  // namespace hefu
