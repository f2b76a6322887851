#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "schemas/calendar.h"
#include "schemas/date_math.h"
#include "schemas/rule_function_parts.h"

namespace hefu {
namespace {

using Kind = FunctionResult::Kind;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::optional<Date> date_of(const FunctionArgument& argument) { return parse_date(argument.text); }

std::string question_of(std::string_view name, const FunctionArguments& arguments) {
  std::string question(name);
  for (const FunctionArgument& a : arguments) question += "|" + a.text;
  return question;
}

/// Why a question about these dates is open, in the words of a report.
std::string why_open(const FunctionArguments& arguments, std::size_t dates) {
  std::vector<std::string> reasons;
  for (std::size_t i = 0; i < dates; ++i) {
    const std::optional<Date> date = date_of(arguments[i]);
    if (!date) {
      reasons.push_back("缺少日期");
    } else if (!is_full(*date)) {
      reasons.push_back(fmt::format("“{}”只写到{}", arguments[i].text, date->month == 0 ? "年" : "月"));
    }
  }
  return fmt::format("{}", fmt::join(reasons, "，"));
}

FunctionResult answer(std::optional<bool> known, std::string_view name, const FunctionArguments& arguments,
                      std::size_t dates, OpenQuestions& questions) {
  if (known) return says(*known);
  return says(questions.answer(question_of(name, arguments), why_open(arguments, dates)));
}

std::string no_table(int year) {
  return fmt::format("程序没有{}年的放假安排，无法计算工作日，请更新 schemas/calendar", year);
}

FunctionResult before(const FunctionArguments& a, OpenQuestions& questions) {
  const auto first = date_of(a[0]), second = date_of(a[1]);
  std::optional<bool> known;
  if (first && second) {
    const std::optional<bool> other_way = is_on_or_before(*second, *first);
    if (other_way) known = !*other_way;
  }
  return answer(known, "before", a, 2, questions);
}

FunctionResult on_or_before(const FunctionArguments& a, OpenQuestions& questions) {
  const auto first = date_of(a[0]), second = date_of(a[1]);
  return answer(first && second ? is_on_or_before(*first, *second) : std::nullopt, "on-or-before", a, 2,
                questions);
}

int whole(const FunctionArgument& argument) {
  return std::isnan(argument.number) ? 0 : static_cast<int>(argument.number);
}

template <Span (*Between)(const Date&, const Date&)>
FunctionResult at_least(std::string_view name, const FunctionArguments& a, OpenQuestions& questions) {
  const auto from = date_of(a[0]), to = date_of(a[1]);
  return answer(from && to ? Between(*from, *to).at_least(whole(a[2])) : std::nullopt, name, a, 2, questions);
}

FunctionResult at_least_years(const FunctionArguments& a, OpenQuestions& questions) {
  return at_least<years_between>("at-least-years", a, questions);
}
FunctionResult at_least_months(const FunctionArguments& a, OpenQuestions& questions) {
  return at_least<months_between>("at-least-months", a, questions);
}

FunctionResult at_least_working_days(const FunctionArguments& a, OpenQuestions& questions) {
  const auto from = date_of(a[0]), to = date_of(a[1]);
  if (!from || !to) return answer(std::nullopt, "at-least-working-days", a, 2, questions);
  // Fewest when it starts late and ends early.
  const WorkingDays fewest = public_calendar().working_days(latest(*from), earliest(*to)),
                    most = public_calendar().working_days(earliest(*from), latest(*to));
  const int missing = fewest.missing_year ? fewest.missing_year : most.missing_year;
  if (missing) return says(questions.answer(question_of("at-least-working-days", a), no_table(missing)));
  const Span span{*fewest.count, *most.count};
  return answer(span.at_least(whole(a[2])), "at-least-working-days", a, 2, questions);
}

FunctionResult is_working_day(const FunctionArguments& a, OpenQuestions& questions) {
  const auto date = date_of(a[0]);
  if (!date || !is_full(*date)) return answer(std::nullopt, "is-working-day", a, 1, questions);
  const CalendarDay day = public_calendar().day(*date);
  if (day.missing_year)
    return says(questions.answer(question_of("is-working-day", a), no_table(day.missing_year)));
  return says(day.working);
}

/// From the first day to the day after the last one.
using Periods = std::vector<std::pair<Date, Date>>;

/// Periods that touch or overlap made one.
Periods put_together(Periods periods) {
  std::sort(periods.begin(), periods.end());
  Periods joined;
  for (const auto& [start, end] : periods) {
    if (end <= start) continue;
    if (!joined.empty() && start <= joined.back().second) {
      joined.back().second = std::max(joined.back().second, end);
    } else {
      joined.emplace_back(start, end);
    }
  }
  return joined;
}

/// Full months of each period by the calendar; what several periods leave over is put together, 30 days a
/// month.
bool reaches(const Periods& joined, int wanted) {
  int months = 0, days = 0;
  for (const auto& [start, end] : joined) {
    const int full = months_between(start, end).least;
    months += full;
    days += days_between(add_months(start, full), end).least;
  }
  return months + (joined.size() > 1 ? days / 30 : 0) >= wanted;
}

/// Each period read at its shortest and at its longest; none when the two differ. A period that still goes on
/// ends with the day that is asked about, which is not full yet; one that is over counts its last day.
std::optional<bool> total_reaches(const FunctionArgument& nodes, const Date& from, const Date& to,
                                  int months) {
  Periods shortest, longest;
  for (const FunctionNode& node : nodes.nodes) {
    const auto start = parse_date(node.start), end = parse_date(node.end);
    if (!start || (!end && !node.end.empty())) return std::nullopt;
    const auto day_after = [&](const Date& last, const Date& limit) {
      return add_days(std::min(last, limit), 1);
    };
    shortest.emplace_back(std::max(latest(*start), latest(from)),
                          end ? day_after(earliest(*end), earliest(to)) : earliest(to));
    longest.emplace_back(std::max(earliest(*start), earliest(from)),
                         end ? day_after(latest(*end), latest(to)) : latest(to));
  }
  const bool surely = reaches(put_together(shortest), months);
  const bool possibly = reaches(put_together(longest), months);
  return surely == possibly ? std::optional(surely) : std::nullopt;
}

FunctionResult total_at_least(std::string_view name, const FunctionArguments& a, std::optional<Date> from,
                              std::optional<Date> to, int months, OpenQuestions& questions) {
  std::string question(name);
  for (const FunctionNode& node : a[0].nodes) question += "|" + node.start + "-" + node.end;
  for (std::size_t i = 1; i < a.size(); ++i) question += "|" + a[i].text;
  if (from && to)
    if (const auto known = total_reaches(a[0], *from, *to, months)) return says(*known);
  return says(questions.answer(question, "起止时间没有写到日，累计时间算不准"));
}

FunctionResult total_years_at_least(const FunctionArguments& a, OpenQuestions& questions) {
  return total_at_least("total-years", a, Date{1900, 1, 1}, date_of(a[1]), 12 * whole(a[2]), questions);
}
FunctionResult total_months_at_least(const FunctionArguments& a, OpenQuestions& questions) {
  return total_at_least("total-months", a, date_of(a[1]), date_of(a[2]), whole(a[3]), questions);
}

std::string in_words(const Span& span) {
  return span.least == span.most ? fmt::format("{}", span.least)
                                 : fmt::format("{}至{}", span.least, span.most);
}

FunctionResult years(const FunctionArguments& a, OpenQuestions&) {
  const auto from = date_of(a[0]), to = date_of(a[1]);
  return says(from && to ? in_words(years_between(*from, *to)) : std::string("？"));
}

FunctionResult working_days(const FunctionArguments& a, OpenQuestions&) {
  const auto from = date_of(a[0]), to = date_of(a[1]);
  if (!from || !to) return says(std::string("？"));
  const WorkingDays fewest = public_calendar().working_days(latest(*from), earliest(*to)),
                    most = public_calendar().working_days(earliest(*from), latest(*to));
  return says(fewest.count && most.count ? in_words({*fewest.count, *most.count}) : std::string("？"));
}

FunctionResult add_years_to(const FunctionArguments& a, OpenQuestions&) {
  const auto date = date_of(a[0]);
  if (!date) return says(std::string());
  if (is_full(*date)) return says(iso(add_years(*date, whole(a[1]))));
  return says(iso(Date{date->year + whole(a[1]), date->month, 0}));
}

FunctionResult add_working_days(const FunctionArguments& a, OpenQuestions&) {
  const auto date = date_of(a[0]);
  if (!date || !is_full(*date)) return says(std::string());
  const NthWorkingDay day = public_calendar().nth_working_day(*date, whole(a[1]));
  return says(day.date ? iso(*day.date) : std::string());
}

FunctionResult age_on(const FunctionArguments& a, OpenQuestions&) {
  const auto birth = date_of(a[0]), on = date_of(a[1]);
  return says(birth && on ? age(*birth, *on).least : kNaN);
}

FunctionResult date_in_chinese(const FunctionArguments& a, OpenQuestions&) {
  const auto date = date_of(a[0]);
  if (!date) return says(a[0].text.empty() ? std::string("（未填写）") : a[0].text);
  std::string text = fmt::format("{}年", date->year);
  if (date->month) text += fmt::format("{}月", date->month);
  if (date->day) text += fmt::format("{}日", date->day);
  return says(text);
}

FunctionResult year_of(const FunctionArguments& a, OpenQuestions&) {
  const auto date = date_of(a[0]);
  return says(date ? static_cast<double>(date->year) : kNaN);
}
FunctionResult month_of(const FunctionArguments& a, OpenQuestions&) {
  const auto date = date_of(a[0]);
  return says(date && date->month ? static_cast<double>(date->month) : kNaN);
}

FunctionResult same_date(const FunctionArguments& a, OpenQuestions&) {
  const auto first = date_of(a[0]), second = date_of(a[1]);
  const auto agrees = [](int x, int y) { return x == 0 || y == 0 || x == y; };
  return says(first && second && first->year == second->year && agrees(first->month, second->month) &&
              agrees(first->day, second->day));
}

}  // namespace

std::vector<RuleFunction> date_functions() {
  return {{"before", 2, Kind::boolean, before},
          {"on-or-before", 2, Kind::boolean, on_or_before},
          {"at-least-years", 3, Kind::boolean, at_least_years},
          {"at-least-months", 3, Kind::boolean, at_least_months},
          {"at-least-working-days", 3, Kind::boolean, at_least_working_days},
          {"is-working-day", 1, Kind::boolean, is_working_day},
          {"total-years-at-least", 3, Kind::boolean, total_years_at_least},
          {"total-months-at-least", 4, Kind::boolean, total_months_at_least},
          {"same-date", 2, Kind::boolean, same_date},
          {"years", 2, Kind::text, years},
          {"working-days", 2, Kind::text, working_days},
          {"add-years", 2, Kind::text, add_years_to},
          {"add-working-days", 2, Kind::text, add_working_days},
          {"date", 1, Kind::text, date_in_chinese},
          {"age", 2, Kind::number, age_on},
          {"year", 1, Kind::number, year_of},
          {"month", 1, Kind::number, month_of}};
}

}  // namespace hefu
