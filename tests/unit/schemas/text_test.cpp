#include "schemas/text.h"

#include <algorithm>

namespace hefu {
namespace {

TEST(Utf, GoesThereAndBack) {
  const std::string text = "aé中𬭎·";
  const std::u32string points = to_utf32(text);
  ASSERT_EQ(points.size(), 5u);
  EXPECT_EQ(points[3], U'𬭎');
  EXPECT_EQ(to_utf8(points), text);
}

TEST(Utf, MarksMalformedBytes) {
  for (const char* bad : {"\xFF", "\xC0\x80", "\xE4\xB8", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\x80"}) {
    EXPECT_EQ(to_utf32(bad).front(), 0xFFFDu) << static_cast<int>(static_cast<unsigned char>(*bad));
    EXPECT_EQ(first_malformed_byte(std::string("好") + bad), 3u);
  }
  EXPECT_EQ(first_malformed_byte("好\xEF\xBF\xBD好"), std::string::npos);  // U+FFFD itself is well-formed
}

TEST(CodePointName, HasAtLeastFourDigits) {
  EXPECT_EQ(code_point_name(U'䶮'), "U+4DAE");
  EXPECT_EQ(code_point_name(U'𬭎'), "U+2CB4E");
  EXPECT_EQ(code_point_name(U'a'), "U+0061");
}

bool may_break(const std::u32string& text, std::size_t at) {
  const std::vector<std::size_t> breaks = line_breaks(text);
  return std::find(breaks.begin(), breaks.end(), at) != breaks.end();
}

TEST(LineBreaks, EndWithTheText) {
  EXPECT_TRUE(line_breaks(U"").empty());
  EXPECT_EQ(line_breaks(U"水工结构").back(), 4u);
  EXPECT_EQ(line_breaks(U"水工结构").size(), 4u);
}

TEST(LineBreaks, KeepPunctuationFromTheStartAndTheEndOfLines) {
  const std::u32string text = U"（甲）、《乙》，丙。";
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (std::u32string(U"）、》，。").find(text[at]) != std::u32string::npos) {
      EXPECT_FALSE(may_break(text, at)) << at;
    }
    if (std::u32string(U"（《").find(text[at - 1]) != std::u32string::npos) {
      EXPECT_FALSE(may_break(text, at)) << at;
    }
  }
  EXPECT_TRUE(may_break(text, 4));  // before 《
}

TEST(LineBreaks, KeepNumbersWhole) {
  const std::u32string text = U"约600.5万元，占12%。";
  for (std::size_t at : {2u, 3u, 4u, 5u, 11u, 12u}) EXPECT_FALSE(may_break(text, at)) << at;
  EXPECT_TRUE(may_break(text, 6));
}

TEST(LineBreaks, CountCodePointsNotUnits) {
  EXPECT_EQ(line_breaks(U"𬭎𬭎"), (std::vector<std::size_t>{1, 2}));
}

}  // namespace
}  // namespace hefu
