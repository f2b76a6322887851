#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <regex>
#include <set>

#include "pipeline/report.h"
#include "tests/unit/pipeline/report_sample.h"

namespace hefu {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::set<std::string> captures(const std::string& text, const std::string& pattern) {
  const std::regex regex(pattern);
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), regex), end; it != end; ++it) found.insert((*it)[1]);
  return found;
}

/// Without the pictures: quick to search.
std::string without_pictures(std::string html) {
  const std::string start = "base64,";
  for (std::size_t at = html.find(start); at != std::string::npos; at = html.find(start, at + start.size()))
    html.erase(at + start.size(), html.find('"', at) - at - start.size());
  return html;
}

TEST(ReportHtml, NeedsNothingFromElsewhereAndNoScript) {
  const std::string html = without_pictures(report_html(sample_report()));
  EXPECT_EQ(captures(html, "src=\"([^\"]{0,23})"), std::set<std::string>{"data:image/jpeg;base64,"});
  EXPECT_EQ(captures(html, "href=\"([^#\"])"), std::set<std::string>{});
  for (const char* foreign : {"<script", "<link", "url(", "@import", "http:", "https:"})
    EXPECT_THAT(html, Not(HasSubstr(foreign)));
}

TEST(ReportHtml, EveryLinkHasItsTarget) {
  const std::string html = without_pictures(report_html(sample_report()));
  const std::set<std::string> ids = captures(html, "id=\"([^\"]+)\"");
  const std::set<std::string> links = captures(html, "href=\"#([^\"]+)\"");
  EXPECT_GE(links.size(), 20u);
  for (const std::string& link : links) EXPECT_TRUE(ids.contains(link)) << link;
}

TEST(ReportHtml, MarksTheCharactersThatDiffer) {
  const std::string html = report_html(sample_report());
  EXPECT_THAT(html, HasSubstr("样本<mark>甲</mark>"));
  EXPECT_THAT(html, HasSubstr("样本<mark>申</mark>"));
  EXPECT_THAT(html, HasSubstr("1500001985031<mark>7</mark>0020"));
}

TEST(ReportHtml, TellsProblemsBeforePagesAndTables) {
  const std::string html = without_pictures(report_html(sample_report()));
  const char* order[] = {"class=\"verdict inconsistent\"",
                         "id=\"problems\"",
                         "id=\"page-faults\"",
                         "id=\"findings\"",
                         "id=\"pages\"",
                         "id=\"fields\"",
                         "id=\"uploads\""};
  std::size_t last = 0;
  for (const char* part : order) {
    const std::size_t at = html.find(part, last);
    ASSERT_NE(at, std::string::npos) << part;
    last = at;
  }
}

TEST(ReportHtml, PutsTheClauseBesideItsFieldAndNotAgainBelow) {
  const std::string html = without_pictures(report_html(sample_report()));
  const std::size_t clause = html.find("线上、线下提交的材料（填写的信息、业绩等）相同");
  ASSERT_NE(clause, std::string::npos);
  EXPECT_LT(clause, html.find("id=\"findings\""));
  EXPECT_EQ(html.find("线上、线下提交的材料（填写的信息、业绩等）相同", clause + 1), std::string::npos);
}

TEST(ReportHtml, TellsInkInAMatchingFieldAmongTheFindings) {
  const std::string html = without_pictures(report_html(sample_report()));
  const std::size_t findings = html.find("id=\"findings\"");
  EXPECT_GT(html.find("「性别」一格中有不是打印的笔迹"), findings);
  EXPECT_LT(html.find("「姓名」一格中有不是打印的笔迹"), findings);
}

TEST(ReportHtml, EscapesWhateverUploadsAndRecordsSay) {
  Report report = sample_report();
  report.name = "<img src=x onerror=alert(1)>";
  report.fields[0].paper = "\"><script>alert(1)</script>";
  report.uploads[0].reason = "a & b\x01";
  const std::string html = report_html(report);
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, Not(HasSubstr("<img src=x")));
  EXPECT_THAT(html, HasSubstr("a &amp; b\xEF\xBF\xBD"));
}

TEST(ReportHtml, PlacesBoxesInPercentOfThePicture) {
  // 46 mm at 100 dpi of 827 px; 31 mm of 1169 px.
  EXPECT_THAT(report_html(sample_report()), HasSubstr("href=\"#f0\" style=\"left:21.90%;top:10.44%;"));
}

