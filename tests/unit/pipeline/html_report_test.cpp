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

}  // namespace
}  // namespace hefu
