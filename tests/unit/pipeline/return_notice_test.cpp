#include "pipeline/return_notice.h"

#include <gmock/gmock.h>

#include "pipeline/private_numbers.h"
#include "tests/unit/pipeline/report_sample.h"
#include "tests/unit/pipeline/return_sample.h"
#include "tests/unit/templates/layout_dump.h"
#include "tests/unit/templates/layout_sample.h"

namespace hefu {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<std::string> texts(const Element& root, const char* rows, const char* row, const char* part) {
  std::vector<std::string> found;
  if (const Element* list = root.child(rows))
    for (const Element* one : list->all(row)) found.push_back(one->text_at(part));
  return found;
}

std::string all_text(const Element& element) {
  std::string text = element.text + "\n";
  for (const Element& child : element.children) text += all_text(child);
  return text;
}

std::string all_text(const Sheet& sheet) {
  std::string text;
  for (const Page& page : sheet.pages)
    for (const TextRun& run : page.runs) text += test::text_of(run);
  return text;
}

TEST(ReturnNotice, TellsEveryDifferingFieldWithItsPlaceReasonAndPicture) {
  const Report report = sample_report();
  const ReturnNotice made = test::sample_return(report);
  const Element& root = made.document.root;
  EXPECT_EQ(root.text_at("name"), "样本甲");
  EXPECT_EQ(root.attribute("number"), "YB-2025-0001");
  EXPECT_EQ(root.text_at("notice"), report.notice_name);
  EXPECT_EQ(root.text_at("mend-by"), "2025年7月15日（含当日）");
  EXPECT_EQ(made.differences, 5);
  EXPECT_EQ(texts(root, "differences", "difference", "number"),
            (std::vector<std::string>{"1", "2", "3", "4", "5"}));
  const Element& name = root.child("differences")->children.front();
  EXPECT_EQ(name.text_at("label"), "姓名");
  EXPECT_EQ(name.text_at("online"), "样本甲");
  EXPECT_EQ(name.text_at("paper"), "样本申");
  EXPECT_EQ(name.text_at("form"), "专业技术职称评审表");
  EXPECT_EQ(name.text_at("file"), "评审表 扫描件.pdf");
  EXPECT_EQ(name.text_at("page"), "1");
  EXPECT_EQ(name.text_at("crop"), report.fields[0].where->crop);
  EXPECT_EQ(name.text_at("remedy"), "请改正后重新打印、签字、盖章");
  EXPECT_THAT(name.text_at("clause"), testing::StartsWith("三〔"));
  EXPECT_THAT(made.crops, Contains(report.fields[0].where->crop));
}

TEST(ReturnNotice, QuotesEachClauseOnce) {
  const Element root = test::sample_return(test::long_report()).document.root;
  const std::vector<std::string> quotes = texts(root, "clauses", "clause", "quote");
  EXPECT_EQ(std::set<std::string>(quotes.begin(), quotes.end()).size(), quotes.size());
  EXPECT_THAT(quotes, AllOf(Contains("任现职以来的专业技术成果及其获奖情况"), Contains(HasSubstr("不能补报")),
                            Contains(HasSubstr("及时退回并说明原因"))));
  const std::vector<std::string> marks = texts(root, "clauses", "clause", "mark");
  EXPECT_EQ(marks.front(), "〔1〕");
  EXPECT_EQ(marks.back(), "〔" + std::to_string(marks.size()) + "〕");
}

TEST(ReturnNotice, ShowsNoIdNumberAndNoPictureOfOne) {
  Report report = sample_report();
  const FieldReport& secret = report.fields[4];
  ASSERT_EQ(secret.path, "/application/applicant/id-number");
  ASSERT_FALSE(secret.where->crop.empty());
  Where beside = *secret.where;
  beside.crop = "crops/beside.png";
  report.findings.push_back({"label-altered",
                             Severity::error,
                             Audience::applicant,
                             "身份证号 150000198503120020 与他人相同",
                             "请核对 150000198503120020",
                             report.notice,
                             {"三", "号码 150000198503120020"},
                             beside});
  const ReturnNotice made = test::sample_return(report, true);
  const std::string text = all_text(made.document.root);
  EXPECT_THAT(text, Not(HasSubstr("19850312")));
  EXPECT_THAT(text, AllOf(HasSubstr(std::string("身份证号 ") + masked_id_number + " 与他人相同"),
                          HasSubstr("与线上填写的第 14 位不同")));
  EXPECT_THAT(made.crops, Not(Contains(secret.where->crop)));
  EXPECT_THAT(made.crops, Not(Contains(beside.crop)));
}

TEST(ReturnNotice, ReviewersFindingsStandInItOnlyWhenAskedFor) {
  Report report = sample_report();
  Finding unchecked{"once-only", Severity::info, Audience::reviewer, "未核对“只享受一次”：没有名册"};
  unchecked.outcome = "not-checked";
  report.findings.push_back(unchecked);
  EXPECT_THAT(texts(test::sample_return(report).document.root, "problems", "problem", "message"), IsEmpty());
  const Element everything = test::sample_return(report, true).document.root;
  EXPECT_THAT(
      texts(everything, "problems", "problem", "message"),
      ElementsAre("单位公示不足5个工作日", "「性别」一格中有不是打印的笔迹", "「姓名」一格中有不是打印的笔迹",
                  "送审表“单位意见”一栏没有印章", "通知没有规定业绩的截止日期，未检查"));
  EXPECT_THAT(texts(everything, "problems", "problem", "weight"),
              ElementsAre("须改正", "请核实", "请核实", "请核实", "提示"));
  EXPECT_THAT(texts(everything, "unchecked", "rule", "message"), ElementsAre(unchecked.message));
}

TEST(ReturnNotice, HintsAloneAreNoReasonToReturn) {
  Report report = consistent_report();
  EXPECT_TRUE(test::sample_return(report).empty());
  report.findings.push_back({"today", Severity::info, Audience::applicant, "今天在季度的第一个月"});
  EXPECT_TRUE(test::sample_return(report).empty());
  report.findings.push_back({"late", Severity::warning, Audience::applicant, "今天不在季度的第一个月"});
  EXPECT_FALSE(test::sample_return(report).empty());
}

TEST(ReturnNotice, SampleReportIsSetAsBefore) {
  const LaidOut laid = test::lay_out_return(sample_report(), true);
  ASSERT_TRUE(laid.ok) << to_text(laid.diagnostics.front());
  test::expect_golden("return-notice", laid.sheet);
}

TEST(ReturnNotice, LongListGoesOnUnderItsHeadAndNothingIsLost) {
  const Report report = test::long_report();
  const LaidOut laid = test::lay_out_return(report);
  ASSERT_TRUE(laid.ok) << to_text(laid.diagnostics.front());
  ASSERT_GT(laid.sheet.pages.size(), 8u);
  const std::string text = all_text(laid.sheet);
  std::string online;  // a value that is cut at a page's end goes on at once
  for (const Page& page : laid.sheet.pages)
    for (const Field& field : page.fields)
      if (field.label == "线上填写") online += field.text;
  for (const FieldReport& field : report.fields)
    if (field.verdict == Verdict::mismatch && !field.path.ends_with("/id-number"))
      EXPECT_NE(online.find(*field.online), std::string::npos) << field.path;
  for (const Finding& finding : report.findings)
    if (finding.audience == Audience::applicant && finding.rule == "rule")
      EXPECT_NE(text.find(finding.message), std::string::npos);
  for (const Page& page : laid.sheet.pages) {
    Sheet alone;
    alone.pages = {page};
    EXPECT_THAT(all_text(alone), HasSubstr("YB-2025-0001"));
  }
  Sheet second;
  second.pages = {laid.sheet.pages[1]};
  EXPECT_THAT(all_text(second), AllOf(HasSubstr("纸面显示"), HasSubstr("（续）")));
  const std::vector<Box>& last = laid.sheet.pages.back().boxes;
  EXPECT_TRUE(std::any_of(last.begin(), last.end(), [](const Box& box) { return box.use == BoxUse::seal; }));
}

// However long the list is, the last row of it goes along.
TEST(ReturnNotice, SignatureNeverStandsOnAPageAlone) {
  Report report = sample_report();
  const FieldReport pattern = report.fields.front();
  std::size_t pages = 1;
  for (int more = 0; more < 12; ++more) {
    const Sheet sheet = test::lay_out_return(report).sheet;
    EXPECT_GE(sheet.pages.size(), pages);
    pages = sheet.pages.size();
    Sheet last;
    last.pages = {sheet.pages.back()};
    EXPECT_THAT(all_text(last), AllOf(HasSubstr("〔"), HasSubstr("（公章）"))) << more;
    report.fields.push_back(pattern);
  }
  EXPECT_GT(pages, 2u);
}

TEST(ReturnNotice, PicturesKeepTheirShapeInsideTheirCell) {
  const Report report = sample_report();
  const LaidOut laid = test::lay_out_return(report);
  int count = 0;
  for (const Page& page : laid.sheet.pages)
    for (const Picture& picture : page.pictures) {
      ++count;
      EXPECT_NEAR(picture.box.w / picture.box.h, static_cast<double>(picture.width) / picture.height, 0.01);
      EXPECT_LE(picture.box.h, 40.001);
      for (const Line& line : page.lines) {
        const bool across = line.y0 == line.y1;
        const bool crosses = across ? line.y0 > picture.box.y && line.y0 < picture.box.y + picture.box.h &&
                                          line.x0 < picture.box.x + picture.box.w && line.x1 > picture.box.x
                                    : line.x0 > picture.box.x && line.x0 < picture.box.x + picture.box.w &&
                                          line.y0 < picture.box.y + picture.box.h && line.y1 > picture.box.y;
        EXPECT_FALSE(crosses);
      }
    }
  EXPECT_EQ(count, 4);  // five fields differ, one of them the ID number
}

}  // namespace
}  // namespace hefu
