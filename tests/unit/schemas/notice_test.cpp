#include "schemas/notice.h"

#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "schemas/data_files.h"

namespace hefu {
namespace {

using testing::Contains;
using testing::HasSubstr;

Notice green_channel() {
  const ReadNotice read = find_notice("2025-green-channel");
  EXPECT_TRUE(read.ok) << (read.diagnostics.empty() ? "" : to_text(read.diagnostics.front()));
  return read.notice;
}

TEST(GreenChannel2025, HasItsWindowsAndElevenMaterials) {
  const Notice n = green_channel();
  EXPECT_EQ(n.id, "2025-green-channel");
  EXPECT_EQ(n.issued_on, "2025-06-04");
  ASSERT_EQ(n.windows.size(), 2u);
  EXPECT_EQ(n.windows[0].closes, "2025-07-15");
  EXPECT_EQ(n.windows[1].closes, "2025-10-31");
  EXPECT_TRUE(n.windows[0].opens.empty());
  ASSERT_EQ(n.materials.size(), 11u);
  for (int i = 0; i < 11; ++i) EXPECT_EQ(n.materials[i].item, i + 1);
}

TEST(GreenChannel2025, SaysHowItsFormsArePrinted) {
  const Notice n = green_channel();
  EXPECT_EQ(n.materials[0].kind, "evaluation-form");
  EXPECT_EQ(n.materials[0].paper, "A4");
  EXPECT_EQ(n.materials[0].copies, 2);
  EXPECT_FALSE(n.materials[0].duplex);
  EXPECT_EQ(n.materials[1].kind, "submission-form");
  EXPECT_EQ(n.materials[1].paper, "A3");
  EXPECT_EQ(n.materials[1].copies, 15);
  EXPECT_EQ(n.materials[1].originals, 1);
  EXPECT_TRUE(n.materials[1].duplex);
  for (int i = 0; i < 11; ++i) EXPECT_EQ(n.materials[i].evidence, i >= 2) << i + 1;
  EXPECT_EQ(n.title_of("evaluation-form"), "专业技术职称评审表");
  EXPECT_EQ(n.title_of("submission-form"), "专业技术职称送审表");
  EXPECT_EQ(n.title_of("checklist"), "职称评审材料目录单");
  EXPECT_EQ(n.title_of("envelope"), "");
  EXPECT_THAT(n.aliases, Contains("专业技术职务任职资格评审表"));
}

TEST(GreenChannel2025, HasSixteenRosterColumnsAndSevenCategories) {
  const Notice n = green_channel();
  EXPECT_EQ(n.root.at("roster")->all("column").size(), 16u);
  EXPECT_EQ(n.root.at("talent-categories")->children.size(), 7u);
}

TEST(GreenChannel2025, GivesWordsForEveryPurpose) {
  const Notice n = green_channel();
  for (const char* purpose :
       {"online-equals-paper", "all-pages", "one-code-per-person", "no-late-filing", "forms-required",
        "labels-altered", "publicity-unit", "evidence-required", "print-after-submission", "page-order"}) {
    EXPECT_FALSE(n.clause(purpose).number.empty()) << purpose;
    EXPECT_FALSE(n.clause(purpose).quote.empty()) << purpose;
  }
  EXPECT_EQ(n.clause("no-late-filing").number, "四、5");
  EXPECT_TRUE(n.clause("no such purpose").quote.empty());
}

TEST(GreenChannel2025, ReadsAsAText) {
  const std::string text = to_text(green_channel());
  for (const char* words :
       {"2025-10-31", "一式15份", "不少于 5 个工作日", "5—6 类人才", "四、5", "现职称及取得时间"})
    EXPECT_THAT(text, HasSubstr(words));
}

TEST(Notices, AllThatShipAreValid) {
  const std::vector<std::string> ids = notice_ids();
  EXPECT_THAT(ids, Contains("2025-green-channel"));
  for (const std::string& id : ids) {
    const ReadNotice read = find_notice(id);
    EXPECT_TRUE(read.ok) << id;
    EXPECT_EQ(read.notice.id, id);
  }
}

TEST(Notices, NameTheKnownOnesWhenThereIsNone) {
  for (const char* id : {"2031-nothing", "../../tests", ""}) {
    const ReadNotice read = find_notice(id);
    EXPECT_FALSE(read.ok);
    ASSERT_EQ(read.diagnostics.size(), 1u);
    EXPECT_THAT(read.diagnostics[0].expected, HasSubstr("2025-green-channel"));
  }
}

/// The pack with one place changed, read from a file.
ReadNotice read_with(const std::string& from, const std::string& to) {
  std::string bytes = read_file(data_file("schemas/notices/2025-green-channel.xml"));
  bytes.replace(bytes.find(from), from.size(), to);
  const auto file = std::filesystem::path(testing::TempDir()) / "notice_under_test.xml";
  std::ofstream(file, std::ios::binary) << bytes;
  return read_notice(file);
}

TEST(Notices, RefuseClausesThatAreNotThereOrTwice) {
  EXPECT_FALSE(read_with("clause=\"windows\"", "clause=\"window\"").ok);
  EXPECT_FALSE(read_with("id=\"truthful\"", "id=\"all-pages\"").ok);
  EXPECT_FALSE(read_with("item=\"3\"", "item=\"4\"").ok);
  EXPECT_FALSE(read_with("closes=\"2025-07-15\"", "closes=\"2025-07-32\"").ok);
  EXPECT_FALSE(read_with(">完成继续教育<", "><").ok);
}

}  // namespace
}  // namespace hefu
