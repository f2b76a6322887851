#include "ocr/page_reading.h"

#include <gtest/gtest.h>

#include <map>

#include "ocr/paper_outline.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/papers/paper.h"
#include "tests/support/scan.h"
#include "tests/support/set_sheet.h"

namespace hefu {
namespace {

const std::vector<std::string> title_and_text = {"年度考核登记表", "样本种业有限公司考核委员会",
                                                 "经本人述职和民主测评确定考核等次", "以上情况属实特此证明"};
const std::vector<std::string> labels = {"姓名", "工作单位", "考核年度", "考核结果"};
const std::vector<std::string> values = {"样本甲", "内蒙古样本研究所", "2024年", "优秀"};

const Fonts& fonts() {
  static const std::shared_ptr<const Fonts> loaded = Fonts::load();
  return *loaded;
}

/// A5 with a title, three lines of text and a table of four rows, 200 dpi.
Image drawn() {
  Page page;
  page.width_mm = 148;
  page.height_mm = 210;
  float y = 25;
  for (std::size_t i = 0; i < title_and_text.size(); ++i, y += 12)
    page.runs.push_back(support::set_line(fonts(), title_and_text[i], 20, y,
                                          {Typeface::song, i == 0 ? 22.F : 12.F, RunKind::label, 0}));
  const std::vector<float> columns = {20, 55, 128}, rows = {80, 92, 104, 116, 128};
  page.lines = support::ruled_table(columns, rows, 0.3F);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    page.runs.push_back(support::set_line(fonts(), labels[i], 23, rows[i] + 7.5F, {Typeface::hei, 12}));
    page.runs.push_back(support::set_line(fonts(), values[i], 58, rows[i] + 7.5F, {Typeface::song, 12}));
  }
  return support::draw_page(page, fonts(), 300);
}

PaperReading read(const support::Damage& damage) {
  static const auto sandbox = Sandbox::start();
  static const auto reader = sandbox->new_text_reader();
  return read_paper(support::simulate_scan(drawn(), 148, 210, damage, 7), *reader);
}

std::string joined(const PaperReading& paper) {
  std::string text;
  for (const ReadLine& line : paper.lines) text += line.text + "\n";
  return text;
}

void expect_all_text(const PaperReading& paper) {
  const std::string text = joined(paper);
  for (const std::vector<std::string>& part : {title_and_text, labels, values})
    for (const std::string& expected : part) EXPECT_NE(text.find(expected), std::string::npos) << text;
  EXPECT_TRUE(paper.legible);
}

TEST(PageReading, ReadsTextAndCellsOfAScan) {
  const PaperReading paper = read({});
  expect_all_text(paper);
  ASSERT_EQ(paper.cells.size(), 8U);
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(paper.cells[i].row, i / 2);
    EXPECT_EQ(paper.cells[i].column, i % 2);
    EXPECT_EQ(paper.cells[i].text, i % 2 ? values[i / 2] : labels[i / 2]);
  }
  // The first row's value: 58 mm from the left at 200 dpi, in px of a page that was not turned.
  EXPECT_NEAR(paper.cells[1].box.x, 55 / 25.4 * 200, 6);
  EXPECT_NEAR(paper.cells[1].box.y, 80 / 25.4 * 200, 6);
}

/// A table of one row of 9 mm over one of 30, the upper one cut in two cells, and `text` in the second of
/// these.
Image drawn_low_row(const std::string& text, float size_pt) {
  Page page;
  page.width_mm = 297;
  page.height_mm = 297;
  page.lines = support::ruled_table({20, 277}, {60, 69, 99}, 0.3F);
  page.lines.push_back({150, 60, 150, 69, 0.3F});
  page.runs.push_back(support::set_line(fonts(), "申报专业的代码", 23, 66, {Typeface::song, 12}));
  page.runs.push_back(support::set_line(fonts(), text, 200, 66, {Typeface::song, size_pt}));
  page.runs.push_back(support::set_line(fonts(), "样本种业有限公司考核委员会", 23, 80, {Typeface::song, 12}));
  return support::draw_page(page, fonts(), 300);
}

TEST(PageReading, FindsARulingThatIsAsShortAsOneLowRow) {
  static const auto sandbox = Sandbox::start();
  static const auto reader = sandbox->new_text_reader();
  const PaperReading paper =
      read_paper(support::simulate_scan(drawn_low_row("农田水利", 12), 297, 297, {}, 7), *reader);
  ASSERT_EQ(paper.cells.size(), 3U);
  EXPECT_EQ(paper.cells[0].text, "申报专业的代码");
  EXPECT_EQ(paper.cells[1].text, "农田水利");
}

TEST(PageReading, ReadsAFigureAloneInItsCell) {
  static const auto sandbox = Sandbox::start();
  static const auto reader = sandbox->new_text_reader();
  int read = 0;
  for (const char* figure : {"1", "2", "3", "4", "5", "6", "7", "8"}) {
    const PaperReading paper =
        read_paper(support::simulate_scan(drawn_low_row(figure, 9), 297, 297, {}, 7), *reader);
    read += paper.cells.size() == 3 && paper.cells[1].text == figure;
  }
  EXPECT_EQ(read, 8);
}

