#include "pipeline/cell_judge.h"

#include <gtest/gtest.h>

#include "ocr/font_bank.h"
#include "ocr/sandbox.h"
#include "schemas/text.h"
#include "templates/fonts.h"
#include "tests/support/draw_sheet.h"
#include "tests/support/scan.h"

namespace hefu {
namespace {

constexpr float size_pt = 12;
const float em_mm = static_cast<float>(size_pt * mm_per_pt);

/// Says something before what it reads, as the network does where a line begins.
struct TalkativeReader : TextReader {
  explicit TalkativeReader(TextReader& reader) : real(reader) {}
  ReadText read_line(const Image& line) override { return real.read_line(line); }
  ReadText read_block(const Image& block) override { return real.read_block(block); }
  ReadStrip read_strip(const Image& strip) override { return real.read_strip(strip); }
  LineSteps read_steps(const Image& line) override {
    LineSteps steps = real.read_steps(line);
    steps.text = before + steps.text;
    return steps;
  }
  const CodeAlphabet* alphabet() override { return real.alphabet(); }
  int process_id() const override { return real.process_id(); }
  TextReader& real;
  std::string before;
};

class CellJudgeTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    bank = load_font_bank({});
    sandbox = Sandbox::start();
    reader = sandbox->new_text_reader();
  }
  static void TearDownTestSuite() { reader.reset(), sandbox.reset(), bank.reset(); }

  /// A line that prints one text, of which the engine has read another, and what is wanted of it, if that is
  /// no more than was read: of its first value, if more are wanted behind it.
  Verdict judge(const std::string& printed, const std::string& read, const std::string& before,
                const std::string& wanted_text = "", const std::vector<std::string>& after_it = {},
                bool goes_on = false) {
    Page page;
    page.width_mm = 120, page.height_mm = 40;
    TextRun run;
    float x = 15;
    for (const char32_t c : to_utf32(printed)) {
      const auto glyph = bank->find_in_face(0, c).value();
      run.glyphs.push_back({c, 0, glyph.id, x, 20, size_pt, glyph.advance_em * em_mm});
      x += glyph.advance_em * em_mm;
    }
    page.runs.push_back(run);
    support::Damage kind = support::damage_kind("clean");
    kind.rotate_deg = 0;
    kind.table = false;
    PaperReading paper;
    paper.page.grey =
        grey_without_seal(support::simulate_scan(support::draw_page(page, *bank, 300), 120, 40, kind, 3));
    const double k = paper.page.grey.width / 120.0;
    ReadLine line;
    line.box = {15 * k, (20 - 0.72 * em_mm) * k, (x - 15) * k, 0.74 * em_mm * k};
    line.text = read;
    FormText cell;
    cell.text = to_utf32(read);
    const double pitch = line.box.width / static_cast<double>(cell.text.size());
    for (std::size_t i = 0; i < cell.text.size(); ++i) {
      const double left = line.box.x + pitch * static_cast<double>(i);
      line.characters.push_back({cell.text[i], {left, line.box.y, pitch, line.box.height}, 99});
      cell.at.push_back({0, i});
    }
    cell.box = line.box;
    cell.goes_on = goes_on;
    paper.lines.push_back(line);
    TalkativeReader talkative(*reader);
    talkative.before = before;
    ClaimJudge judge(bank);
    std::vector<WantedPart> wanted = {
        wanted_part(wanted_text.empty() ? read : wanted_text, Writing::text, false)};
    for (const std::string& text : after_it) wanted.push_back(wanted_part(text, Writing::text, false));
    return CellJudge(paper, judge, talkative)
        .judge(cell, wanted, fit_parts(cell.text, wanted), false)
        .front()
        .verdict;
  }

  static inline std::shared_ptr<const Fonts> bank;
  static inline std::shared_ptr<Sandbox> sandbox;
  static inline std::unique_ptr<TextReader> reader;
};

TEST_F(CellJudgeTest, WhatTheNetworkSaysWhereNoInkIsLeftIsNotThere) {
  EXPECT_EQ(judge("150000197205020799", "150000197205020799", ""), Verdict::match);
  EXPECT_EQ(judge("150000197205020799", "150000197205020799", "1]"), Verdict::match);
}

TEST_F(CellJudgeTest, AFigureMoreThanWasReadIsNoMatch) {
  EXPECT_NE(judge("1150000197205020799", "150000197205020799", ""), Verdict::match);
  EXPECT_NE(judge("1500001972050207999", "150000197205020799", ""), Verdict::match);
}

TEST_F(CellJudgeTest, WhatIsReadOfACharacterAloneIsChance) {
  EXPECT_EQ(judge("2", "党", "", "2"), Verdict::match);
  EXPECT_NE(judge("2", "党", "", "3"), Verdict::match);
  EXPECT_EQ(judge("女", "W", "", "女"), Verdict::match);
  EXPECT_NE(judge("女", "W", "", "男"), Verdict::match);
  EXPECT_NE(judge("12", "党", "", "2"), Verdict::match);
}

TEST_F(CellJudgeTest, ATextIsNoMatchWhereItIsPartOfMoreThatAnotherValueWasLaidOver) {
  const std::string printed = "副主任医师，卫生技术人员";
  const std::vector<std::string> other = {"蒙医内科", "卫生技术人员"};
  EXPECT_EQ(judge(printed, printed, "", "副主任医师", {"卫生技术人员"}), Verdict::match);
  EXPECT_NE(judge(printed, printed, "", "副主任医", other), Verdict::match);
}

TEST_F(CellJudgeTest, ATextIsNoMatchWhereItsEndMayBeTheMisreadNeighbours) {
  const std::vector<std::string> behind = {"影响因素分析"};
  EXPECT_EQ(judge("样本水力发电影响因素分析", "样本水力发电影响因素分析", "", "样本水力发电", behind),
            Verdict::match);
  EXPECT_NE(judge("样本水力发电响因素分析", "样本水力发电响因素分析", "", "样本水力发", behind),
            Verdict::match);
}

TEST_F(CellJudgeTest, ADateIsNoMatchWhereAFigureMoreFollowsItWithinTheLine) {
  const std::string printed = "2008.12批准2009.01聘任";
  EXPECT_NE(judge(printed, "2008.2批准2009.01聘任", "", "2008.1", {"批准2009.01聘任"}), Verdict::match);
  EXPECT_EQ(judge(printed, printed, "", "2008.12", {"批准2009.01聘任"}), Verdict::match);
}

TEST_F(CellJudgeTest, WhatMayGoOnInTheNextLineIsForAPerson) {
  EXPECT_EQ(judge("副主任医师", "副主任医师", ""), Verdict::match);
  EXPECT_EQ(judge("副主任医师", "副主任医师", "", "", {}, true), Verdict::unreadable);
}

}  // namespace
}  // namespace hefu
