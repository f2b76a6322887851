#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "schemas/normalise.h"

namespace hefu {

/// What a day is, and by which notice.
struct CalendarDay {
  bool working = false;
  int missing_year = 0;  // the year that has no table: nothing else is told then; 0: none is missing
  std::string holiday;   // the holiday that it is part of or is worked for; empty: an ordinary day
  std::string notice;    // 国办发明电〔2024〕12号; empty: an ordinary day
};

/// A count of working days. None: `missing_year` has no table, or a date lacks its day.
struct WorkingDays {
  std::optional<int> count;
  int missing_year = 0;
};

/// A working day. None: `missing_year` has no table, the date lacks its day, or n is none.
struct NthWorkingDay {
  std::optional<Date> date;
  int missing_year = 0;
};

/// Working days with the public holidays and make-up days of the State Council's yearly notices.
/// A year without a table is never guessed. Units: days in China's own time (Asia/Shanghai).
/// Source: schemas/calendar/<year>.xml, each with its notice; see the README there.
class Calendar {
 public:
  /// Every <year>.xml of a folder. Fails: throws Error(missing) with the first wrong table's file and line.
  static Calendar read(const std::filesystem::path& folder);

  bool has_year(int year) const { return years_.count(year) != 0; }
  CalendarDay day(const Date& date) const;
  /// From `from` to `to`, both included; 0 when `to` lies before `from`.
  WorkingDays working_days(const Date& from, const Date& to) const;
  /// The n-th working day from `from`, which is itself the first when it is one; n from 1 up. A publicity of
  /// five working days that starts on a working day ends on nth_working_day(start, 5).
  NthWorkingDay nth_working_day(const Date& from, int n) const;

 private:
  std::map<int, std::map<Date, CalendarDay>> years_;  // the days that a notice names
};

/// The tables that ship with the program, read once.
const Calendar& public_calendar();

}  // namespace hefu
