#include "schemas/date_math.h"

#include <chrono>

namespace hefu {
namespace {

namespace chrono = std::chrono;

chrono::sys_days day_of(const Date& date) { return chrono::year(date.year) / date.month / date.day; }

Date date_of(chrono::sys_days day) {
  const chrono::year_month_day date(day);
  return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
          static_cast<int>(static_cast<unsigned>(date.day()))};
}

int full_days(const Date& from, const Date& to) { return (day_of(to) - day_of(from)).count(); }

/// The greatest number of months after which the period from `from` is over by `to`.
int full_months(const Date& from, const Date& to) {
  const int months = (to.year - from.year) * 12 + to.month - from.month;
  return add_months(from, months) <= to ? months : months - 1;
}

int full_years(const Date& from, const Date& to) {
  const int years = to.year - from.year;
  return add_years(from, years) <= to ? years : years - 1;
}

Span span(const Date& from, const Date& to, int (*between)(const Date&, const Date&)) {
  return {between(latest(from), earliest(to)), between(earliest(from), latest(to))};
}

}  // namespace

int days_in_month(int year, int month) {
  const auto last = chrono::year(year) / month / chrono::last;
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

bool is_full(const Date& date) { return date.day != 0; }

Date earliest(const Date& date) { return {date.year, date.month ? date.month : 1, date.day ? date.day : 1}; }

Date latest(const Date& date) {
  const int month = date.month ? date.month : 12;
  return {date.year, month, date.day ? date.day : days_in_month(date.year, month)};
}

int weekday(const Date& full) { return static_cast<int>(chrono::weekday(day_of(full)).iso_encoding()); }

Date add_days(const Date& full, int days) { return date_of(day_of(full) + chrono::days(days)); }

Date add_months(const Date& full, int months) {
  const auto month = chrono::year(full.year) / full.month + chrono::months(months);
  const int year = static_cast<int>(month.year());
  const int number = static_cast<int>(static_cast<unsigned>(month.month()));
  return {year, number, std::min(full.day, days_in_month(year, number))};
}

Date add_years(const Date& full, int years) { return add_months(full, 12 * years); }

std::optional<bool> Span::at_least(int wanted) const {
  if (least >= wanted) return true;
  if (most < wanted) return false;
  return std::nullopt;
}

Span days_between(const Date& from, const Date& to) { return span(from, to, full_days); }
Span months_between(const Date& from, const Date& to) { return span(from, to, full_months); }
Span years_between(const Date& from, const Date& to) { return span(from, to, full_years); }
Span age(const Date& birth, const Date& on) { return years_between(birth, on); }

std::optional<bool> is_on_or_before(const Date& date, const Date& deadline) {
  return days_between(date, deadline).at_least(0);
}

}  // namespace hefu