/// Sure of every strip but the first short ones, and keeps what it was shown.
struct DoubtfulReader : TextReader {
  explicit DoubtfulReader(int doubted) : doubts(doubted) {}
  ReadText read_line(const Image&) override { return {}; }
  ReadText read_block(const Image&) override { return {}; }
  ReadStrip read_strip(const Image& strip) override {
    constexpr int few_characters_px = 130;
    shown.push_back(strip.pixels);
    const float confidence = strip.width < few_characters_px && doubts-- > 0 ? 94 : 98;
    return {std::vector<StripCharacter>(6, {U'样', 6, 40, confidence}), true};
  }
  int process_id() const override { return 0; }
  int doubts;
  std::vector<std::vector<std::uint8_t>> shown;
};

TEST(PageReading, LooksAgainAtAFewCharactersUntilItIsSureAndAtNoShapeTwice) {
  const Image page = support::simulate_scan(drawn_low_row("农田", 12), 297, 297, {}, 7);
  DoubtfulReader soon_sure(1), never_sure(1000);
  read_paper(page, soon_sure);
  EXPECT_EQ(soon_sure.shown.size(), 4U);  // three lines, one of them again
  read_paper(page, never_sure);
  EXPECT_EQ(never_sure.shown.size(), 5U);  // narrowed, and without what stands around
}

TEST(PageReading, WhatIsFarHigherThanWideIsNoChineseCharacter) {
  /// Takes a figure for a character surely, and for what it is hardly, as some typefaces' make it do.
  struct Confused : DoubtfulReader {
    Confused() : DoubtfulReader(0) {}
    ReadStrip read_strip(const Image& strip) override {
      shown.push_back(strip.pixels);
      if (strip.width > 60) return {std::vector<StripCharacter>(6, {U'样', 6, 40, 98}), true};
      return {{shown.size() % 2 == 0 ? StripCharacter{U'每', 6, 20, 99} : StripCharacter{U'3', 6, 20, 85}},
              true};
    }
  } confused;
  const PaperReading paper =
      read_paper(support::simulate_scan(drawn_low_row("3", 12), 297, 297, {}, 7), confused);
  ASSERT_EQ(paper.cells.size(), 3U);
  EXPECT_EQ(paper.cells[1].text, "3");
}

TEST(PageReading, LooksAgainAtFewOrnaments) {
  Page page;
  page.width_mm = page.height_mm = 150;
  for (int row = 0; row < 5; ++row)
    for (int column = 0; column < 5; ++column)
      page.runs.push_back(support::set_line(fonts(), "农", 20 + 24.F * static_cast<float>(column),
                                            20 + 24.F * static_cast<float>(row), {Typeface::song, 14}));
  DoubtfulReader never_sure(1000);
  const PaperReading paper =
      read_paper(support::simulate_scan(support::draw_page(page, fonts(), 300), 150, 150, {}, 7), never_sure);
  EXPECT_EQ(paper.lines.size(), 25U);
  EXPECT_LT(never_sure.shown.size(), 70U);  // 25 lines, some the other way up, too, and six of them again
}

TEST(PageReading, TurnsAPageThatStandsOnItsHead) {
  support::Damage damage;
  damage.quarter_turns = 2;
  const PaperReading paper = read(damage);
  EXPECT_EQ(paper.page.quarter_turns, 2);
  expect_all_text(paper);
}

TEST(PageReading, GoesByCharactersWhereFiguresReadOnTheirHeadsToo) {
  static const auto sandbox = Sandbox::start();
  static const auto reader = sandbox->new_text_reader();
  Page page;
  page.width_mm = page.height_mm = 150;
  float y = 30;
  for (const char* line : {"2021-02~2022-08", "2012-06~2010-09", "2016-08~2010-02", "2022-09~2020-06"}) {
    page.runs.push_back(support::set_line(fonts(), line, 25, y, {Typeface::song, 12}));
    page.runs.push_back(support::set_line(fonts(), "样本研究所工作", 80, y, {Typeface::song, 12}));
    y += 14;
  }
  support::Damage damage;
  damage.quarter_turns = 2;
  const Image scan = support::simulate_scan(support::draw_page(page, fonts(), 300), 150, 150, damage, 7);
  const PaperReading paper = read_paper(scan, *reader);
  EXPECT_EQ(paper.page.quarter_turns, 2);
  EXPECT_NE(joined(paper).find("样本研究所工作"), std::string::npos) << joined(paper);
}

TEST(PageReading, TurnsAPageThatLiesOnItsSideEitherWay) {
  for (const int turns : {1, 3}) {
    support::Damage damage;
    damage.quarter_turns = turns;
    damage.rotate_deg = 1.5;
    const PaperReading paper = read(damage);
    EXPECT_EQ(paper.page.quarter_turns, 4 - turns);
    EXPECT_NEAR(paper.page.skew_degrees, -1.5, 0.15);
    expect_all_text(paper);
  }
}

