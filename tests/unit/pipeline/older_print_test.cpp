#include "pipeline/older_print.h"

namespace hefu {
namespace {

Field field_of(const std::string& path, const std::string& text) {
  Field field;
  field.path = path;
  field.label = path;
  field.online = field.text = text;
  field.entered = !text.empty();
  return field;
}

struct OldPage : testing::Test {
  Page then, now;
  Image image;
  PageMap map;
  PreparedRecord record;
  RegisteredPage print{{}, 0, 2, "2025-06-20T10:00:00+08:00", ""};
  ReadPage read;
  std::string file = "uploads/a.pdf";

  void SetUp() override { record.forms = std::make_shared<NoticeForms>(); }

  std::vector<FieldReport> compare(const std::vector<Verdict>& verdicts,
                                   const std::vector<std::string>& papers = {}) {
    std::vector<FieldReport> reports;
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      FieldReport report{"checklist",         then.fields[i].path, then.fields[i].label,
                         then.fields[i].text, std::nullopt,        verdicts[i]};
      if (i < papers.size() && !papers[i].empty()) report.paper = papers[i];
      reports.push_back(report);
    }
    return compare_with_now({file, &now, &then, &print, image, map, record}, reports, read);
  }
};

TEST_F(OldPage, NamesAValueThatChangedSinceItWasPrinted) {
  then.fields = {field_of("/a/name", "样本甲"), field_of("/a/sex", "女")};
  now.fields = {field_of("/a/name", "样本申"), field_of("/a/sex", "女")};
  const auto reports = compare({Verdict::match, Verdict::match});
  ASSERT_EQ(reports.size(), 2u);
  EXPECT_EQ(reports[0].verdict, Verdict::mismatch);
  EXPECT_EQ(reports[0].method, Method::expected_print);
  EXPECT_EQ(reports[0].online, "样本申");
  EXPECT_EQ(reports[0].paper, "样本甲");
  EXPECT_EQ(reports[1].verdict, Verdict::match);
  ASSERT_EQ(read.findings.size(), 1u);
  EXPECT_NE(read.findings[0].message.find("“样本甲”，现为“样本申”"), std::string::npos);
  EXPECT_NE(read.findings[0].message.find("第 2 版"), std::string::npos);
}

TEST_F(OldPage, NeverBelievesAReadingThatEqualsTheRecord) {
  then.fields = {field_of("/a/name", "样本甲")};
  now.fields = {field_of("/a/name", "样本申")};
  const auto reports = compare({Verdict::mismatch}, {"样本申"});
  EXPECT_EQ(reports[0].verdict, Verdict::unreadable);
}

TEST_F(OldPage, SaysThatNothingIsPrintedOfWhatTheRecordHasOnlyNow) {
  then.fields = {field_of("/a/job[1]", "甲")};
  now.fields = {field_of("/a/job[1]", "甲"), field_of("/a/job[2]", "乙")};
  const auto reports = compare({Verdict::match});
  ASSERT_EQ(reports.size(), 2u);
  EXPECT_EQ(reports[1].verdict, Verdict::mismatch);
  EXPECT_EQ(reports[1].online, "乙");
  EXPECT_EQ(reports[1].paper, "");
}

TEST_F(OldPage, KnowsAValueThatTheFormCallsOtherwiseSince) {
  then.fields = {field_of("/a/unit", "样本公司"), field_of("/a/unit", "样本公司")};
  now.fields = then.fields;
  then.fields[0].label = "工作单位";
  now.fields[0].label = "所在单位";
  const auto reports = compare({Verdict::match, Verdict::match});
  ASSERT_EQ(reports.size(), 2u);
  EXPECT_EQ(reports[0].verdict, Verdict::match);
  EXPECT_EQ(reports[1].verdict, Verdict::match);
  EXPECT_TRUE(read.findings.empty());
}

TEST_F(OldPage, SaysNothingWhereNothingChanged) {
  then.fields = now.fields = {field_of("/a/name", "样本甲"), field_of("/a/former", "")};
  const auto reports = compare({Verdict::match, Verdict::not_online});
  EXPECT_EQ(reports[1].verdict, Verdict::not_online);
  EXPECT_TRUE(read.findings.empty());
}

}  // namespace
}  // namespace hefu
