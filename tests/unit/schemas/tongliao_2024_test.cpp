#include <gtest/gtest.h>

#include <map>
#include <set>

#include "schemas/notice.h"

namespace hefu {
namespace {

Notice tongliao() {
  const ReadNotice read = find_notice("2024-tongliao");
  EXPECT_TRUE(read.ok) << (read.diagnostics.empty() ? "" : to_text(read.diagnostics.front()));
  return read.notice;
}

TEST(Tongliao2024, ClosesOnTheDaysOfBothLetters) {
  std::map<std::string, std::string> closes, opens;
  for (const Window& window : tongliao().windows) {
    closes[window.clause].append(window.closes).append(" ");
    opens[window.clause].append(window.opens).append(" ");
  }
  EXPECT_EQ(closes["windows-region"], "2024-06-12 2024-06-21 ");
  EXPECT_EQ(closes["windows"], "2024-07-10 2024-07-15 ");
  EXPECT_EQ(opens["windows"], "2024-07-01 2024-07-11 ");
  EXPECT_EQ(closes["windows-banner"], "2024-06-14 2024-07-12 ");
}

TEST(Tongliao2024, HasTheWindowsInOrderOfClosing) {
  std::string last;
  for (const Window& window : tongliao().windows) {
    EXPECT_LT(last, window.closes);
    last = window.closes;
  }
}

TEST(Tongliao2024, AsksForFiveSubmissionFormsBelowTheSeniorLevels) {
  const Notice n = tongliao();
  std::map<std::string, std::string> copies;
  for (const Element* c : n.root.at("materials")->all("copies"))
    copies[c->attribute("levels")] = c->attribute("copies");
  EXPECT_EQ(copies["正高级 副高级"], "15");
  EXPECT_EQ(copies["中级 助理级 员级"], "5");
  ASSERT_EQ(n.materials.size(), 11u);
  EXPECT_EQ(n.materials[0].copies, 2);
  EXPECT_TRUE(n.materials[0].duplex);
  EXPECT_TRUE(n.materials[1].duplex);
  EXPECT_EQ(n.materials[1].paper, "A3");
}

TEST(Tongliao2024, BindsItemsThreeToElevenAsEvidence) {
  const Notice n = tongliao();
  for (const Material& material : n.materials) {
    EXPECT_EQ(material.evidence, material.item >= 3) << material.item;
    EXPECT_EQ(material.paper, material.item == 2 ? "A3" : "A4") << material.item;
  }
}

TEST(Tongliao2024, HasSeventeenRosterColumnsInOrder) {
  const Notice n = tongliao();
  const auto columns = n.root.at("roster")->all("column");
  ASSERT_EQ(columns.size(), 17u);
  EXPECT_EQ(columns[1]->attribute("name"), "单位所属");
  EXPECT_EQ(columns[10]->attribute("example"), "助理工程师 2018/12");
  EXPECT_EQ(columns[16]->attribute("name"), "倾斜政策");
  EXPECT_EQ(n.root.at("roster")->attribute("order"), "系列 层级");
}

TEST(Tongliao2024, HasEightGroupsAndTenPreferenceCodes) {
  const Notice n = tongliao();
  EXPECT_EQ(n.root.at("talent-categories")->children.size(), 8u);
  std::set<std::string> codes;
  for (const Element& preference : n.root.at("preferences")->children)
    codes.insert(preference.attribute("code"));
  EXPECT_EQ(codes, (std::set<std::string>{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10"}));
}

}  // namespace
}  // namespace hefu
