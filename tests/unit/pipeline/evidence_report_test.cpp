#include "pipeline/evidence_report.h"

namespace hefu {
namespace {

TEST(EvidenceReport, ReadsTheDaysOfAPublicity) {
  const auto days = publicity_days("我单位于2025年9月29日至10月11日\n在公示栏公示，无异议。");
  ASSERT_TRUE(days);
  EXPECT_EQ(days->first, (Date{2025, 9, 29}));
  EXPECT_EQ(days->second, (Date{2025, 10, 11}));
  const auto next_year = publicity_days("公示时间：2024年12月28日—2025年1月6日");
  ASSERT_TRUE(next_year);
  EXPECT_EQ(next_year->second, (Date{2025, 1, 6}));
  EXPECT_FALSE(publicity_days("公示期满，无异议。2025年6月3日"));
}

/// A record of a made-up person and two uploads, of which a page each was read.
class EvidenceUploads : public ::testing::Test {
 protected:
  EvidenceUploads() {
    auto forms = std::make_shared<NoticeForms>();
    forms->notice = find_notice("2025-green-channel").notice;
    record.forms = forms;
    record.application.applicant.name = "样本甲";
    record.application.root.name = "application";
    record.application.root.children.push_back({"filled-on", "2025-06-20", 0, {}, {}});
  }
  void add(const std::string& file, const std::string& sha256, const std::string& title,
           const std::string& rest) {
    ReadPage page;
    page.upload = report.uploads.size();
    page.page = 1;
    page.evidence = EvidencePage{.legible = true};
    page.evidence->words.lines = {{title, 0.1, 2}, {rest, 0.4, 1}};
    report.uploads.push_back({"uploads/" + file, sha256, FileStatus::read, "", 1, "", 0});
    pages.push_back(std::move(page));
  }
  std::vector<std::string> rules() {
    report_evidence_uploads(record, pages, report);
    std::vector<std::string> found;
    for (const Finding& finding : report.findings) found.push_back(finding.rule);
    return found;
  }
  PreparedRecord record;
  std::vector<ReadPage> pages;
  Report report;
};

TEST_F(EvidenceUploads, CountsTheLastThreeYears) {
  add("a.pdf", "1", "2022年度考核登记表", "姓名样本甲");
  add("b.pdf", "2", "2024年度考核登记表", "姓名样本甲");
  EXPECT_EQ(rules(), std::vector<std::string>{"evidence-assessments"});
  EXPECT_NE(report.findings[0].message.find("2023"), std::string::npos);
  EXPECT_EQ(report.uploads[0].paper, "yearly-assessment");
}

TEST_F(EvidenceUploads, SaysThatAnAssessmentIsTooOldOrAnothers) {
  add("a.pdf", "1", "2015年度考核登记表", "姓名样本乙");
  const auto found = rules();
  EXPECT_EQ(found, (std::vector<std::string>{"evidence-other-person", "evidence-wrong-year",
                                             "evidence-assessments"}));
}

TEST_F(EvidenceUploads, SaysThatAPaperWasHandedInTwice) {
  add("a.pdf", "same", "聘书", "兹聘任样本甲");
  add("b.pdf", "same", "聘书", "兹聘任样本甲");
  EXPECT_EQ(rules(), std::vector<std::string>{"evidence-doubled"});
}

TEST_F(EvidenceUploads, SaysThatAPaperLiesInAnothersPlace) {
  Element materials{.name = "materials"};
  for (const auto& [item, file] : {std::pair{"5", "a.pdf"}, std::pair{"11", "b.pdf"}})
    materials.children.push_back(
        {.name = "material", .attributes = {{"item", item}}, .children = {{.name = "file", .text = file}}});
  record.application.root.children.push_back(materials);
  add("a.pdf", "1", "聘书", "兹聘任样本甲为工程师");
  add("b.pdf", "2", "聘书", "续聘样本甲为工程师");  // among 其他有关材料 it may lie
  EXPECT_EQ(rules(), std::vector<std::string>{"evidence-wrong-item"});
  EXPECT_NE(report.findings[0].message.find("聘书"), std::string::npos);
  EXPECT_NE(report.findings[0].remedy.find("第 4 项"), std::string::npos);
}

TEST_F(EvidenceUploads, SaysThatAPaperIsBlankOrCannotBeRead) {
  add("a.pdf", "1", "", "");
  pages[0].evidence->blank = true;
  add("b.pdf", "2", "训", "击");
  pages[1].evidence->legible = false;
  EXPECT_EQ(rules(), (std::vector<std::string>{"evidence-blank", "evidence-illegible"}));
}

TEST_F(EvidenceUploads, CountsTheWorkingDaysOfAPublicity) {
  add("a.pdf", "1", "公示情况报告",
      "公示期2025年4月28日至2025年5月6日，无异议");  // 28, 29, 30, 27th of April worked; 6 May
  EXPECT_EQ(rules(), std::vector<std::string>{"evidence-publicity-short"});
}

TEST_F(EvidenceUploads, LeaveAloneADateOfAPaperThatNobodyNamed) {
  add("a.pdf", "1", "获奖证书", "2020年12月");
  SeenClaim seen;
  seen.verdict = ClaimVerdict::contradicted;
  seen.read = "2020年12月";
  pages[0].evidence->claims = {seen};
  RecordClaim claim{
      "/application/publicity/start", "date", "公示开始", "2025-06-10", {"2025年6月10日"}, {}, {}};
  report_evidence(record, {claim}, pages, report);
  ASSERT_EQ(report.claims.size(), 1u);
  EXPECT_EQ(report.claims[0].verdict, ClaimVerdict::not_found);
  report.claims.clear();
  claim.files = {"a.pdf"};
  report_evidence(record, {claim}, pages, report);
  ASSERT_EQ(report.claims.size(), 1u);
  EXPECT_EQ(report.claims[0].verdict, ClaimVerdict::contradicted);
}

}  // namespace
}  // namespace hefu
