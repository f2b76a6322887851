#include "schemas/calendar.h"

#include "schemas/data_files.h"
#include "schemas/date_math.h"
#include "schemas/error.h"
#include "schemas/messages.h"
#include "schemas/xml.h"

namespace hefu {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& file, const Element& element, const std::string& what) {
  Diagnostic d;
  d.file = file.string();
  d.line = element.line;
  d.message = what;
  throw Error(ErrorKind::missing, to_text(d), tr("请对照国务院办公厅当年的通知改正这个日历文件"));
}

/// The schema has already said that it is a date.
Date date_in(const Element& element, const char* attribute) {
  return parse_date(element.attribute(attribute)).value_or(Date{});
}

}  // namespace

Calendar Calendar::read(const fs::path& folder) {
  Calendar calendar;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const fs::path file = entry.path();
    if (file.extension() != ".xml") continue;
    const ParsedXml parsed = parse_xml(read_file(file), file.string(), "schemas/calendar.xsd");
    if (!parsed.ok) throw Error(ErrorKind::missing, to_text(parsed.diagnostics.front()));
    const int year = std::stoi(parsed.root.attribute("year"));
    if (file.stem() != std::to_string(year)) refuse(file, parsed.root, tr("文件名和文件里的年份不一致"));
    std::map<Date, CalendarDay>& days = calendar.years_[year];
    for (const Element& notice : parsed.root.children)
      for (const Element& entry : notice.children) {
        const bool working = entry.name == "working-day";
        const Date first = date_in(entry, working ? "date" : "from");
        const Date last = working ? first : date_in(entry, "to");
        if (first.year != year || last.year != year || last < first)
          refuse(file, entry, tr("这一天不在文件所写的年份里，或起止日期颠倒"));
        if (working && weekday(first) < 6 && days.count(first) == 0)
          refuse(file, entry, tr("周一至周五本来就上班，不是调休"));
        for (Date date = first; date <= last; date = add_days(date, 1))
          days[date] = {working, 0, entry.attribute(working ? "for" : "name"), notice.attribute("number")};
      }
  }
  return calendar;
}

CalendarDay Calendar::day(const Date& date) const {
  const auto year = years_.find(date.year);
  if (year == years_.end()) return {.missing_year = date.year};
  if (const auto named = year->second.find(date); named != year->second.end()) return named->second;
  return {.working = weekday(date) < 6};
}

WorkingDays Calendar::working_days(const Date& from, const Date& to) const {
  if (!is_full(from) || !is_full(to)) return {};
  for (int year = from.year; year <= to.year; ++year)
    if (!has_year(year)) return {.missing_year = year};
  int count = 0;
  for (Date date = from; date <= to; date = add_days(date, 1)) count += day(date).working;
  return {.count = count};
}

NthWorkingDay Calendar::nth_working_day(const Date& from, int n) const {
  if (!is_full(from) || n < 1) return {};
  for (Date date = from;; date = add_days(date, 1)) {
    const CalendarDay today = day(date);
    if (today.missing_year) return {.missing_year = today.missing_year};
    if (today.working && --n == 0) return {.date = date};
  }
}

const Calendar& public_calendar() {
  static const Calendar calendar =
      Calendar::read(data_file("schemas/calendar.xsd").parent_path() / "calendar");
  return calendar;
}

}  // namespace hefu
