#include "ocr/line_steps.h"

#include <cmath>

#include "ocr/line_span.h"
#include "ocr/sandbox.h"
#include "schemas/text.h"

namespace hefu {
namespace {

/// Three codes and "nothing new": the line says 0, then 1, then 2, each for two steps.
LineSteps small_line() {
  LineSteps line;
  line.steps = 6;
  line.codes = 4;
  line.right_px = 60;
  line.probability.assign(24, 0.01f);
  for (int step = 0; step < 6; ++step) line.probability[step * 4 + step / 2] = 0.97f;
  return line;
}

TEST(LineSteps, TheTextThatWasSeenIsLikelierThanAnother) {
  const LineSteps line = small_line();
  const double right = log_probability(line, 0, 6, {0, 1, 2});
  EXPECT_GT(right, -0.5);
  EXPECT_LT(log_probability(line, 0, 6, {0, 2, 2}), right - 3);
  EXPECT_LT(log_probability(line, 0, 6, {0, 1}), right - 3);
  EXPECT_LT(log_probability(line, 0, 2, {0, 1, 2}), right - 3);  // two steps cannot say three codes
}

TEST(LineSteps, ProbabilitiesOfAllTextsOfOneStepAddUpToOne) {
  const LineSteps line = small_line();
  double sum = std::exp(log_probability(line, 0, 1, {}));
  for (int code = 0; code < 3; ++code) sum += std::exp(log_probability(line, 0, 1, {code}));
  EXPECT_NEAR(sum, 1, 1e-3);
}

TEST(LineSteps, CodesLieWhereTheyWereSeen) {
  const LineSteps line = small_line();
  const std::vector<CodePlace> places = place_codes(line, {0, 1, 2});
  ASSERT_EQ(places.size(), 3u);
  EXPECT_EQ(places[1].first, 2);
  EXPECT_EQ(places[1].last, 3);
  EXPECT_DOUBLE_EQ(line.x_of(places[1].first), 25);
  EXPECT_TRUE(place_codes(line, {0, 1, 2, 0, 1, 2, 0}).empty());
}

TEST(LineSpan, FindsThePartThatIsMostLike) {
  const TextPart part = most_like(U"兹聘任样本甲同志为高级工桯师", U"高级工程师");
  EXPECT_EQ(part.from, 9u);
  EXPECT_EQ(part.to, 14u);
  EXPECT_EQ(part.edits, 1u);
  EXPECT_EQ(most_like(U"（甲）", U"(甲)").edits, 0u);  // widths say nothing
}

TEST(LineSpan, TakesAnotherLastCharacterForThatRatherThanForNone) {
  EXPECT_EQ(most_like(U"证号150000198106250008", U"150000198106250000").to, 20u);
}

TEST(LineSpan, TakesABracketThatIsReadAsTwoForOne) {
  const auto sandbox = Sandbox::start();
  const auto reader = sandbox->new_text_reader();
  const CodeAlphabet& alphabet = *reader->alphabet();
  LineSteps line;
  line.text = "工程师〔〈样本";
  line.codes = alphabet.code_count();
  std::vector<int> codes;
  ASSERT_TRUE(alphabet.append(to_utf32(line.text), codes));
  for (const int code : codes)
    for (const int seen : {code, line.codes - 1}) {
      line.probability.resize(static_cast<std::size_t>(++line.steps) * line.codes, 1e-6f);
      line.probability[static_cast<std::size_t>(line.steps - 1) * line.codes + seen] = 0.99f;
    }
  line.right_px = line.steps;
  const LineSpan span =
      find_span(line, alphabet, U"工程师（样本", 2, [](char32_t) { return std::vector<char32_t>{U'术'}; });
  EXPECT_EQ(span.read.size(), 6U);
  EXPECT_GT(span.mean, -1);
  EXPECT_EQ(span.read_ratio, 0);
}

TEST(CodeAlphabet, KnowsTheEnginesCharacters) {
  const auto sandbox = Sandbox::start();
  const auto reader = sandbox->new_text_reader();
  const CodeAlphabet* const alphabet = reader->alphabet();
  ASSERT_NE(alphabet, nullptr);
  std::vector<int> codes;
  EXPECT_TRUE(alphabet->append(U"工程 2020年", codes));
  EXPECT_GE(codes.size(), 7u);
  EXPECT_EQ(alphabet->codes_of(0x2B4B8), nullptr);  // 𫒸
  for (const int code : codes) EXPECT_LT(code, alphabet->code_count() - 1);
}

}  // namespace
}  // namespace hefu
