#include <fmt/format.h>

#include "schemas/calendar.h"
#include "schemas/date_math.h"

/// Every day that the calendar's tables cover, one a line: "2025-01-26 working" or "2025-01-28 off".
int main() {
  const hefu::Calendar& calendar = hefu::public_calendar();
  for (hefu::Date date{1900, 1, 1}; date.year <= 2100;
       date = calendar.has_year(date.year) ? hefu::add_days(date, 1) : hefu::Date{date.year + 1, 1, 1})
    if (calendar.has_year(date.year))
      fmt::print("{} {}\n", hefu::iso(date), calendar.day(date).working ? "working" : "off");
}
