#include "schemas/calendar.h"

#include <fstream>

#include "schemas/date_math.h"
#include "schemas/error.h"

namespace hefu {
namespace {

namespace fs = std::filesystem;

Date on(const char* text) { return parse_date(text).value(); }

std::string nth(const char* from, int n) {
  return iso(public_calendar().nth_working_day(on(from), n).date.value());
}

int count(const char* from, const char* to) {
  return public_calendar().working_days(on(from), on(to)).count.value();
}

TEST(Calendar, EndsFiveWorkingDaysBehindTheHolidays) {
  EXPECT_EQ(nth("2025-09-29", 5),
            "2025-10-11");  // 29, 30 September, 9, 10 and the make-up Saturday 11 October
  EXPECT_EQ(nth("2025-04-28", 5), "2025-05-07");
  EXPECT_EQ(nth("2025-06-16", 5), "2025-06-20");
  EXPECT_EQ(nth("2025-06-18", 5), "2025-06-24");
}

TEST(Calendar, StartsOnTheNextWorkingDayWhenTheFirstIsNone) {
  EXPECT_EQ(nth("2025-06-14", 1), "2025-06-16");  // a Saturday
  EXPECT_EQ(nth("2025-10-01", 1), "2025-10-09");
  EXPECT_EQ(nth("2025-09-28", 1), "2025-09-28");  // a make-up Sunday
}

TEST(Calendar, CountsWorkingDaysWithBothEnds) {
  EXPECT_EQ(count("2025-09-29", "2025-10-11"), 5);
  EXPECT_EQ(count("2025-09-29", "2025-10-10"), 4);
  EXPECT_EQ(count("2025-10-01", "2025-10-08"), 0);
  EXPECT_EQ(count("2025-06-16", "2025-06-16"), 1);
  EXPECT_EQ(count("2025-06-17", "2025-06-16"), 0);
}

TEST(Calendar, CountsOverTheTurnOfTheYear) {
  EXPECT_EQ(count("2022-12-29", "2023-01-04"), 4);  // 29, 30 December, 3, 4 January
  EXPECT_EQ(nth("2022-12-29", 4), "2023-01-04");
  EXPECT_EQ(nth("2025-12-31", 3), "2026-01-05");  // 1 to 3 January off, Sunday 4 is worked
}

TEST(Calendar, NamesTheNoticeThatSetsADay) {
  const CalendarDay worked = public_calendar().day(on("2025-10-11"));
  EXPECT_TRUE(worked.working);
  EXPECT_EQ(worked.holiday, "国庆节、中秋节");
  EXPECT_EQ(worked.notice, "国办发明电〔2024〕12号");
  const CalendarDay turn = public_calendar().day(on("2022-12-31"));
  EXPECT_FALSE(turn.working);
  EXPECT_EQ(turn.notice, "国办发明电〔2022〕16号");
  const CalendarDay ordinary = public_calendar().day(on("2025-06-16"));
  EXPECT_TRUE(ordinary.working);
  EXPECT_EQ(ordinary.notice, "");
}

TEST(Calendar, LetsALaterNoticeChangeAnEarlierOne) {
  const CalendarDay extended = public_calendar().day(on("2020-02-01"));  // was to be worked
  EXPECT_FALSE(extended.working);
  EXPECT_EQ(extended.notice, "国办发明电〔2020〕1号");
  EXPECT_FALSE(public_calendar().day(on("2020-01-31")).working);
  EXPECT_TRUE(public_calendar().day(on("2020-02-03")).working);
}

TEST(Calendar, NeverGuessesAYearWithoutTable) {
  EXPECT_EQ(public_calendar().day(on("2019-12-31")).missing_year, 2019);
  const WorkingDays past = public_calendar().working_days(on("2019-12-30"), on("2020-01-03"));
  EXPECT_EQ(past.missing_year, 2019);
  EXPECT_FALSE(past.count);
  const NthWorkingDay next = public_calendar().nth_working_day(on("2026-12-30"), 5);
  EXPECT_EQ(next.missing_year, 2027);
  EXPECT_FALSE(next.date);
  EXPECT_EQ(iso(*public_calendar().nth_working_day(on("2026-12-30"), 2).date), "2026-12-31");
}

TEST(Calendar, TellsNothingOfADateWithoutItsDay) {
  EXPECT_FALSE(public_calendar().working_days(on("2025-06"), on("2025-06-16")).count);
  EXPECT_FALSE(public_calendar().nth_working_day(on("2025"), 1).date);
  EXPECT_FALSE(public_calendar().nth_working_day(on("2025-06-16"), 0).date);
}

TEST(Calendar, WorksAsManyWeekendsAsItGivesWeekdaysOff) {
  // The law sets 11 days off a year until 2024 and 13 from 2025; everything else is moved, not given. A
  // holiday that falls on a weekend and is not moved makes the difference smaller; 2020 gave Friday 31
  // January more, and lost the make-up Saturday 1 February.
  for (int year = 2020; year <= 2026; ++year) {
    int given = 0;
    for (Date date{year, 1, 1}; date.year == year; date = add_days(date, 1)) {
      const CalendarDay day = public_calendar().day(date);
      given += (weekday(date) < 6 && !day.working) - (weekday(date) > 5 && day.working);
    }
    EXPECT_LE(given, year == 2020 ? 13 : year < 2025 ? 11 : 13) << year;
    EXPECT_GE(given, 9) << year;
  }
}

class WrongTable : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "hefu-calendar-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  void TearDown() override { fs::remove_all(folder_); }
  void write(const std::string& name, const std::string& year, const std::string& days) {
    std::ofstream(folder_ / name)
        << "<calendar xmlns=\"urn:hefu:calendar:1\" year=\"" << year
        << "\"><notice name=\"样本通知\" number=\"样本〔2029〕1号\" dated=\"2029-11-01\">" << days
        << "</notice></calendar>";
  }
  fs::path folder_;
};

TEST_F(WrongTable, ReadsAGoodOne) {
  write("2030.xml", "2030", R"(<holiday name="元旦" from="2030-01-01" to="2030-01-01"/>)");
  const Calendar calendar = Calendar::read(folder_);
  EXPECT_TRUE(calendar.has_year(2030));
  EXPECT_FALSE(calendar.has_year(2025));
  EXPECT_FALSE(calendar.day(on("2030-01-01")).working);
}

TEST_F(WrongTable, IsRefused) {
  for (const char* days : {R"(<holiday name="元旦" from="2029-12-31" to="2030-01-01"/>)",
                           R"(<holiday name="春节" from="2030-02-05" to="2030-02-03"/>)",
                           R"(<working-day for="春节" date="2030-02-04"/>)",
                           R"(<working-day for="春节" date="2030-02-30"/>)", ""}) {
    write("2030.xml", "2030", days);
    EXPECT_THROW(Calendar::read(folder_), Error) << days;
  }
}

TEST_F(WrongTable, IsRefusedUnderAnotherYearsName) {
  write("2031.xml", "2030", R"(<holiday name="元旦" from="2030-01-01" to="2030-01-01"/>)");
  EXPECT_THROW(Calendar::read(folder_), Error);
}

}  // namespace
}  // namespace hefu
