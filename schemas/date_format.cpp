#include "schemas/date_format.h"

#include "schemas/text.h"

namespace hefu {
namespace {

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

}  // namespace

std::optional<DateFormat> DateFormat::parse(std::string_view format) {
  DateFormat parsed;
  parsed.text_ = normalise_text(format);
  const std::u32string signs = to_utf32(parsed.text_);
  int years = 0, months = 0, days = 0;
  for (std::size_t i = 0; i < signs.size();) {
    const char32_t c = signs[i];
    std::size_t end = i;
    while (end < signs.size() && signs[end] == c) ++end;
    const int length = static_cast<int>(end - i);
    if (c == U'Y' && length == 4) {
      parsed.parts_.push_back({'Y', 4, 4, 0});
      ++years;
      i = end;
    } else if ((c == U'M' || c == U'D') && length <= 2) {
      parsed.parts_.push_back({static_cast<char>(c), length, 2, 0});
      ++(c == U'M' ? months : days);
      i = end;
    } else if ((c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || is_digit(c)) {
      return std::nullopt;
    } else {
      parsed.parts_.push_back({0, 0, 0, c});
      ++i;
    }
  }
  if (years != 1 || months > 1 || days > months) return std::nullopt;
  // "YYYYMD": nobody can tell 2021111.
  for (std::size_t i = 0; i + 1 < parsed.parts_.size(); ++i) {
    const Part &a = parsed.parts_[i], &b = parsed.parts_[i + 1];
    if (a.sign && b.sign && a.least != a.most) return std::nullopt;
  }
  return parsed;
}

std::optional<Date> DateFormat::read(std::string_view given) const {
  const std::u32string text = to_utf32(normalise_text(given));
  std::size_t at = 0;
  Date date;
  for (const Part& part : parts_) {
    if (part.sign == 0) {
      if (at >= text.size() || text[at++] != part.literal) return std::nullopt;
      continue;
    }
    int value = 0, digits = 0;
    for (; digits < part.most && at < text.size() && is_digit(text[at]); ++digits)
      value = value * 10 + static_cast<int>(text[at++] - U'0');
    if (digits < part.least || (value == 0)) return std::nullopt;
    (part.sign == 'Y' ? date.year : part.sign == 'M' ? date.month : date.day) = value;
  }
  if (at != text.size()) return std::nullopt;
  return parse_date(iso(date));  // whether the calendar has it
}

}  // namespace hefu
