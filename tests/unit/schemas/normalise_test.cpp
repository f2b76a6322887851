#include "schemas/normalise.h"

#include <fmt/format.h>

namespace hefu {
namespace {

TEST(NormaliseText, TrimsAndFoldsWhiteSpace) { EXPECT_EQ(normalise_text("  a \t b　c\xC2\xA0"), "a b c"); }

TEST(NormaliseText, FoldsFullWidthLettersAndDigitsButKeepsChinesePunctuation) {
  EXPECT_EQ(normalise_text("ＡＢｃ１２３（甲），乙：丙"), "ABc123（甲），乙：丙");
}

TEST(NormaliseText, DropsTheFilesOwnLineBreaksBetweenChineseCharactersOnly) {
  EXPECT_EQ(normalise_text("水工\n    结构"), "水工结构");
  EXPECT_EQ(normalise_text("steel\n    frame"), "steel frame");
  EXPECT_EQ(normalise_text("水工 结构"), "水工 结构");
}

TEST(NormaliseText, ComposesAndDropsInvisibleCharacters) {
  EXPECT_EQ(normalise_text("e\xCC\x81"), "é");
  EXPECT_EQ(normalise_text("样\xE2\x80\x8B本\xEF\xBB\xBF"), "样本");
}

TEST(NormaliseName, KeepsCompatibilityIdeographsAsTheyAre) {
  // U+F9DC would become U+9686 under plain NFC.
  EXPECT_EQ(normalise_name("\xEF\xA7\x9C"), "\xEF\xA7\x9C");
  EXPECT_EQ(normalise_name("样䶮㛃𬭎龘〇"), "样䶮㛃𬭎龘〇");
}

TEST(NormaliseName, WritesEveryMiddleDotAlike) {
  for (const char* dot : {"·", "•", "‧", "∙", "⋅", "・", "･", " · ", "·　"})
    EXPECT_EQ(normalise_name(std::string("样本巴图") + dot + "苏和"), "样本巴图·苏和") << dot;
}

struct Spelling {
  const char* text;
  const char* iso;
};

TEST(ParseDate, ReadsEverySpelling) {
  for (const Spelling& s : std::vector<Spelling>{{"2025-07-15", "2025-07-15"},
                                                 {"2025-7-5", "2025-07-05"},
                                                 {"2025/7/15", "2025-07-15"},
                                                 {"2025.07.15", "2025-07-15"},
                                                 {"2025.07", "2025-07"},
                                                 {"2025/07", "2025-07"},
                                                 {"2025年7月15日", "2025-07-15"},
                                                 {"2025年7月15号", "2025-07-15"},
                                                 {"2025年7月", "2025-07"},
                                                 {"2025年", "2025"},
                                                 {"２０２５年", "2025"},
                                                 {"２０２５．０７", "2025-07"},
                                                 {"2025－07－15", "2025-07-15"},
                                                 {"2025", "2025"},
                                                 {"20250715", "2025-07-15"},
                                                 {" 2024-02-29 ", "2024-02-29"}}) {
    const std::optional<Date> date = parse_date(s.text);
    ASSERT_TRUE(date) << s.text;
    EXPECT_EQ(iso(*date), s.iso) << s.text;
  }
}

TEST(ParseDate, RefusesEverythingElse) {
  for (const char* text : {"",           "2025-13",     "2025-00",     "2025-02-29", "2025-04-31",
                           "1900-02-29", "25-07-15",    "2025-07-15x", "2025-07/15", "2025年7月15",
                           "2025年7",    "2025-",       "2025-7-",     "20250230",   "202507",
                           "2025 07 15", "今天",        "2025.07.15.", "15/07/2025", "1899-01-01",
                           "2101",       "2025年07-15", "-2025",       "2025--7",    "2025-123"})
    EXPECT_FALSE(parse_date(text)) << text;
}

TEST(ParseDate, OrdersDates) {
  EXPECT_LT(*parse_date("2018-12"), *parse_date("2018-12-01"));
  EXPECT_LT(*parse_date("2018-12-31"), *parse_date("2019"));
}

TEST(IdNumber, ReadsBirthAndSex) {
  IdNumber parts;
  ASSERT_EQ(check_id_number("150000198503120020", &parts), IdFault::none);
  EXPECT_EQ(iso(parts.birth), "1985-03-12");
  EXPECT_FALSE(parts.male);
  EXPECT_EQ(parts.number, "150000198503120020");
}

/// A number of area 150000 that a person could have, with its check digit.
std::string id_number(const std::string& birth, const std::string& sequence) {
  const std::string first17 = "150000" + birth + sequence;
  return first17 + id_check_digit(first17);
}

TEST(IdNumber, NamesEachFault) {
  const std::string good = id_number("19850312", "001");
  EXPECT_EQ(check_id_number(good), IdFault::none);
  EXPECT_EQ(check_id_number(good.substr(0, 17)), IdFault::length);
  EXPECT_EQ(check_id_number(good + "0"), IdFault::length);
  EXPECT_EQ(check_id_number("15000019850312O010"), IdFault::characters);
  EXPECT_EQ(check_id_number("X" + good.substr(1)), IdFault::characters);
  EXPECT_EQ(check_id_number(id_number("19850230", "001")), IdFault::birth_date);
  std::string wrong = good;
  wrong[17] = wrong[17] == '0' ? '1' : '0';
  EXPECT_EQ(check_id_number(wrong), IdFault::check_digit);
}

TEST(IdNumber, FindsEveryWrongDigitAndEverySwapOfNeighbours) {
  const std::string good = id_number("19790826", "014");
  for (int i = 14; i < 17; ++i)
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string wrong = good;
      wrong[i] = digit;
      EXPECT_EQ(check_id_number(wrong) == IdFault::none, wrong == good) << wrong;
    }
  for (int i = 14; i < 16; ++i) {
    std::string swapped = good;
    std::swap(swapped[i], swapped[i + 1]);
    EXPECT_EQ(check_id_number(swapped) == IdFault::none, swapped == good) << swapped;
  }
}

TEST(IdNumber, TakesSmallXAndFullWidthDigits) {
  for (int sequence = 0; sequence < 1000; ++sequence) {
    std::string number = id_number("19900101", fmt::format("{:03}", sequence));
    if (number.back() != 'X') continue;
    number.back() = 'x';
    IdNumber parts;
    EXPECT_EQ(check_id_number("１" + number.substr(1), &parts), IdFault::none);
    EXPECT_EQ(parts.number.back(), 'X');
    return;
  }
  FAIL() << "no number with X among a thousand";
}

TEST(IdNumber, TellsThePartsOfOldNumbers) {
  IdNumber parts;
  ASSERT_EQ(check_id_number("150000850312002", &parts), IdFault::fifteen_digits);
  EXPECT_EQ(iso(parts.birth), "1985-03-12");
  EXPECT_FALSE(parts.male);
  EXPECT_TRUE(parts.fifteen_digits);
  EXPECT_EQ(parts.number, "150000198503120020");  // as ReadsBirthAndSex has it
  EXPECT_EQ(check_id_number(parts.number), IdFault::none);
}

TEST(IdNumber, RefusesOldNumbersThatAreWrong) {
  EXPECT_EQ(check_id_number("150000850230002"), IdFault::birth_date);
  EXPECT_EQ(check_id_number("15000085031200X"), IdFault::characters);
  EXPECT_EQ(check_id_number("15000085031200"), IdFault::length);
  EXPECT_EQ(check_id_number("150000840229001"), IdFault::fifteen_digits);
  EXPECT_EQ(check_id_number("150000850229001"), IdFault::birth_date);  // no leap year
}

}  // namespace
}  // namespace hefu
