#include "tests/support/papers/record_values.h"

#include <fmt/format.h>

#include <array>
#include <map>

#include "schemas/error.h"
#include "schemas/text.h"

namespace hefu::support {
namespace {

const std::array<const char*, 10> chinese_digits = {"〇", "一", "二", "三", "四",
                                                    "五", "六", "七", "八", "九"};

std::string chinese_year(const std::string& year) {
  std::string text;
  for (const char c : year)
    text += c >= '0' && c <= '9' ? chinese_digits[static_cast<std::size_t>(c - '0')] : "";
  return text;
}

/// 1 to 39.
std::string chinese_count(int n) {
  std::string text;
  if (n >= 10) text = (n >= 20 ? chinese_digits[static_cast<std::size_t>(n / 10)] : std::string()) + "十";
  if (n % 10 || n < 10) text += chinese_digits[static_cast<std::size_t>(n % 10)];
  return text;
}

template <class Record>
auto* element_at(Record& record, const std::string& path) {
  auto* at = &record;
  for (std::size_t from = 0; at != nullptr && from < path.size();) {
    const std::size_t end = std::min(path.find('/', from), path.size());
    std::string name = path.substr(from, end - from);
    int index = 1;
    if (const auto bracket = name.find('['); bracket != name.npos) {
      index = std::atoi(name.c_str() + bracket + 1);  // [new]: 0, which is none
      name.resize(bracket);
    }
    auto* here = at;
    at = nullptr;
    for (auto& child : here->children)
      if (child.name == name && --index == 0) {
        at = &child;
        break;
      }
    from = end + 1;
  }
  return at;
}

std::string printed_date(const std::string& value, const std::string& format, int spare_day) {
  if (value.size() < 7) return value;
  const std::string year = value.substr(0, 4);
  const int month = std::stoi(value.substr(5, 2)),
            day = value.size() >= 10 ? std::stoi(value.substr(8, 2)) : spare_day;
  if (format == "ym") return fmt::format("{}年{}月", year, month);
  if (format == "ym0") return fmt::format("{}年{:02}月", year, month);
  if (format == "ymd") return fmt::format("{}年{}月{}日", year, month, day);
  if (format == "ymd0") return fmt::format("{}年{:02}月{:02}日", year, month, day);
  if (format == "cn") return chinese_year(year) + "年" + chinese_count(month) + "月";
  if (format == "cnd")
    return chinese_year(year) + "年" + chinese_count(month) + "月" + chinese_count(day) + "日";
  if (format == "dot") return fmt::format("{}.{:02}", year, month);
  if (format == "dotd") return fmt::format("{}.{:02}.{:02}", year, month, day);
  if (format == "slash") return fmt::format("{}/{:02}", year, month);
  if (format == "dash") return fmt::format("{}-{:02}", year, month);
  if (format == "y") return year;
  if (format == "m") return fmt::format("{}", month);
  if (format == "d") return fmt::format("{}", day);
  throw Error(ErrorKind::bad_input, "no format for a date: " + format);
}

}  // namespace

const Element* record_element(const Element& record, const std::string& path) {
  return element_at(record, path);
}
Element* record_element(Element& record, const std::string& path) { return element_at(record, path); }

std::string printed_value(const std::string& value, const std::string& format, int day) {
  if (format.empty()) return value;
  if (format == "spaced") {
    std::string text;
    for (const char32_t c : to_utf32(value))
      text += (text.empty() ? "" : "　") + to_utf8(std::u32string(1, c));
    return text;
  }
  return printed_date(value, format, day);
}

std::string claim_kind(const std::string& path) {
  static const std::map<std::string, std::string> by_parent = {
      {"current/name", "title"},
      {"publication/title", "paper"},
      {"publication/venue", "journal"},
      {"award/name", "award"},
      {"project/name", "project"},
      {"achievement/name", "project"},
      {"qualification/name", "qualification"},
      {"qualification/number", "number"},
      {"applied-for/title", "title"},
      {"assessment/year", "year"},
      {"assessment/grade", "grade"},
      {"award/grade", "grade"},
      {"continuing-education/hours", "hours"},
      {"applicant/id-number", "id-number"},
      {"applicant/name", "name"},
  };
  static const std::map<std::string, std::string> by_name = {
      {"obtained-on", "date"}, {"appointed-on", "date"}, {"graduated-on", "date"},
      {"birth-date", "date"},  {"date", "date"},         {"start", "date"},
      {"end", "date"},         {"work-start", "date"},   {"filled-on", "date"},
  };
  std::string plain;
  for (std::size_t i = 0; i < path.size(); ++i)
    if (path[i] == '[')
      i = path.find(']', i);
    else
      plain += path[i];
  const std::size_t leaf = plain.rfind('/'), parent = leaf == plain.npos ? leaf : plain.rfind('/', leaf - 1);
  const std::string name = leaf == plain.npos ? plain : plain.substr(leaf + 1);
  if (const auto found = by_parent.find(parent == plain.npos ? plain : plain.substr(parent + 1));
      found != by_parent.end())
    return found->second;
  const auto found = by_name.find(name);
  return found == by_name.end() ? name : found->second;
}

}  // namespace hefu::support