TEST(PageReading, UndoesThePerspectiveOfAPaperOnATable) {
  support::Damage damage;
  damage.table = true;
  damage.perspective = 0.04;
  damage.rotate_deg = 3;
  const PaperReading paper = read(damage);
  EXPECT_TRUE(paper.page.photographed);
  EXPECT_NEAR(static_cast<double>(paper.page.grey.height) / paper.page.grey.width, 210. / 148, 0.06);
  expect_all_text(paper);
  EXPECT_EQ(paper.cells.size(), 8U);
}

TEST(PageReading, ReadsThroughASeal) {
  support::Damage damage;
  damage.seal_boxes = {{60, 45, 42, 42}};
  expect_all_text(read(damage));
}

TEST(PageReading, ReadsAPhotographOfAScreen) { expect_all_text(read(support::damage_kind("screen"))); }

TEST(PageReading, ReadsTheLinesBesideAPhoto) {
  static const auto sandbox = Sandbox::start();
  static const auto reader = sandbox->new_text_reader();
  const std::vector<std::string> lines = {"样本甲于本校毕业", "证书编号一二三四", "样本人事处盖章处"};
  Page page;
  page.width_mm = page.height_mm = 120;
  for (std::size_t i = 0; i < lines.size(); ++i)
    page.runs.push_back(support::set_line(fonts(), lines[i], 52, 40 + 7.F * static_cast<float>(i),
                                          {Typeface::song, 12, RunKind::label, 0}));
  Image paper = support::draw_page(page, fonts(), 300);
  constexpr double px_per_mm = 300 / 25.4;
  const auto darken = [&](double x_mm, double y_mm, double w_mm, double h_mm) {
    for (int y = static_cast<int>(y_mm * px_per_mm); y < static_cast<int>((y_mm + h_mm) * px_per_mm); ++y)
      std::fill_n(paper.pixels.begin() + static_cast<std::ptrdiff_t>(y) * paper.width +
                      static_cast<int>(x_mm * px_per_mm),
                  static_cast<int>(w_mm * px_per_mm), std::uint8_t{50});
  };
  for (int fold = 0; fold < 6; ++fold) darken(25 + 3.6 * fold, 40, 2.6, 9);  // of its clothes
  darken(25, 46, 21, 2.6);
  const std::string text = joined(read_paper(support::simulate_scan(paper, 120, 120, {}, 7), *reader));
  for (const std::string& line : lines) EXPECT_NE(text.find(line), std::string::npos) << text;
}

TEST(PageReading, ReadsALargeTitleAndTheSmallLinesUnderIt) {
  static const auto sandbox = Sandbox::start();
  static const auto reader = sandbox->new_text_reader();
  const auto line = [](const char* text, float x_mm, float y_mm, float size) {
    return support::set_line(fonts(), text, x_mm, y_mm, {Typeface::song, size, RunKind::label, 0});
  };
  Page page;
  page.width_mm = page.height_mm = 150;
  page.runs = {line("样本技术创新成果奖", 20, 50, 40), line("样本自治区水利厅", 60, 90, 13),
               line("样本人事处盖章处", 60, 97, 13)};
  const std::string text = joined(
      read_paper(support::simulate_scan(support::draw_page(page, fonts(), 300), 150, 150, {}, 7), *reader));
  for (const char* part : {"样本技术创新成果奖", "样本自治区水利厅", "样本人事处盖章处"})
    EXPECT_NE(text.find(part), std::string::npos) << text;
}

TEST(PageReading, FindsNothingOnABlankPage) {
  static const auto sandbox = Sandbox::start();
  const auto reader = sandbox->new_text_reader();
  const Image blank{800, 1100, 1, 100, std::vector<std::uint8_t>(800 * 1100, 250)};
  const PaperReading paper = read_paper(blank, *reader);
  EXPECT_TRUE(paper.blank);
  EXPECT_FALSE(paper.legible);
  EXPECT_TRUE(paper.lines.empty());
}

TEST(PaperOutline, IsThePapersEdgeAndNotAShadows) {
  for (const auto& [seed, layout] : std::map<std::uint64_t, std::string>{
           {30763, "adult-booklet"}, {30770, "posted-openly"}, {30792, "query-page"}}) {
    const Element record = support::paper_person(seed - 30001);
    const support::Paper paper =
        support::make_paper({.seed = seed, .role = "tuning", .layout = layout}, record);
    const support::PaperPage& sheet = paper.pages[0];
    const Image scan = support::simulate_scan(sheet.picture, sheet.width_mm, sheet.height_mm,
                                              support::damage_kind("phone-shadow"), seed * 31);
    const Image page = straighten_paper(scan).grey;
    EXPECT_NEAR(static_cast<double>(page.height) / page.width, sheet.height_mm / sheet.width_mm, 0.024)
        << layout;
  }
}

TEST(PaperOutline, AScanHasNone) { EXPECT_FALSE(find_paper_outline(drawn())); }

}  // namespace
}  // namespace hefu
