#include "ocr/vertical_text.h"

#include <gtest/gtest.h>

#include "schemas/text.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/scan.h"
#include "tests/support/set_sheet.h"

namespace hefu {
namespace {

constexpr float em_mm = 16 * 25.4F / 72;

const Fonts& fonts() {
  static const std::shared_ptr<const Fonts> loaded = Fonts::load();
  return *loaded;
}

/// Characters below each other, the first one's baseline at `y_mm`.
void set_below_each_other(const std::string& text, float x_mm, float y_mm, Page& page) {
  for (const char32_t c : to_utf32(text)) {
    page.runs.push_back(support::set_line(fonts(), to_utf8(std::u32string(1, c)), x_mm, y_mm,
                                          {Typeface::song, 16, RunKind::label, 0}));
    y_mm += 1.1F * em_mm;
  }
}

PaperReading read(const Page& page, const char* damage) {
  static const auto sandbox = Sandbox::start();
  static const auto reader = sandbox->new_text_reader();
  return read_paper(support::simulate_scan(support::draw_page(page, fonts(), 300), page.width_mm,
                                           page.height_mm, support::damage_kind(damage), 7),
                    *reader);
}

class VerticalPage : public ::testing::TestWithParam<const char*> {};

TEST_P(VerticalPage, IsReadColumnByColumnFromTheRight) {
  const std::vector<std::string> columns = {"聘任书", "兹聘任样本甲同志为样本自治区",
                                            "水利科学研究院高级工程师", "样本自治区水利科学研究院"};
  Page page;
  page.width_mm = 160, page.height_mm = 200;
  for (std::size_t i = 0; i < columns.size(); ++i)
    set_below_each_other(columns[i], 120 - 1.8F * em_mm * static_cast<float>(i), 30, page);
  const PaperReading paper = read(page, GetParam());
  ASSERT_EQ(paper.lines.size(), columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    EXPECT_EQ(paper.lines[i].text, columns[i]);
    EXPECT_TRUE(paper.lines[i].vertical);
  }
  const std::vector<ReadCharacter>& title = paper.lines[0].characters;
  ASSERT_EQ(title.size(), 3U);
  EXPECT_NEAR(title[2].box.y - title[0].box.y, 2 * 1.1 * title[0].box.height, title[0].box.height / 2);
}
INSTANTIATE_TEST_SUITE_P(Damages, VerticalPage,
                         ::testing::Values("clean", "rotated", "upside-down", "phone"));

TEST(VerticalText, TheLabelOfANarrowCellIsOneLine) {
  Page page;
  page.width_mm = 150, page.height_mm = 150;
  page.lines = support::ruled_table({20, 32, 130}, {30, 70, 110}, 0.3F);
  set_below_each_other("基本情况", 23.5F, 40, page);
  set_below_each_other("工作经历", 23.5F, 80, page);
  page.runs.push_back(support::set_line(fonts(), "样本水利科学研究院", 40, 50, {Typeface::song, 14}));
  page.runs.push_back(support::set_line(fonts(), "样本农业科学研究院", 40, 90, {Typeface::song, 14}));
  const PaperReading paper = read(page, "clean");
  ASSERT_EQ(paper.cells.size(), 4U);
  ASSERT_EQ(paper.lines.size(), 4U);
  EXPECT_EQ(paper.cells[0].text, "基本情况");
  EXPECT_EQ(paper.cells[2].text, "工作经历");
  EXPECT_TRUE(paper.lines[0].vertical);
  EXPECT_FALSE(paper.lines[1].vertical);
}

TextStrip strip(double x, double y, int cell) { return {{x, y, 36, 36}, 38, cell, {}}; }

TEST(VerticalText, WhatStandsFarApartOrBesideIsNone) {
  std::vector<TextStrip> apart = {strip(100, 100, -1), strip(100, 200, -1), strip(100, 300, -1)};
  join_below_each_other(apart);
  EXPECT_EQ(apart.size(), 3U);
  std::vector<TextStrip> stairs = {strip(100, 100, 0), strip(150, 140, 0), strip(200, 180, 0)};
  join_below_each_other(stairs);
  EXPECT_EQ(stairs.size(), 3U);
  std::vector<TextStrip> two = {strip(100, 100, 0), strip(100, 140, 0)};
  join_below_each_other(two);
  EXPECT_EQ(two.size(), 2U);
}

}  // namespace
}  // namespace hefu
