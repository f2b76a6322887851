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

bool may_break(const std::u32string& text, std::size_t at) { return LineBreaks(text).last_up_to(at) == at; }

TEST(LineBreaks, EndWithTheText) {
  EXPECT_EQ(LineBreaks(U"").last_up_to(0), 0u);
  const std::u32string text = U"水工结构";
  for (std::size_t at = 0; at <= text.size(); ++at) EXPECT_EQ(LineBreaks(text).last_up_to(at), at);
}

TEST(LineBreaks, GoBackToTheNearestPlace) {
  const LineBreaks breaks(U"投资600.5万元（概算）");
  EXPECT_EQ(breaks.last_up_to(6), 2u);   // before the number
  EXPECT_EQ(breaks.last_up_to(10), 9u);  // before the parenthesis
  EXPECT_EQ(breaks.last_up_to(3), 2u);   // asked again for less
  EXPECT_EQ(LineBreaks(U"ABCDEFGH").last_up_to(5), 0u);
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
  const LineBreaks breaks(U"𬭎𬭎12");
  EXPECT_EQ(breaks.last_up_to(1), 1u);
  EXPECT_EQ(breaks.last_up_to(2), 2u);
  EXPECT_EQ(breaks.last_up_to(3), 2u);
  EXPECT_EQ(breaks.last_up_to(4), 4u);
}

}  // namespace
}  // namespace hefu
