#include "pipeline/private_numbers.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <vector>

namespace hefu {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

int number_at(const std::string& digits, std::size_t from, std::size_t count) {
  int value = 0;
  for (std::size_t i = from; i < from + count; ++i) value = value * 10 + (digits[i] - '0');
  return value;
}

bool is_day(int month, int day) { return month >= 1 && month <= 12 && day >= 1 && day <= 31; }

/// `run`: digits, with an X perhaps at the end.
bool looks_like_id_number(const std::string& run) {
  if (run.size() == 15) return is_digit(run[14]) && is_day(number_at(run, 8, 2), number_at(run, 10, 2));
  if (run.size() < 17 || run.size() > 19) return false;
  const int year = number_at(run, 6, 4);
  // The oldest and the youngest who may apply for a title, with room.
  return year >= 1900 && year <= 2099 && is_day(number_at(run, 10, 2), number_at(run, 12, 2));
}

}  // namespace

std::string mask_id_numbers(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end > i && end < text.size() && (text[end] == 'X' || text[end] == 'x')) ++end;
    if (end == i) {
      out += text[i++];
      continue;
    }
    const std::string run = text.substr(i, end - i);
    out += looks_like_id_number(run) ? masked_id_number : run;
    i = end;
  }
  return out;
}

std::string differing_digits(const std::string& online, const std::string& paper) {
  if (online.size() != paper.size()) return "位数";
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < online.size(); ++i)
    if (online[i] != paper[i]) places.push_back(i + 1);
  return fmt::format("第 {} 位", fmt::join(places, "、"));
}

}  // namespace hefu
