#pragma once
#include <optional>

#include "schemas/normalise.h"

namespace hefu {

/// Arithmetic on calendar dates, by the Civil Code (民法典), and three-valued where a date lacks its day or
/// its month: such a date stands for every day that it could mean.
///
/// Periods of months and years end on the corresponding day, that day included; where the month has no such
/// day, on its last one (第二百零二条): five years from 29 February 2020 are full on 28 February 2025. The
/// first day is not counted (第二百零一条), which is why five years from 1 July are full on 1 July.
/// Needs: dates that exist, as parse_date gives them.

int days_in_month(int year, int month);

bool is_full(const Date& date);   // has a day
Date earliest(const Date& date);  // the first day that it could mean
Date latest(const Date& date);    // the last one
int weekday(const Date& full);    // 1 Monday .. 7 Sunday (ISO 8601)
Date add_days(const Date& full, int days);
Date add_months(const Date& full, int months);
Date add_years(const Date& full, int years);

/// What can be said of the time between two dates: from the least to the most that they allow. Both are the
/// same when both dates are full. Negative when the second date lies before the first.
struct Span {
  int least = 0, most = 0;
  /// true: surely; false: surely not; none: it cannot be told, a day or a month is missing.
  std::optional<bool> at_least(int wanted) const;
  auto operator<=>(const Span&) const = default;
};

Span days_between(const Date& from, const Date& to);    // the next day is one day away
Span months_between(const Date& from, const Date& to);  // full months
Span years_between(const Date& from, const Date& to);   // full years

/// Full years of life (周岁). The birthday itself counts; who was born on 29 February is a year older on
/// 28 February of a common year.
Span age(const Date& birth, const Date& on);

/// Whether a day is not after a deadline, that day included; none: it cannot be told.
std::optional<bool> is_on_or_before(const Date& date, const Date& deadline);

}  // namespace hefu
