#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace hefu {

/// Values are normalised once, here, when a record is read; everything later compares normalised text.

/// Trims and folds white space, NFC; full-width letters and digits and '·' variants become one form;
/// invisible formatting characters go. A line break between two Chinese characters is the XML file's own and
/// goes altogether. Kept as they are: full-width punctuation, which is proper Chinese typography, and CJK
/// compatibility ideographs, which NFC would exchange for other code points than the ones that stand in a
/// person's papers.
std::string normalise_text(std::string_view text);
/// A person's name: as text, with the middle dot written U+00B7 and no spaces around it.
std::string normalise_name(std::string_view name);

/// A calendar date of year, month or day precision.
struct Date {
  int year = 0, month = 0, day = 0;  // month and day 0: not given
  auto operator<=>(const Date&) const = default;
};
/// Reads "2025-07-15", "2025/7/15", "2025.07", "2025年7月15日", "２０２５年", "20250715"; nothing else.
std::optional<Date> parse_date(std::string_view text);
/// ISO with the precision given: "2025-07-15", "2025-07", "2025".
std::string iso(const Date& date);

/// What an ID number of GB 11643 says, or why it is none.
struct IdNumber {
  std::string number;  // 18 digits, upper-case X; one of 15 is converted
  Date birth;
  bool male = false;
  bool fifteen_digits = false;  // as given
};
enum class IdFault {
  none,
  length,
  characters,
  birth_date,
  check_digit,
  fifteen_digits,  // a sound number of GB 11643-1989: its parts are told, the caller decides what it is worth
};
/// `parts` is written for `none` and `fifteen_digits` only. First-generation cards, the last with 15 digits,
/// are void since 2013-01-01 (居民身份证法, 2011 修正, 第二十三条), but their numbers stand in older papers.
IdFault check_id_number(std::string_view text, IdNumber* parts = nullptr);
/// The check digit of the first 17. Source: GB 11643-1999.
char id_check_digit(std::string_view first17);
/// The 18-digit number of somebody who had one of 15 digits: born in 19xx, as everybody is who still applies.
/// Needs: 15 digits. Source: GB 11643-1999.
std::string eighteen_digits(std::string_view fifteen);

}  // namespace hefu
