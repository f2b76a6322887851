#include "tests/support/people.h"

#include <gtest/gtest.h>

#include <set>

#include "schemas/application.h"
#include "schemas/normalise.h"
#include "schemas/text.h"

namespace hefu::support {
namespace {

std::string complaints(const Diagnostics& diagnostics) {
  std::string all;
  for (const Diagnostic& diagnostic : diagnostics) all += to_text(diagnostic) + "\n";
  return all;
}

TEST(MadeUpPeople, RecordsAreValidAndReadBackAsTheyWereMade) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    PersonWish wish;
    wish.rare_characters = seed % 5 == 0;
    wish.dotted_name = seed % 7 == 0;
    wish.long_units = seed % 3 == 0;
    wish.sparse = seed % 4 == 0;
    const Element person = make_person(seed, wish);
    const ReadApplication read = parse_application(to_xml(person), "application.xml");
    ASSERT_TRUE(read.ok) << seed << "\n" << complaints(read.diagnostics);
    EXPECT_EQ(complaints(read.diagnostics), "") << seed;
    EXPECT_EQ(read.application.number, person.attribute("number"));
    EXPECT_EQ(read.application.applicant.name, person.text_at("applicant/name"));
    EXPECT_EQ(read.application.root.text_at("employment/unit"), person.text_at("employment/unit"));
  }
}

TEST(MadeUpPeople, SameSeedGivesTheSamePerson) {
  EXPECT_EQ(to_xml(make_person(17)), to_xml(make_person(17)));
  EXPECT_NE(to_xml(make_person(17)), to_xml(make_person(18)));
}

TEST(MadeUpPeople, IdNumbersAreValidAndPlainlyMadeUp) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const Element person = make_person(seed);
    const std::string number = person.text_at("applicant/id-number");
    IdNumber parts;
    EXPECT_EQ(check_id_number(number, &parts), IdFault::none) << number;
    EXPECT_EQ(number.substr(0, 6), "150000");
    EXPECT_EQ(iso(parts.birth), person.text_at("applicant/birth-date"));
    EXPECT_EQ(parts.male, person.text_at("applicant/sex") == "男");
  }
}

TEST(MadeUpPeople, CategoryDecidesLevel) {
  for (int category = 1; category <= 7; ++category) {
    const Element person = make_person(3, {.talent_category = category});
    const std::string level = person.text_at("applied-for/level");
    EXPECT_EQ(level, category <= 2 ? "正高级" : "副高级");
    if (category == 7) {
      EXPECT_EQ(person.text_at("titles/current/level"), level);
    }
    EXPECT_EQ(person.at("titles/current") == nullptr, category == 5);
    EXPECT_EQ(person.text_at("applied-for/talent-class").empty(), category != 2);
  }
}

TEST(MadeUpPeople, WishesAreKept) {
  const Element person =
      make_person(9, {.achievements_before = 3, .achievements_after = 37, .dotted_name = true});
  EXPECT_EQ(person.child("achievements-before")->children.size(), 3u);
  EXPECT_EQ(person.child("achievements-after")->children.size(), 37u);
  EXPECT_NE(person.text_at("applicant/name").find("·"), std::string::npos);
}

TEST(OneCharacterChange, ChangesOneCharacterOfTheKindThatWasAsked) {
  Random random(5);
  const std::string text = "样本水库2019年设计，未完";
  std::set<std::string> seen;
  for (const Change change : {Change::look_alike, Change::digit, Change::random})
    for (int i = 0; i < 50; ++i) {
      const auto changed = one_character_change(text, random, change);
      ASSERT_TRUE(changed);
      const std::u32string a = to_utf32(text), b = to_utf32(*changed);
      ASSERT_EQ(a.size(), b.size());
      int differences = 0;
      for (std::size_t k = 0; k < a.size(); ++k) differences += a[k] != b[k];
      EXPECT_EQ(differences, 1);
      seen.insert(*changed);
    }
  EXPECT_GT(seen.size(), 40u);
  EXPECT_FALSE(one_character_change("，。", random, Change::digit));
}

}  // namespace
}  // namespace hefu::support
