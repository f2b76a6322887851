#include "pipeline/form_places.h"

#include <gtest/gtest.h>

#include "schemas/text.h"

namespace hefu {
namespace {

/// A page as it would be read: cells on a grid of 100 x 40 px, a line in each. Characters are squares of ink;
/// a blank has none and is not read.
class FormPlacesTest : public ::testing::Test {
 protected:
  static constexpr int width = 900, height = 1200;

  FormPlacesTest() {
    paper.page.grey = {width, height, 1, 0, std::vector<std::uint8_t>(width * height, 255)};
  }
  void line(const std::string& text, const BoxPx& box, int cell) {
    ReadLine line;
    line.text = text;
    line.box = box;
    line.cell = cell;
    line.confidence = 99;
    double x = box.x;
    for (const char32_t c : to_utf32(text)) {
      if (c != U' ') line.characters.push_back({c, {x, box.y, 20, 20}, 99});
      if (c != U' ' && c != U'“') ink(x + 1, box.y + 1);
      x += 20;
    }
    paper.lines.push_back(line);
  }
  void cell(int row, int column, const std::string& text, int columns = 1, int rows = 1) {
    ReadCell cell;
    cell.row = row, cell.column = column, cell.column_span = columns, cell.row_span = rows;
    cell.box = {100.0 * column, 100 + 40.0 * row, 100.0 * columns, 40.0 * rows};
    cell.text = text;
    if (!text.empty())
      line(text, {cell.box.x + 5, cell.box.y + 10, 90, 20}, static_cast<int>(paper.cells.size()));
    paper.cells.push_back(cell);
  }
  FormPlaces find() { return find_places(paper); }
  void ink(double left, double top) {
    for (int y = static_cast<int>(top); y < top + 18; ++y)
      for (int x = static_cast<int>(left); x < std::min<int>(width, static_cast<int>(left) + 18); ++x)
        paper.page.grey.pixels[static_cast<std::size_t>(y) * width + x] = 0;
  }
  static std::string path(const FormPlace& place) { return place.meanings.front()->parts.front().path; }

