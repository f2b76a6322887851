#include "pipeline/form_content.h"

#include <gtest/gtest.h>

#include "schemas/text.h"
#include "tests/support/element.h"

namespace hefu {
namespace {

using support::element;

class FormContentTest : public ::testing::Test {
 protected:
  FormContentTest() {
    paper.page.grey = {600, 200, 1, 0, std::vector<std::uint8_t>(600 * 200, 255)};
    record.children = {
        element("employment", "",
                {element("unit", "样本市第一水利工程局"), element("specialty", "水利工程")}),
        element("applied-for", "", {element("specialty", "水利工程"), element("title", "高级工程师")})};
  }
  /// Characters side by side, each of them ink.
  void loose(const std::string& text, const std::string& beside, std::uint8_t ink = 0) {
    ReadLine line;
    FormText read;
    for (const char32_t c : to_utf32(text)) {
      const double x = 20.0 * static_cast<double>(line.characters.size());
      for (int y = 50; y < 68; ++y)
        std::fill_n(&paper.page.grey.pixels[static_cast<std::size_t>(y) * 600 + static_cast<std::size_t>(x)],
                    20, ink);
      read.at.push_back({paper.lines.size(), line.characters.size()});
      read.text += c;
      line.characters.push_back({c, {x, 50, 20, 20}, 99});
    }
    line.box = read.box = {0, 50, 20.0 * static_cast<double>(read.text.size()), 20};
    paper.lines.push_back(line);
    texts.push_back({read, {beside}});
  }
  std::vector<std::string> found() {
    std::vector<std::string> all;
    for (const ContentPlace& place : find_by_content(paper, texts, record, 1, {}, {}))
      all.push_back(place.label.parts.front().path + "=" + to_utf8(place.text.text));
    return all;
  }

  PaperReading paper;
  Element record = element("application", "");
  std::vector<LooseText> texts;
};

TEST_F(FormContentTest, FindsALongValueWithoutALabel) {
  loose("企业名称：样本市第一水利工程局", "");
  EXPECT_EQ(found(), std::vector<std::string>{"employment/unit=样本市第一水利工程局"});
}

TEST_F(FormContentTest, TakesNoPartOfALongerText) {
  loose("样本市第一水利工程局家属楼", "");
  EXPECT_TRUE(found().empty());
}

TEST_F(FormContentTest, FaintPrintIsNoWhite) {
  loose("样本市第一水利工程局家属楼", "", 170);
  EXPECT_TRUE(found().empty());
}

TEST_F(FormContentTest, WhatIsFoundWithinALineStandsApart) {
  loose("推荐级别，副高级", "", 170);
  ClaimReading reading;
  reading.before = "推荐级别，副", reading.glyphs_left_px = 120, reading.glyphs_right_px = 160;
  EXPECT_FALSE(stands_apart(paper, 0, reading)) << "of 副";
  reading.before = "", reading.glyphs_left_px = 60;
  EXPECT_FALSE(stands_apart(paper, 0, reading)) << "nothing was read there, but there is ink";
  reading.before = "推荐级别，", reading.glyphs_left_px = 100;
  EXPECT_TRUE(stands_apart(paper, 0, reading));
}

TEST_F(FormContentTest, TellsLikeValuesApartByWordsBesideThemAlone) {
  loose("水利工程", "备注");
  EXPECT_TRUE(found().empty());
  texts.clear();
  loose("水利工程", "拟申报的专业");
  EXPECT_EQ(found(), std::vector<std::string>{"applied-for/specialty=水利工程"});
}

}  // namespace
}  // namespace hefu
