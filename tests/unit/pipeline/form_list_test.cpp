#include "pipeline/form_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/form_wanted.h"
#include "schemas/text.h"
#include "tests/support/element.h"

namespace hefu {
namespace {

using support::element;

Element award(const std::string& date, const std::string& name, const std::string& grade,
              const std::string& authority, const std::string& rank) {
  return element("award", "",
                 {element("date", date), element("name", name), element("grade", grade),
                  element("authority", authority), element("rank", rank)});
}

class FormListTest : public ::testing::Test {
 protected:
  FormListTest() {
    record.children.push_back(element("awards", "",
                                      {award("2020-12", "样本科学技术进步奖", "一等奖", "样本市卫生局", "6"),
                                       award("2017-06", "样本优秀设计奖", "三等奖", "样本市农牧局", "4")}));
  }
  void row(const std::vector<std::string>& cells) {
    FormTableRow made;
    for (const std::string& text : cells) {
      FormText cell;
      cell.text = to_utf32(text);
      cell.box = {0, 0, 100, 40};
      made.cells.push_back(cell);
    }
    table.columns.resize(cells.size());
    table.rows.push_back(made);
  }
  static std::string content(const FormLabel& column) {
    std::string paths;
    for (const FormPart& part : column.parts) paths += (paths.empty() ? "" : "+") + part.path;
    return paths;
  }

