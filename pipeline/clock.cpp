#include "pipeline/clock.h"

#include <cstdio>
#include <ctime>

#include "schemas/error.h"
#include "schemas/messages.h"

namespace hefu {

std::string moment(const std::string& given) {
  if (given.empty()) {
    const std::time_t in_china = std::time(nullptr) + 8 * 3600;
    std::tm parts{};
    gmtime_r(&in_china, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S+08:00", &parts);
    return text;
  }
  std::string rest = given;
  if (rest.ends_with("+08:00")) rest.resize(rest.size() - 6);
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  int day_end = 0, minute_end = 0, second_end = 0;
  char separator = 'T';
  std::sscanf(rest.c_str(), "%4d-%2d-%2d%n%c%2d:%2d%n:%2d%n", &year, &month, &day, &day_end, &separator,
              &hour, &minute, &minute_end, &second, &second_end);
  const int used = std::max({day_end, minute_end, second_end});
  if (used == 0 || static_cast<std::size_t>(used) != rest.size() || month < 1 || month > 12 || day < 1 ||
      day > 31 || hour > 23 || minute > 59 || second > 59 || (separator != 'T' && separator != ' '))
    throw Error(ErrorKind::usage, fmt::format(fmt::runtime(tr("--now 的时间写法不对：{}")), given),
                tr("例如 2025-06-20 或 2025-06-20T10:00:00"));
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+08:00", year, month, day, hour, minute, second);
}

}  // namespace hefu
