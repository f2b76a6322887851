#include "schemas/date_math.h"

namespace hefu {
namespace {

Date on(const char* text) { return parse_date(text).value(); }

TEST(DateMath, KnowsWeekdays) {
  EXPECT_EQ(weekday(on("2025-09-29")), 1);
  EXPECT_EQ(weekday(on("2025-10-11")), 6);
  EXPECT_EQ(weekday(on("2000-01-02")), 7);
}

TEST(DateMath, KnowsEarliestAndLatestDayOfShortDates) {
  EXPECT_EQ(earliest(on("2024")), on("2024-01-01"));
  EXPECT_EQ(latest(on("2024")), on("2024-12-31"));
  EXPECT_EQ(latest(on("2024-02")), on("2024-02-29"));
  EXPECT_EQ(latest(on("2023-02")), on("2023-02-28"));
  EXPECT_EQ(latest(on("1900-02")), on("1900-02-28"));
}

TEST(DateMath, EndsPeriodsOnTheCorrespondingDayOrTheMonthsLast) {
  EXPECT_EQ(add_years(on("2020-07-01"), 5), on("2025-07-01"));
  EXPECT_EQ(add_years(on("2020-02-29"), 1), on("2021-02-28"));
  EXPECT_EQ(add_years(on("2020-02-29"), 4), on("2024-02-29"));
  EXPECT_EQ(add_years(on("2021-02-28"), 3), on("2024-02-28"));
  EXPECT_EQ(add_months(on("2025-01-31"), 1), on("2025-02-28"));
  EXPECT_EQ(add_months(on("2025-08-31"), 6), on("2026-02-28"));
  EXPECT_EQ(add_months(on("2025-03-31"), -1), on("2025-02-28"));
  EXPECT_EQ(add_months(on("2025-11-15"), 2), on("2026-01-15"));
  EXPECT_EQ(add_days(on("2024-12-31"), 1), on("2025-01-01"));
  EXPECT_EQ(add_days(on("2024-03-01"), -1), on("2024-02-29"));
}

TEST(DateMath, CountsFullYearsToTheDay) {
  EXPECT_EQ(years_between(on("2020-07-16"), on("2025-07-15")), (Span{4, 4}));
  EXPECT_EQ(years_between(on("2020-07-15"), on("2025-07-15")), (Span{5, 5}));
  EXPECT_EQ(years_between(on("2020-02-29"), on("2025-02-27")), (Span{4, 4}));
  EXPECT_EQ(years_between(on("2020-02-29"), on("2025-02-28")), (Span{5, 5}));
  EXPECT_EQ(years_between(on("2020-02-29"), on("2024-02-28")), (Span{3, 3}));
  EXPECT_EQ(years_between(on("2024-12-31"), on("2025-01-01")), (Span{0, 0}));
  EXPECT_EQ(years_between(on("2025-07-16"), on("2025-07-15")), (Span{-1, -1}));
}

TEST(DateMath, CountsMonthsAndDays) {
  EXPECT_EQ(months_between(on("2025-01-31"), on("2025-02-27")), (Span{0, 0}));
  EXPECT_EQ(months_between(on("2025-01-31"), on("2025-02-28")), (Span{1, 1}));
  EXPECT_EQ(months_between(on("2024-11-30"), on("2025-02-28")), (Span{3, 3}));
  EXPECT_EQ(days_between(on("2024-02-28"), on("2024-03-01")), (Span{2, 2}));
  EXPECT_EQ(days_between(on("2025-01-01"), on("2024-12-31")), (Span{-1, -1}));
}

TEST(DateMath, SaysWhatAMonthOrAYearAloneAllows) {
  const Span open = years_between(on("2020-07"), on("2025-07-15"));
  EXPECT_EQ(open, (Span{4, 5}));
  EXPECT_EQ(open.at_least(4), true);
  EXPECT_EQ(open.at_least(5), std::nullopt);
  EXPECT_EQ(open.at_least(6), false);
  EXPECT_EQ(years_between(on("2020-06"), on("2025-07-15")).at_least(5), true);
  EXPECT_EQ(years_between(on("2020-08"), on("2025-07-15")).at_least(5), false);
  EXPECT_EQ(years_between(on("2020-07"), on("2025-07-31")).at_least(5), true);
  EXPECT_EQ(years_between(on("2020"), on("2025")), (Span{4, 5}));
}

TEST(DateMath, CountsAgeFromTheBirthday) {
  EXPECT_EQ(age(on("1985-03-12"), on("2025-03-11")), (Span{39, 39}));
  EXPECT_EQ(age(on("1985-03-12"), on("2025-03-12")), (Span{40, 40}));
  EXPECT_EQ(age(on("1984-02-29"), on("2025-02-28")), (Span{41, 41}));
  EXPECT_EQ(age(on("1985-03"), on("2025-03-12")).at_least(40), std::nullopt);
}

TEST(DateMath, ComparesWithADeadlineWhoseDayIsIncluded) {
  EXPECT_EQ(is_on_or_before(on("2025-07-15"), on("2025-07-15")), true);
  EXPECT_EQ(is_on_or_before(on("2025-07-16"), on("2025-07-15")), false);
  EXPECT_EQ(is_on_or_before(on("2025-07"), on("2025-07-15")), std::nullopt);
  EXPECT_EQ(is_on_or_before(on("2025-06"), on("2025-07-15")), true);
  EXPECT_EQ(is_on_or_before(on("2025"), on("2024-12-31")), false);
}

}  // namespace
}  // namespace hefu