TEST(ReportHtml, SaysThatNothingIsToDoOnlyWhereNothingWasFound) {
  Report report = consistent_report();
  report.findings.clear();
  EXPECT_THAT(report_html(report), HasSubstr("没有发现需要处理的问题"));
  report.findings = sample_report().findings;
  EXPECT_THAT(report_html(report), testing::Not(HasSubstr("没有发现需要处理的问题")));
}

TEST(ReportHtml, OpensOnlyPagesThatNeedEyes) {
  EXPECT_EQ(captures(report_html(consistent_report()), "<details class=\"page\"[^>]*( open)>").size(), 0u);
  EXPECT_EQ(captures(report_html(sample_report()), "<details class=\"page\" id=\"(p\\d+)\" open>").size(),
            7u);
}

TEST(ReportHtml, StaysUnderThreeMegabytesWithSixteenPages) {
  Report report = consistent_report();
  Image noisy = report.pages[0].picture;
  std::mt19937 random(5);  // as hard for JPEG as a bad scan
  for (std::uint8_t& value : noisy.pixels) value = static_cast<std::uint8_t>(value * 3 / 4 + random() % 48);
  while (report.pages.size() < 16) report.pages.push_back(report.pages[0]);
  for (PageReport& page : report.pages) page.picture = noisy;
  EXPECT_LT(report_html(report).size(), 3'000'000u);
}

/// Two papers of others: one proves a claim and says another grade, one is unknown.
Report report_of_papers() {
  Report report = sample_report();
  report.claims.clear();
  report.uploads.push_back({.file = "uploads/获奖.jpg", .status = FileStatus::read, .pages = 1});
  UploadReport& award = report.uploads.back();
  award.paper = "award", award.paper_name = "获奖证书", award.paper_reasons = {"荣誉证书"},
  award.paper_item = 8;
  report.uploads.push_back({.file = "uploads/不明.jpg", .status = FileStatus::read, .pages = 1});
  report.uploads.back().paper_item = 11;
  for (const auto& [field, label, online, verdict] :
       {std::tuple{"name", "获奖名称", "样本奖", ClaimVerdict::supported},
        std::tuple{"grade", "获奖等级", "二等奖", ClaimVerdict::contradicted}}) {
    ClaimReport claim{.path = fmt::format("/application/awards/award[2]/{}", field),
                      .label = label,
                      .online = online,
                      .verdict = verdict,
                      .paper = "三等奖"};
    claim.where =
        Where{"uploads/获奖.jpg", 1, std::nullopt, std::nullopt, fmt::format("crops/{}.png", field)};
    claim.mark = {0.25, 0.125, 0.5, 0.75};
    report.crops[claim.where->crop] = Image{40, 20, 1, 0, std::vector<std::uint8_t>(800, 250)};
    report.claims.push_back(claim);
  }
  return report;
}

TEST(ReportHtml, ShowsEachClaimBesideItsCropWithItsPlaceInIt) {
  const std::string html = report_html(report_of_papers());
  EXPECT_NE(html.find("材料上为：<b>三等奖</b>"), std::string::npos);
  EXPECT_NE(html.find("left:25.0%;top:12.5%;width:50.0%;height:75.0%"), std::string::npos);
  EXPECT_NE(html.find("奖项 2"), std::string::npos);
  // What needs eyes comes first.
  EXPECT_LT(html.find("class=\"cut contradicted\""), html.find("class=\"cut supported\""));
}

TEST(ReportHtml, ListsThePapersOfOthersAndWhatTheyProve) {
  const std::string html = report_html(report_of_papers());
  const std::size_t list = html.find("<table class=\"rows papers\">");
  ASSERT_NE(list, std::string::npos);
  const std::string papers = html.substr(list, html.find("</table>", list) - list);
  EXPECT_NE(papers.find("获奖证书"), std::string::npos);
  EXPECT_NE(papers.find("证明：获奖名称"), std::string::npos);
  EXPECT_NE(papers.find("与线上不符：获奖等级"), std::string::npos);
  EXPECT_NE(papers.find("没有认出"), std::string::npos);
  EXPECT_NE(papers.find("第 8 项"), std::string::npos);
}

}  // namespace
}  // namespace hefu
