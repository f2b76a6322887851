#include "pipeline/paper_signs.h"

#include <algorithm>

namespace hefu {
namespace {

PaperWords page_of(const std::vector<std::string>& lines, bool in_table = false) {
  PaperWords page;
  page.width_to_height = 0.7;
  double y = 0.1;
  for (const std::string& line : lines) page.lines.push_back({line, y += 0.05, 1.0, in_table});
  return page;
}

bool shows(const PaperWords& page, const std::string& sign) {
  const std::vector<std::string> signs = signs_of(page);
  return std::find(signs.begin(), signs.end(), sign) != signs.end();
}

TEST(PaperSigns, AnIdCardHasItsLabelsInFrontOfItsLines) {
  EXPECT_TRUE(
      shows(page_of({"姓名样本甲", "性别女民族汉", "出生1980年1月1日", "公民身份号码150000198001010000"}),
            "@id-card"));
  EXPECT_TRUE(shows(page_of({"姓名样本甲", "性别女民族汉", "公民身份吗150000198001010000"}), "@id-card"));
  // A certificate says the same in a sentence.
  EXPECT_FALSE(shows(page_of({"资格证书", "样本甲，女，公民身份号码150000198001010000，具备样本任职资格"}),
                     "@id-card"));
}

TEST(PaperSigns, AnIdCardUnderGlareStillHasItsNumberAmongFewLines) {
  EXPECT_TRUE(shows(page_of({"入各样本甲", "加肥1980年1月1日", "申的150000198001010000"}), "@id-card"));
  EXPECT_FALSE(shows(page_of({"样本甲，身份证150000198001010000，成绩合格", "2020年1月1日"}), "@id-card"));
  EXPECT_FALSE(shows(page_of({"流水号150000198001010000", "样本银行"}), "@id-card"));
}

TEST(PaperSigns, ACopyOfAnIdCardIsKnownByWhatIsLeftOfItsLabels) {
  // Photographed from paper: two labels are misread.
  EXPECT_TRUE(shows(page_of({"痊名样本甲", "性崭女民族达斡尔族", "出生1980年1月1日", "住地样本路1号",
                             "公民身份号罚150000198001010000", "此复印件与原件一致"}),
                    "@id-card"));
  // Both sides on one sheet, their outlines taken for cells.
  const std::vector<std::string> sides = {"八名样本甲性女民生汉族", "公民身份号但", "150000198001010000",
                                          "中华人民共和国居民身份证"};
  EXPECT_TRUE(shows(page_of(sides, true), "@id-card"));
  EXPECT_FALSE(shows(page_of({sides[0], sides[1], sides[2]}, true), "@id-card"));
  // A booklet's number stands behind a label of its own.
  EXPECT_FALSE(shows(
      page_of({"持证人：样本甲", "性别：女", "出生日期：1980年1月1日", "身份证号码：150000198001010000"}),
      "@id-card"));
}

TEST(PaperSigns, ACardSaysWhenItsNumbersPersonWasBorn) {
  const auto blurred = [](const std::string& born) {
    return page_of({"但色例荐水", "和外国女只和过符尔识", born, "AROOwWa150000198602246788", "但色"});
  };
  EXPECT_TRUE(shows(blurred("由全1986征2月24目"), "@id-card"));
  EXPECT_TRUE(shows(blurred("由全1986征2月21目"), "@id-card"));
  EXPECT_FALSE(shows(blurred("由全1986征3月21目"), "@id-card"));
  EXPECT_FALSE(shows(blurred("1986征2月"), "@id-card"));
  const std::vector<std::string> lines = {"怒名虚九思",
                                          "ER",
                                          "2",
                                          "一工",
                                          "一",
                                          "里",
                                          "当生1974年4月7日",
                                          "样本",
                                          "旗",
                                          "号",
                                          "公民身份纪150000197404077202",
                                          "1"};
  EXPECT_TRUE(shows(page_of(lines), "@id-card")) << "specks are lines";
}

TEST(PaperSigns, ATableOfAPersonWithListsIsAForm) {
  const std::vector<std::string> person = {"姓名",     "样本甲",    "性别", "女",
                                           "出生年月", "1980年1月", "民族", "汉"};
  std::vector<std::string> form = person;
  form.insert(form.end(), {"现职称", "获奖时间", "奖励名称", "项目名称"});
  EXPECT_TRUE(shows(page_of(form, true), "@lists"));
  EXPECT_TRUE(shows(page_of(person, true), "@person-table"));
  EXPECT_FALSE(shows(page_of(person, true), "@lists"));
  EXPECT_FALSE(shows(page_of(form, false), "@person-table"));
}

TEST(PaperSigns, ContentsEndInPageNumbers) {
  EXPECT_TRUE(shows(page_of({"样本方法的初步研究样本甲（1）", "样本土壤的改良样本乙……9",
                             "样本水分的运移样本丙15", "样本气候的变化样本丁（22）"}),
                    "@contents"));
  EXPECT_FALSE(shows(page_of({"发证日期：2020年12", "证书编号：样本样本12", "一二三四五六七", "样本样本"}),
                     "@contents"));
  EXPECT_TRUE(shows(page_of({"2023年第3期"}), "@issue"));
  EXPECT_FALSE(shows(page_of({"第一期"}), "@issue"));
}

}  // namespace
}  // namespace hefu
