#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "schemas/element.h"
#include "tests/support/random.h"

namespace hefu::support {

/// What kind of made-up applicant is wanted. A count below zero: drawn from the seed.
struct PersonWish {
  std::string number;       // application number; empty: "YB-" and the seed
  int talent_category = 0;  // 1..7 of the 2025 notice; 0: drawn
  int achievements_before = -1, achievements_after = -1;
  int publications = -1, awards = -1, projects = -1, jobs = -1;
  bool rare_characters = false;  // 䶮 㛃 𬭎 龘 〇 in name, unit and titles
  bool dotted_name = false;      // a Mongolian-style name with ·
  bool long_units = false;       // unit names of 40 characters and more
  bool sparse = false;           // what may be left out is left out
};

/// A made-up applicant's online record in the vocabulary of schemas/application.xsd, valid and free of
/// contradictions. Nobody real: names begin with no surname that there is (样, 例, 拟 ...), ID numbers with
/// the area 150000, units and places are called 样本.
Element make_person(std::uint64_t seed, const PersonWish& wish = {});

/// The element as a document: UTF-8, indented, attributes in their order.
std::string to_xml(const Element& root);

/// A drawn head and shoulders on white, 295 x 413, as JPEG; plainly a drawing.
std::string draw_photo(std::uint64_t seed);

/// 15 + area 0000 + birth date + sequence (odd: male) + check digit.
std::string made_up_id_number(int year, int month, int day, int sequence);

enum class Change { look_alike, digit, random };

/// The text with one character changed, for tests of the reader: another of its look-alikes, another digit,
/// or any other common character. Fails: nullopt when there is no such character in the text.
std::optional<std::string> one_character_change(const std::string& text, Random& random, Change change);

/// Groups of characters that print alike.
const std::vector<std::u32string>& look_alikes();

}  // namespace hefu::support
