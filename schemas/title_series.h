#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace hefu {

/// Title series, titles and levels. The names come from schemas/codes/title-series.xml, each with its source;
/// what nobody could read in a published text says `verified == false` and may only ever lead to a warning.

/// 员级 1, 助理级 2, 中级 3, 副高级 4, 正高级 5; also 正高, 副高 and the like. 0: no such level, or a word
/// for two.
int level_rank(std::string_view level);
/// 正高 -> 正高级, 副高级职称 -> 副高级; empty: no such level, or a word for two.
std::string normal_level(std::string_view level);
/// Whether a level is covered by a word that may stand for two: 初级 is 员级 and 助理级, 高级 is 副高级 and
/// 正高级.
bool level_within(std::string_view level, std::string_view wider);

/// A series by whatever name: 工程, 工程系列, 水利工程, 信息与通信, 中小学, 司法鉴定人.
struct SeriesName {
  int number = 0;         // 1..27 of the ministry's table; 0: unknown
  std::string name;       // the table's: 工程技术人员
  std::string specialty;  // what was named, where that is a specialty of the series
};
SeriesName series_of(std::string_view text);

/// One place in the table where a title's name stands.
struct TitlePlace {
  int series = 0;  // number
  std::string series_name, profession, level;
  bool verified = false;
  bool today = true;                // false: an older name or a variant
  std::vector<std::string> titles;  // today's names of that profession and level
};
/// Every place where the name stands, in the series given or, without one that is known, in any. What stands
/// in brackets behind a title is its specialty and is left aside, where the table has no such name with
/// brackets.
std::vector<TitlePlace> places_of_title(std::string_view title, std::string_view series = {});

/// The level that a title's name belongs to; empty: unknown, or several levels have it, or nothing but the
/// series could tell whether it is a title at all (技师).
std::string level_of_title(std::string_view title, std::string_view series = {});

/// Why a name is no title although people write it as one (特级教师, 高级技师); empty: nothing is known
/// against it.
std::string no_title_because(std::string_view title);

/// Whether a title, its level and its series belong together.
struct TitleFit {
  enum class Kind {
    fits,
    other_name,     // an older name or a variant of this level; `expected` has today's
    other_level,    // the title is one of another level
    unknown_title,  // the series is known, the title is none of its
    not_checked,    // the table does not have the series or the level
  };
  Kind kind = Kind::not_checked;
  bool verified = false;              // every row that speaks here was compared with a published text
  std::vector<std::string> expected;  // the titles of that series and level
};
/// `series` may be empty or in other words than the table's.
TitleFit fit_title(const std::string& series, const std::string& title, const std::string& level);

/// The qualification that the law asks of everybody who works in a profession (职业准入). G25 五(五).
struct EntryRequirement {
  std::string qualification;       // 医师资格; empty: none is known
  std::vector<std::string> words;  // a certificate whose name contains one of them will do
  bool satisfied_by(std::string_view certificate) const;
};
/// By series, and within it by the title where that tells the profession: of a doctor, not of a pharmacist.
EntryRequirement entry_requirement(std::string_view series, std::string_view title);

}  // namespace hefu