  Element record = element("application", "");
  FormTable table;
};

TEST_F(FormListTest, KnowsAListWithoutAKnownHeadByItsRows) {
  row({"奖项全名", "甲", "评定", "乙"});
  row({"样本优秀设计奖", "2017.06", "三等奖", "样本市农牧局"});
  row({"样本科学技术进步奖", "2020.12", "一等奖", "样本市卫生局"});
  const ListFit fit = recognise_list(table, record);
  ASSERT_NE(fit.list, nullptr);
  EXPECT_EQ(fit.list->path, "awards/award");
  EXPECT_EQ(fit.assigned, (std::vector<int>{1, 0}));
  EXPECT_EQ(content(fit.columns[0]), "name");
  EXPECT_EQ(content(fit.columns[1]), "date");
  EXPECT_EQ(content(fit.columns[2]), "grade");
  EXPECT_EQ(content(fit.columns[3]), "authority");
  EXPECT_EQ(table.rows.size(), 2U) << "the head is no row";
}

TEST_F(FormListTest, TakesNoOtherTableForAList) {
  row({"工作单位", "样本市农牧局", "等级", "三等奖"});
  EXPECT_EQ(recognise_list(table, record).list, nullptr) << "labels beside their values";
  table.rows.clear();
  row({"获奖名称", "授奖机关", "等级", "姓名"});
  row({"样本优秀设计奖", "样本市农牧局", "三等奖", "样本甲"});
  row({"工作单位", "学历", "民族", "性别"});
  row({"样本市卫生局", "大学本科", "蒙古族", "女"});
  EXPECT_EQ(recognise_list(table, record).list, nullptr) << "labels over their values";
  table.rows.clear();
  row({"样本市财政局", "2011.03", "购置费", "4"});
  row({"样本市审计局", "2012.04", "维修费", "6"});
  EXPECT_EQ(recognise_list(table, record).list, nullptr);
}

TEST_F(FormListTest, AYearSaysWhichRowItIs) {
  const auto year = [](const char* of, const char* grade) {
    return element("assessment", "", {element("year", of), element("grade", grade)});
  };
  record.children.push_back(
      element("assessments", "", {year("2022", "台格"), year("2023", "合格"), year("2024", "优秀")}));
  row({"2022", "合格"});
  row({"2023", "台格"});
  row({"2024", "优秀"});
  table.columns = {{"年度"}, {"考核等次"}};
  const auto& lists = form_words().lists;
  const auto list = std::ranges::find(lists, std::string("assessments/assessment"), &FormList::path);
  ASSERT_NE(list, lists.end());
  EXPECT_EQ(fit_list(table, *list, record).assigned, (std::vector<int>{0, 1, 2}));
}

TEST_F(FormListTest, FindsAColumnOfUnknownNameByWhatItSays) {
  row({"样本科学技术进步奖", "样本市卫生局", "6"});
  row({"样本优秀设计奖", "样本市农牧局", "4"});
  table.columns = {{"奖励名称"}, {"某某"}, {"本人名次"}};
  const auto awards = std::find_if(form_words().lists.begin(), form_words().lists.end(),
                                   [](const FormList& list) { return list.path == "awards/award"; });
  ASSERT_NE(awards, form_words().lists.end());
  const ListFit fit = fit_list(table, *awards, record);
  EXPECT_EQ(content(fit.columns[1]), "authority");
  EXPECT_TRUE(fit.columns[1].by_content);
  EXPECT_EQ(content(fit.columns[2]), "rank");
  EXPECT_FALSE(fit.columns[2].by_content);
}

TEST_F(FormListTest, ReadsSentencesThatSayARowEach) {
  table.sentences = true;
  row({"何时受过何种奖励"});
  row({"1.2020.12，样本科学技术进步奖一等奖，样本市卫生局，本人排名第6"});
  row({"2.2017.06，样本优秀设计奖三等奖，样本市农牧局，本人排名第4"});
  row({"本人对以上内容的真实性负责。"});
  const ListFit fit = recognise_list(table, record);
  ASSERT_NE(fit.list, nullptr);
  EXPECT_EQ(fit.assigned, (std::vector<int>{-1, 0, 1, -1}));
  EXPECT_TRUE(fit.columns[0].open);
  EXPECT_EQ(content(fit.columns[0]).substr(0, 20), "date+name+grade+auth");
}

TEST_F(FormListTest, ALevelMaySayWhatItIsTheLevelOf) {
  const FormLabel column{{{"level", false}}, true, true, {}, {}};
  const auto forms = [&](const std::string& level) {
    return wanted_in_row(column, element("project", "", {element("level", level)}), "").parts.at(0).forms;
  };
  EXPECT_THAT(forms("自治区级"), testing::IsSupersetOf({U"自治区级", U"自治区级项目", U"自治区级课题"}));
  EXPECT_THAT(forms("一等"), testing::Not(testing::Contains(U"一等项目")));
}

TEST_F(FormListTest, OfTwoValuesInASentenceTheLongerOneHasItsCharacters) {
  record.children[0] = element(
      "publications", "",
      {element("publication", "",
               {element("date", "2021-07"), element("title", "样本流域水沙变化规律"),
                element("venue", "样本水力发电"), element("issue", "2021年第7期"), element("rank", "2")})});
  table.sentences = true;
  row({"(1)样本流域水沙变化规律，发表于《样本水力发电》2021年第7期，第2作者"});
  const ListFit fit = recognise_list(table, record);
  ASSERT_NE(fit.list, nullptr);
  EXPECT_EQ(content(fit.columns[0]), "title+venue+issue+rank");
}

TEST_F(FormListTest, WordsBetweenValuesAreNothingMore) {
  const FormLabel column{{{"date", false}, {"name", false}, {"authority", false}}, true, true, {}, {}};
  const Element& first = record.children[0].children[0];
  const auto strays = [&](const std::string& text) {
    const Wanted wanted = wanted_in_row(column, first, "");
    PartsFit fit = fit_parts(to_utf32(text), wanted.parts);
    allow_words_between(to_utf32(text), fit);
    return std::count(fit.stray.begin(), fit.stray.end(), true);
  };
  EXPECT_EQ(strays("2020.12获样本科学技术进步奖，由样本市卫生局颁发"), 0);
  EXPECT_EQ(strays("2020.12获样本科学技术进步奖，由样本市卫生局局颁发"), 3) << "a character more is one";
}

}  // namespace
}  // namespace hefu
