#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "tests/support/people.h"
#include "tests/support/people_words.h"

namespace hefu::support {

/// Private to the making of people.

inline Element leaf(const std::string& name, const std::string& text) { return {.name = name, .text = text}; }
inline Element leaf(const std::string& name, int value) { return leaf(name, std::to_string(value)); }
inline std::string month(int year, int month) { return fmt::format("{}-{:02}", year, month); }

/// One applicant being made: what the parts of the record share.
struct Maker {
  Random random;
  const PersonWish& wish;
  const CommonWords& words = common_words();
  const Trade& trade;
  int category, birth_year, work_year, title_year;
  bool has_title;

  Maker(std::uint64_t seed, const PersonWish& wanted)
      : random(seed * 7919 + 11), wish(wanted), trade(random.pick(trades())) {
    category = wish.talent_category ? wish.talent_category : random.between(1, 7);
    birth_year = random.between(1972, 1988);
    work_year = birth_year + random.between(22, 25);
    title_year = std::min(2020, work_year + random.between(8, 14));
    has_title = category != 5;  // 5: the first application of someone from abroad
  }

  int count(int wanted, int low, int high) { return wanted >= 0 ? wanted : random.between(low, high); }
  std::string unit() {
    return wish.long_units ? random.pick(words.long_units) : "内蒙古自治区" + random.pick(trade.units);
  }
  // Present unless the person is sparse; then empty.
  std::string optional(const std::string& text) { return wish.sparse ? "" : text; }

  bool applies_for_chief() const { return category == 1 || category == 2; }
  std::string name();
  Element applicant();
  Element employment(const std::string& unit);
  Element educations();
  Element titles();
  Element applied_for();
  Element trainings();
  Element jobs(const std::string& unit);
  Element achievements(const std::string& name, int count, int first_year, int last_year);
  Element publications();
  Element awards();
  Element projects();
  Element qualifications();
  Element exams();
  Element assessments();
  Element education_hours();
};

}  // namespace hefu::support
