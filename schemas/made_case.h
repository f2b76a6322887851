#pragma once
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "schemas/case_schema.h"
#include "schemas/date_math.h"
#include "schemas/rules.h"

namespace hefu {

/// What a rule speaks of: the places of the case, in a tree.
struct Subject {
  CasePlace place;
  std::map<std::string, Subject> below;
};

/// What a rule speaks of, and the values that stand in its expressions.
struct Topics {
  Subject root;
  std::vector<std::string> texts;
  std::map<std::string, std::vector<std::string>> beside;  // values that a place is held against, by its path
  std::vector<int> numbers = {0, 1};
  std::set<std::string> notice_lists;  // of the pack, that it speaks of
};
Topics topics_of(const Rule& rule, const Notice& notice);

/// Makes cases that have what a rule speaks of, at random from the values that it is about (repeatable by the
/// seed), and changes them one part at a time.
class CaseMaker {
 public:
  CaseMaker(Topics topics, const Notice& notice, unsigned seed);

  /// A <case> without its notice part.
  Element make();
  void change(Element& root);
  /// The case with the part of the notice that the rule speaks of.
  CaseDocument with_notice(const Element& root) const;

 private:
  bool chance(double likely) { return std::uniform_real_distribution<>(0, 1)(random_) < likely; }
  int up_to(int most) { return std::uniform_int_distribution<>(0, most)(random_); }
  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[static_cast<std::size_t>(up_to(static_cast<int>(from.size()) - 1))];
  }
  Date shifted(const Date& date);
  std::string some_date();
  std::string value_of(const CasePlace& place);
  std::string new_value_of(const CasePlace& place);
  Element element(const Subject& subject);
  void add_below(Element& parent, const std::string& name, const Subject& child);
  void change_below(Element& at, const Subject& subject);
  void set_days(Element& root);

  Topics topics_;
  Notice notice_;  // only what the rule speaks of
  std::mt19937 random_;
  std::vector<Date> anchors_;
  std::vector<std::string> used_;  // values of the cases so far
  Date filed_;
};

}  // namespace hefu
