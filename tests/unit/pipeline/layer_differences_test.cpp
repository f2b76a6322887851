#include "pipeline/layer_differences.h"

#include <gmock/gmock.h>

#include "schemas/text.h"

namespace hefu {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int width = 1000, height = 2000;
constexpr double line_px = 40, first_y = 100, first_x = 100;

/// A page of lines that were read, each character with this score.
PaperReading page_of(const std::vector<std::string>& lines, double score = 99) {
  PaperReading paper;
  paper.legible = true;
  double y = first_y;
  for (const std::string& text : lines) {
    ReadLine line;
    line.text = text;
    const std::u32string characters = to_utf32(text);
    line.box = {first_x, y, line_px * static_cast<double>(characters.size()), line_px};
    for (std::size_t i = 0; i < characters.size(); ++i)
      line.characters.push_back(
          {characters[i], {first_x + line_px * static_cast<double>(i), y, line_px, line_px}, score});
    paper.lines.push_back(line);
    y += 2 * line_px;
  }
  return paper;
}

/// The layer of such a page, `shift_px` away from the print.
PdfPageText layer_of(const std::vector<std::string>& lines, double shift_px = 0) {
  PdfPageText own;
  double y = first_y + shift_px;
  for (const std::string& text : lines) {
    double x = first_x;
    for (const char32_t c : to_utf32(text)) {
      own.characters.push_back({static_cast<std::uint32_t>(c),
                                1,
                                {static_cast<float>(x / width), static_cast<float>(y / height),
                                 static_cast<float>(line_px / width), static_cast<float>(line_px / height)}});
      x += line_px;
    }
    y += 2 * line_px;
  }
  return own;
}

RecordClaim claim(const std::string& value) {
  return {"/application/x", "grade", "x", value, {value}, {}, {}, false};
}

std::vector<std::string> told(const PaperReading& paper, const PdfPageText& own,
                              const std::vector<RecordClaim>& claims = {}) {
  std::vector<std::string> differences;
  for (const LayerDifference& difference : differing_from_layer(paper, width, height, own, claims))
    differences.push_back(difference.shown + "/" + difference.layer);
  return differences;
}

const std::vector<std::string> print = {"年度考核登记表", "发表论文三篇其中核心期刊", "考核结果", "合格",
                                        "聘任时间2018年12月"};

std::vector<std::string> changed(std::size_t line, const std::string& text) {
  std::vector<std::string> lines = print;
  lines[line] = text;
  return lines;
}

TEST(LayerDifferences, AnHonestLayerHasNone) {
  EXPECT_THAT(told(page_of(print), layer_of(print), {claim("合格"), claim("2018年12月")}), IsEmpty());
}

TEST(LayerDifferences, AnotherNumberIsTold) {
  EXPECT_THAT(told(page_of(print), layer_of(changed(1, "发表论文九篇其中核心期刊"))), ElementsAre("三/九"));
  EXPECT_THAT(told(page_of(print), layer_of(changed(4, "聘任时间2016年12月"))), ElementsAre("2018/2016"));
}

TEST(LayerDifferences, AnotherWordIsToldWhereTheRecordClaimsEither) {
  const PdfPageText own = layer_of(changed(3, "优秀"));
  EXPECT_THAT(told(page_of(print), own, {claim("优秀")}), ElementsAre("合格/优秀"));
  EXPECT_THAT(told(page_of(print), own, {claim("合格")}), ElementsAre("合格/优秀"));
  EXPECT_THAT(told(page_of(print), own, {claim("良好")}), IsEmpty()) << "nobody claims it";
}

TEST(LayerDifferences, WrongLettersAreToldOnlyWhereTheyMakeTheClaimOrAnotherOfItsList) {
  const std::vector<std::string> title = {"年度考核登记表", "聘任为中级工程师", "以上情况属实"};
  std::vector<std::string> layer = title;
  layer[1] = "聘任为高级工程师";
  EXPECT_THAT(told(page_of(title), layer_of(layer), {claim("高级工程师")}),
              ElementsAre("中级工程师/高级工程师"));
  EXPECT_THAT(told(page_of(layer), layer_of(title), {claim("高级工程师")}), IsEmpty())
      << "as an engine might read it";
  EXPECT_THAT(told(page_of(print), layer_of(changed(3, "全学")), {claim("合格")}), IsEmpty()) << "no word";
}

TEST(LayerDifferences, PlaceIsThatOfTheWord) {
  const auto found = differing_from_layer(page_of(print), width, height,
                                          layer_of(changed(1, "发表论文九篇其中核心期刊")), {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NEAR(found[0].box.x, first_x + 4 * line_px, 1e-6);
  EXPECT_NEAR(found[0].box.y, first_y + 2 * line_px, 1e-6);
  EXPECT_NEAR(found[0].box.width, line_px, 1e-6);
}

TEST(LayerDifferences, MistakesOfAnEngineAreNone) {
  const std::vector<RecordClaim> claims = {claim("核心期刊"), claim("2018年12月"), claim("合格")};
  EXPECT_THAT(told(page_of(print), layer_of(changed(1, "发表论文三篇其中核心期刋")), claims), IsEmpty())
      << "a look-alike";
  EXPECT_THAT(told(page_of(print), layer_of(changed(1, "发表论文二篇其中核心期刊")), claims), IsEmpty())
      << "a stroke less";
  EXPECT_THAT(told(page_of(print), layer_of(changed(4, "聘任时间2013年12月")), claims), IsEmpty())
      << "an eight that is worn";
  EXPECT_THAT(told(page_of(print), layer_of(changed(3, "格合")), claims), IsEmpty()) << "another order";
  EXPECT_THAT(told(page_of(print), layer_of(changed(4, "聘任时间2O18年12月")), claims), IsEmpty());
  EXPECT_THAT(told(page_of(print), layer_of(changed(4, "聘任时间20118年12月")), claims), IsEmpty());
  EXPECT_THAT(told(page_of(print), layer_of(changed(4, "聘任时间年月")), claims), IsEmpty());
}

TEST(LayerDifferences, WhatWasReadWithDoubtDecidesNothing) {
  EXPECT_THAT(told(page_of(print, 93), layer_of(changed(1, "发表论文九篇其中核心期刊"))), IsEmpty());
}

TEST(LayerDifferences, AMissingPartOrAnotherOrderIsNone) {
  std::vector<std::string> lines = print;
  lines.erase(lines.begin() + 1);
  EXPECT_THAT(told(page_of(print), layer_of(lines, 5000)), IsEmpty());
  std::reverse(lines.begin(), lines.end());
  EXPECT_THAT(told(page_of(print), layer_of(lines, 5000)), IsEmpty());
  EXPECT_THAT(told(page_of(print), {}), IsEmpty());
}

TEST(LayerDifferences, LettersThatStandElsewhereAreFoundByTheirLine) {
  EXPECT_THAT(told(page_of(print), layer_of(changed(1, "发表论文九篇其中核心期刊"), 5000)),
              ElementsAre("三/九"));
}

TEST(LayerDifferences, LettersInACodeOfTheirOwnAreNone) {
  std::vector<std::string> lines = print;
  for (std::string& line : lines) {
    std::u32string text = to_utf32(line);
    for (char32_t& c : text) c = 0x5000 + c % 1000;
    line = to_utf8(text);
  }
  EXPECT_THAT(told(page_of(print), layer_of(lines), {claim("合格")}), IsEmpty());
}

}  // namespace
}  // namespace hefu