  PaperReading paper;
};

TEST_F(FormPlacesTest, TakesTheValueRightOfALabelOrBelowIt) {
  cell(0, 0, "姓　名"), cell(0, 1, "样本甲"), cell(0, 2, "申报系列"), cell(0, 3, "申报层级");
  cell(1, 0, "民族"), cell(1, 1, "汉族"), cell(1, 2, "工程技术"), cell(1, 3, "副高级");
  const FormPlaces found = find();
  ASSERT_EQ(found.places.size(), 4U);
  EXPECT_EQ(path(found.places[0]), "applicant/name");
  EXPECT_EQ(to_utf8(found.places[0].values[0].text), "样本甲");
  EXPECT_EQ(path(found.places[1]), "applied-for/series");
  EXPECT_EQ(to_utf8(found.places[1].values[0].text), "工程技术");
  EXPECT_EQ(to_utf8(found.places[2].values[0].text), "副高级");
}

TEST_F(FormPlacesTest, LabelsSideBySideStandEachOverItsValue) {
  line("姓名", {60, 200, 40, 20}, -1), line("性别", {240, 200, 40, 20}, -1);
  line("样本甲", {60, 230, 60, 20}, -1), line("女", {240, 230, 20, 20}, -1);
  const FormPlaces found = find();
  ASSERT_EQ(found.places.size(), 2U);
  EXPECT_EQ(to_utf8(found.places[0].values[0].text), "样本甲");
  EXPECT_EQ(to_utf8(found.places[1].values[0].text), "女");
}

TEST_F(FormPlacesTest, OneRowBetweenRowsOfLabelsIsNoList) {
  cell(0, 0, "当前资格"), cell(0, 1, "取得时间"), cell(0, 2, "受聘时间"), cell(0, 3, "授予机构");
  cell(1, 0, "工程师"), cell(1, 1, "2012-12"), cell(1, 2, "2013-01"), cell(1, 3, "样本厅");
  cell(2, 0, "申请资格"), cell(2, 1, "申请级别"), cell(2, 2, "申请专业"), cell(2, 3, "从事专业");
  cell(3, 0, "高级工程师"), cell(3, 1, "副高级"), cell(3, 2, "采矿"), cell(3, 3, "选矿");
  const FormPlaces found = find();
  for (const FormTable& table : found.tables) EXPECT_TRUE(table.lists.empty());
  ASSERT_GE(found.places.size(), 6U);
  EXPECT_EQ(path(found.places[0]), "titles/current/name");
}

TEST_F(FormPlacesTest, ACoverHasValuesFarRightOfTheirLabels) {
  line("所在单位", {100, 200, 80, 20}, -1), line("样本市农牧局", {500, 200, 120, 20}, -1);
  line("申报专业", {100, 260, 80, 20}, -1), line("食品科学", {520, 260, 80, 20}, -1);
  const FormPlaces found = find();
  ASSERT_EQ(found.places.size(), 2U);
  EXPECT_EQ(path(found.places[0]), "employment/unit");
  EXPECT_EQ(to_utf8(found.places[0].values[0].text), "样本市农牧局");
  EXPECT_EQ(to_utf8(found.places[1].values[0].text), "食品科学");
}

TEST_F(FormPlacesTest, KnowsWhoseSpecialtyByTheLabelBefore) {
  cell(0, 0, "毕业院校"), cell(0, 1, "样本大学"), cell(0, 2, "专业"), cell(0, 3, "采矿");
  cell(1, 0, "申报系列"), cell(1, 1, "工程"), cell(1, 2, "专业"), cell(1, 3, "选矿");
  const FormPlaces found = find();
  ASSERT_EQ(found.places.size(), 4U);
  EXPECT_EQ(path(found.places[1]), "educations/education[]/major");
  EXPECT_EQ(path(found.places[3]), "applied-for/specialty");
}

TEST_F(FormPlacesTest, ReadsAListByItsHeadingAndColumnsInAnyOrder) {
  line("二、工作简历", {10, 60, 140, 20}, -1);
  cell(0, 0, "工作单位"), cell(0, 1, "职务"), cell(0, 2, "起止年月");
  cell(1, 0, "样本矿业"), cell(1, 1, "工程师"), cell(1, 2, "2010.07-2013.12");
  cell(2, 0, ""), cell(2, 1, ""), cell(2, 2, "");
  const FormPlaces found = find();
  ASSERT_EQ(found.tables.size(), 1U);
  ASSERT_EQ(found.tables[0].lists.size(), 1U);
  EXPECT_TRUE(found.tables[0].headed);
  EXPECT_EQ(found.tables[0].lists[0]->path, "jobs/job");
  ASSERT_EQ(found.tables[0].rows.size(), 1U);
  EXPECT_EQ(column_of(*found.tables[0].lists[0], found.tables[0].columns[1].front())->parts[0].path, "post");
  EXPECT_TRUE(found.places.empty());
}

TEST_F(FormPlacesTest, LeavesOutWhatALabelSaysInBracketsOfAnyKind) {
  cell(0, 0, "工作单位〈全称)"), cell(0, 1, "样本矿业");
  const FormPlaces found = find();
  ASSERT_EQ(found.places.size(), 1U);
  EXPECT_EQ(path(found.places[0]), "employment/unit");
}

TEST_F(FormPlacesTest, TakesLabelsOverTheirValuesForNoHeadOfAList) {
  cell(0, 0, "工作单位"), cell(0, 1, "参加工作年月"), cell(0, 2, "从事专业"), cell(0, 3, "政治面貌");
  cell(1, 0, "样本矿业"), cell(1, 1, "2005-07"), cell(1, 2, "采矿"), cell(1, 3, "群众");
  const FormPlaces found = find();
  for (const FormTable& table : found.tables) EXPECT_TRUE(table.lists.empty());
  ASSERT_EQ(found.places.size(), 4U);
  EXPECT_EQ(to_utf8(found.places[0].values[0].text), "样本矿业");
}

TEST_F(FormPlacesTest, ReadsLabelsWithColonsOutsideOfTables) {
  line("姓名：样本甲性别：女", {10, 60, 300, 20}, -1);
  const FormPlaces found = find();
  ASSERT_EQ(found.places.size(), 2U);
  EXPECT_EQ(to_utf8(found.places[0].values[0].text), "样本甲");
  EXPECT_EQ(to_utf8(found.places[1].values[0].text), "女");
}

TEST_F(FormPlacesTest, ReadsLabelsWithAGapOutsideOfTables) {
  line("工作单位 样本矿业", {10, 60, 180, 20}, -1);
  line("现任专业技术职务“工程师", {10, 100, 240, 20}, -1);  // the engine takes the gap for a sign
  line("专业技术人员名册", {10, 140, 160, 20}, -1);
  const FormPlaces found = find();
  ASSERT_EQ(found.places.size(), 2U);
  EXPECT_EQ(path(found.places[0]), "employment/unit");
  EXPECT_EQ(to_utf8(found.places[0].values[0].text), "样本矿业");
  EXPECT_EQ(path(found.places[1]), "titles/current/name");
  EXPECT_EQ(to_utf8(found.places[1].values[0].text), "工程师");
}

TEST_F(FormPlacesTest, ReadsALabelWhoseCharactersStandFarApart) {
  line("姓", {10, 62, 20, 20}, -1);
  line("民族 汉族", {10, 100, 100, 20}, -1);
  line("名 样本甲", {90, 60, 100, 20}, -1);
  const FormPlaces found = find();
  ASSERT_EQ(found.places.size(), 2U);
  EXPECT_EQ(path(found.places[0]), "applicant/name");
  EXPECT_EQ(to_utf8(found.places[0].values[0].text), "样本甲");
}

TEST_F(FormPlacesTest, TakesSignsForColonsWhereALineBeginsWithALabel) {
  line("身份证号;150000199001010000联系电话:13800000000", {10, 60, 700, 20}, -1);
  line("工作单位，样本矿业", {10, 100, 180, 20}, -1);
  cell(0, 0, "懂何种外语，达到何种程度"), cell(0, 1, "英语");
  const FormPlaces found = find();
  ASSERT_EQ(found.places.size(), 4U);
  EXPECT_EQ(to_utf8(found.places[0].values[0].text), "英语");
  EXPECT_EQ(to_utf8(found.places[1].values[0].text), "150000199001010000");
  EXPECT_EQ(to_utf8(found.places[3].values[0].text), "样本矿业");
}

TEST_F(FormPlacesTest, TakesNobodyElsesNumbersForTheApplicants) {
  cell(0, 0, "负责人联系电话"), cell(0, 1, "13800000000");
  cell(1, 0, "推荐专家姓名"), cell(1, 1, "样本乙");
  EXPECT_TRUE(find().places.empty());
}

TEST_F(FormPlacesTest, RecommendingIsAboutTheApplicantWhereTheLabelIsKnown) {
  cell(0, 0, "推荐专业"), cell(0, 1, "采矿工程"), cell(0, 2, "推荐职称"), cell(0, 3, "高级工程师");
  cell(1, 0, "推荐单位（公章）"), cell(1, 1, "样本矿业"), cell(1, 2, "推荐专家组专业"),
      cell(1, 3, "选矿工程");
  const FormPlaces found = find();
  ASSERT_EQ(found.places.size(), 3U);
  EXPECT_EQ(path(found.places[0]), "applied-for/specialty");
  EXPECT_EQ(path(found.places[1]), "applied-for/title");
  EXPECT_EQ(path(found.places[2]), "employment/unit");
}

TEST_F(FormPlacesTest, AListEndsWhereCellsStandUnderNoColumns) {
  cell(0, 0, "论文题目", 4), cell(0, 4, "刊物名称", 2), cell(0, 6, "刊期", 2);
  cell(1, 0, "样本地区研究", 4), cell(1, 4, "样本学报", 2), cell(1, 6, "2020年第1期", 2);
  cell(2, 0, "年度考核", 2, 2), cell(2, 2, "2022年度", 2), cell(2, 4, "2023年度", 2),
      cell(2, 6, "2024年度", 2);
  cell(3, 2, "合格", 2), cell(3, 4, "优秀", 2), cell(3, 6, "合格", 2);
  const FormPlaces found = find();
  ASSERT_FALSE(found.tables.empty());
  EXPECT_EQ(found.tables[0].rows.size(), 1U);
  ASSERT_EQ(found.years.size(), 3U);
  EXPECT_EQ(to_utf8(found.years[1].values[0].text), "优秀");
}

TEST_F(FormPlacesTest, TheDateByTheApplicantsSignatureIsTheForms) {
  const auto dates = [&](const std::string& signature, const std::string& date, double x, double y) {
    paper.lines.clear();
    line(signature, {400, 500, 20.0 * static_cast<double>(to_utf32(signature).size()), 20}, -1);
    line(date, {x, y, 200, 20}, -1);
    std::vector<std::string> said;
    for (const FormPlace& place : find().places)
      if (path(place) == "filled-on") said.push_back(to_utf8(place.values[0].text));
    return said;
  };
  const std::vector<std::string> told = {"2025年6月22日"}, none;
  EXPECT_EQ(dates("承诺人（签名）：", "2025年6月22日", 600, 535), told);
  EXPECT_EQ(dates("承诺人（签名）：", "2025年6月22日", 640, 500), told);
  EXPECT_EQ(dates("申请人签字：", "2025年6月22日", 600, 535), told);
  EXPECT_EQ(dates("单位负责人（签名）：", "2025年6月22日", 600, 535), none);
  EXPECT_EQ(dates("承诺人（签名）：", "2025年6月22日", 600, 800), none);
  EXPECT_EQ(dates("承诺人（签名）：", "样本甲", 600, 535), none);
  EXPECT_EQ(dates("承诺人（签名）：", "年　月　日", 600, 535), none);
  EXPECT_EQ(dates("职称评审表", "2025年6月22日", 350, 900), told);  // in the middle of a cover
  EXPECT_EQ(dates("职称评审表", "2025年6月22日", 640, 900), none);
  EXPECT_EQ(dates("样本证书", "2025年6月22日", 350, 900), none);
}

TEST_F(FormPlacesTest, AMisreadLabelKeepsItsLength) {
  cell(0, 0, "专业技术资格取得时间"), cell(0, 1, "2019年12月");
  cell(1, 0, "专业技术资恪取得时间"), cell(1, 1, "2019年12月");
  cell(2, 0, "现任专业技术资格及取得时间"), cell(2, 1, "工程师　2019年12月");
  const FormPlaces found = find();
  ASSERT_EQ(found.places.size(), 3U);
  EXPECT_EQ(path(found.places[0]), "titles/current/obtained-on");
  EXPECT_EQ(path(found.places[1]), "titles/current/obtained-on");
  EXPECT_EQ(path(found.places[2]), "titles/current/name");
}

TEST_F(FormPlacesTest, ALabelWithItsOwnValueIsNoValueOfTheOneBesideIt) {
  line("单位（盖章）：", {10, 20, 140, 20}, -1);
  line("填报日期：2025.06.26", {500, 20, 300, 20}, -1);
  const FormPlaces found = find();
  ASSERT_EQ(found.places.size(), 1U);
  EXPECT_EQ(path(found.places[0]), "filled-on");
}

TEST_F(FormPlacesTest, ALineThatIsFullGoesOnInTheNext) {
  const auto goes_on = [&](const std::string& upper, const std::string& lower, double width) {
    paper.lines.clear(), paper.cells.clear();
    cell(0, 0, "", 8);
    paper.cells.back().box.height = 90;
    line(upper, {105, 105, width, 20}, 0), line(lower, {105, 135, 400, 20}, 0);
    const FormPlaces found = find();
    EXPECT_TRUE(found.tables.back().sentences);
    return found.tables.back().rows.size() == 1;
  };
  EXPECT_TRUE(goes_on("样本大学实验室主任从事加工研", "究；样本大学实验室主任从事教学", 780));
  EXPECT_TRUE(goes_on("2020年样本科学技术进步奖一等奖，", "样本市卫生局颁发，本人第6名", 780));
  EXPECT_TRUE(goes_on("(1) 样本科学技术进步奖一等奖", "样本市卫生局颁发，本人第6名", 500));
  EXPECT_FALSE(goes_on("样本大学实验室主任从事加工研究；", "样本大学实验室主任从事教学", 780));
  EXPECT_FALSE(goes_on("样本大学实验室主任从事加工研究", "2005年样本大学实验室主任从事教学", 780));
  EXPECT_FALSE(goes_on("样本大学实验室主任从事加工研究", "样本大学实验室主任从事教学", 500));
}

TEST_F(FormPlacesTest, APageNumberIsNoPartOfTheSentenceBeforeIt) {
  cell(0, 0, "", 8);
  line("(1) 样本科学技术进步奖一等奖，本人第6名", {105, 105, 500, 20}, 0);
  line("第1页，共2页的样本登记表", {400, 900, 60, 20}, -1);
  EXPECT_EQ(find().tables.back().rows.size(), 2U);
}

TEST_F(FormPlacesTest, KnowsAFormByItsTitle) {
  line("专业技术职称送审表", {10, 20, 300, 20}, -1);
  cell(0, 0, "姓名"), cell(0, 1, "样本甲");
  EXPECT_EQ(find().title_kind, "submission-form");
}

}  // namespace
}  // namespace hefu
