#include "pipeline/searchable_pdf.h"

#include "tests/unit/ocr/small_files.h"

namespace hefu {
namespace {

ReadLine line_of(const std::string& text, const std::u32string& characters, const BoxPx& box) {
  ReadLine line;
  line.text = text;
  line.box = box;
  const double width = box.width / static_cast<double>(characters.size());
  for (std::size_t i = 0; i < characters.size(); ++i)
    line.characters.push_back(
        {characters[i], {box.x + width * static_cast<double>(i), box.y, width, box.height}, 99});
  return line;
}

TEST(SearchablePdf, WordsRunAsTheInkRuns) {
  PaperReading paper;
  // The paper was turned clockwise to be read: its right is the picture's top.
  paper.page.to_scan = {0, 1, 0, -1, 0, 400, 0, 0, 1};
  paper.lines = {line_of("三篇 合格", U"三篇合格", {40, 20, 80, 20})};
  const std::vector<PlacedWord> words = placed_words(paper, 200, 400);
  ASSERT_EQ(words.size(), 2u);
  EXPECT_EQ(words[0].text, "三篇");
  EXPECT_EQ(words[1].text, "合格");
  EXPECT_NEAR(words[0].x, 40 / 200.0, 1e-9);
  EXPECT_NEAR(words[0].y, 360 / 400.0, 1e-9);
  EXPECT_NEAR(words[0].along_x, 0, 1e-9);
  EXPECT_NEAR(words[0].along_y, -40 / 400.0, 1e-9) << "up the picture";
  EXPECT_NEAR(words[0].up_x, -20 / 200.0, 1e-9);
  EXPECT_NEAR(words[1].y, 320 / 400.0, 1e-9);
}

TEST(SearchablePdf, WhatThePageShowsInLettersIsNotLaidAgain) {
  const std::vector<PlacedWord> words = {{"题目", 0.1, 0.2, 0.2, 0, 0, -0.1},
                                         {"盖章", 0.1, 0.5, 0.2, 0, 0, -0.1}};
  PdfPageText own;
  own.characters = {{U'题', 0, {0.1F, 0.1F, 0.1F, 0.1F}},
                    {U'目', 0, {0.2F, 0.1F, 0.1F, 0.1F}},
                    {U'假', 1, {0.1F, 0.4F, 0.1F, 0.1F}},
                    {U'章', 1, {0.2F, 0.4F, 0.1F, 0.1F}}};
  const std::vector<LaidWord> laid = lay_words(words, {100, 200}, own);
  ASSERT_EQ(laid.size(), 1u);
  EXPECT_EQ(laid[0].text, "盖章");
  EXPECT_NEAR(laid[0].y_mm, 100, 1e-9);
  EXPECT_NEAR(laid[0].up_y_mm, -20, 1e-9);
}

TEST(SearchablePdf, WordsOfAPictureWithAMarginLieOnThePicture) {
  PdfPageText own;
  own.picture = {0.05F, 0.1F, 0.9F, 0.8F};
  const std::vector<LaidWord> laid = lay_words({{"题", 0.5, 0.5, 0.1, 0, 0, -0.1}}, {100, 200}, own);
  ASSERT_EQ(laid.size(), 1u);
  EXPECT_NEAR(laid[0].x_mm, 50, 1e-4);
  EXPECT_NEAR(laid[0].y_mm, 100, 1e-4);
  EXPECT_NEAR(laid[0].along_x_mm, 9, 1e-4);
}

TEST(SearchablePdf, AFileThatGivesOtherPagesThanWereReadIsRefused) {
  const auto sandbox = Sandbox::start();
  const std::string jpeg = encode_jpeg(test::lopsided(60, 40, 3), 80);
  EXPECT_TRUE(make_searchable(jpeg, "x", {{}, {}}, *sandbox).bytes.empty());
  EXPECT_FALSE(make_searchable(jpeg, "x", {{}, {}}, *sandbox).problem.empty());
  const SearchablePdf made = make_searchable(jpeg, "x", {{}}, *sandbox);
  EXPECT_NE(made.bytes.find(jpeg), std::string::npos) << made.problem;
}

}  // namespace
}  // namespace hefu
