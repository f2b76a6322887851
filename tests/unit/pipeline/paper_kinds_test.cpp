#include "pipeline/paper_kinds.h"

namespace hefu {
namespace {

PaperKind kind_of(const std::string& title, const std::string& rest) {
  return kind_of_paper({{title + "\n" + rest, title}});
}

TEST(PaperKinds, TitlesAndWordsTellThem) {
  EXPECT_EQ(kind_of("专业技术资格证书", "资格名称：高级工程师\n证书编号：YB1\n发证机关").kind,
            "title-certificate");
  EXPECT_EQ(kind_of("聘书", "兹聘任您为高级工程师\n聘期三年").kind, "appointment-letter");
  EXPECT_EQ(kind_of("荣誉证书", "荣获样本科学技术进步奖二等奖\n特发此证").kind, "award");
  EXPECT_EQ(kind_of("关于样本甲同志公示情况的报告", "公示期5个工作日，无异议").kind, "publicity-report");
}

TEST(PaperKinds, AnAssessmentSaysItsYear) {
  const PaperKind kind = kind_of("2023年度考核登记表", "个人总结\n考核等次：优秀");
  EXPECT_EQ(kind.kind, "yearly-assessment");
  EXPECT_EQ(kind.year, 2023);
}

TEST(PaperKinds, UnknownRatherThanWrong) {
  EXPECT_EQ(kind_of("关于召开会议的通知", "请各科室参加").kind, "");
  EXPECT_EQ(kind_of("", "").kind, "");
  EXPECT_FALSE(kind_of("聘书", "兹聘任您为工程师").reasons.empty());
}

}  // namespace
}  // namespace hefu
