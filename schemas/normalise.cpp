#include "schemas/normalise.h"

#include <fmt/format.h>

#include "schemas/date_math.h"
#include "schemas/icu_normalise.h"
#include "schemas/text.h"

namespace hefu {
namespace {

constexpr char32_t kMiddleDot = 0xB7;

bool is_space(char32_t c) {
  return c == U' ' || (c >= 0x9 && c <= 0xD) || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
         c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_invisible(char32_t c) {
  return c == 0x200B || c == 0x200E || c == 0x200F || c == 0x2060 || c == 0xFEFF ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// The dots that keyboards and office programs give for the one between the parts of a name.
bool is_middle_dot(char32_t c) {
  for (char32_t dot : {0xB7, 0x387, 0x2022, 0x2027, 0x2219, 0x22C5, 0x30FB, 0xFF65})
    if (c == dot) return true;
  return false;
}

bool is_chinese(char32_t c) {
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF) ||
         (c >= 0x20000 && c <= 0x3FFFF);
}

char32_t fold(char32_t c) {
  const bool wide_letter_or_digit =
      (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
  if (wide_letter_or_digit) return c - 0xFEE0;
  return is_middle_dot(c) ? kMiddleDot : c;
}

std::u32string normalise(std::string_view text) {
  const auto stays = [](char c) { return c > ' ' && c < 0x7F; };
  if (std::all_of(text.begin(), text.end(), stays)) return {text.begin(), text.end()};  // dates and numbers
  std::u32string result;
  bool space = false, line_break = false;
  for (char32_t c : compose(to_utf32(text))) {
    if (is_invisible(c)) continue;
    if (is_space(c)) {
      space = true;
      line_break = line_break || c == U'\n' || c == U'\r';
      continue;
    }
    const char32_t folded = fold(c);
    const bool file_wrapped_here =
        line_break && !result.empty() && is_chinese(result.back()) && is_chinese(folded);
    if (space && !result.empty() && !file_wrapped_here) result.push_back(U' ');
    space = line_break = false;
    result.push_back(folded);
  }
  return result;
}

bool in_calendar(const Date& date) {
  if (date.year < 1900 || date.year > 2100 || date.month < 0 || date.month > 12 || date.day < 0) return false;
  if (date.month == 0) return date.day == 0;
  return date.day <= days_in_month(date.year, date.month);
}

/// One to `most` digits at `at`; moves behind them. -1 where there is none.
int read_digits(std::u32string_view text, std::size_t& at, std::size_t most) {
  int value = -1;
  for (std::size_t i = 0; i < most && at < text.size() && text[at] >= U'0' && text[at] <= U'9'; ++i, ++at)
    value = std::max(value, 0) * 10 + static_cast<int>(text[at] - U'0');
  return value;
}

/// A separator between digits, every width and kind of dash folded into one.
char32_t separator(char32_t c) {
  if (c == U'-' || c == 0xFF0D || c == 0x2010 || c == 0x2011 || c == 0x2013 || c == 0x2014 || c == 0x2212)
    return U'-';
  if (c == U'/' || c == 0xFF0F) return U'/';
  if (c == U'.' || c == 0xFF0E) return U'.';
  return 0;
}

std::optional<Date> compact_date(std::u32string_view text) {
  for (char32_t c : text)
    if (c < U'0' || c > U'9') return std::nullopt;
  std::size_t at = 0;
  Date date;
  date.year = read_digits(text, at, 4);
  date.month = read_digits(text, at, 2);
  date.day = read_digits(text, at, 2);
  return date.month == 0 || date.day == 0 || !in_calendar(date) ? std::nullopt : std::optional(date);
}

}  // namespace

std::string normalise_text(std::string_view text) { return to_utf8(normalise(text)); }

std::string normalise_name(std::string_view name) {
  std::u32string result;
  for (char32_t c : normalise(name)) {
    if (c == U' ' && !result.empty() && result.back() == kMiddleDot) continue;
    if (c == kMiddleDot && !result.empty() && result.back() == U' ') result.pop_back();
    result.push_back(c);
  }
  return to_utf8(result);
}

std::optional<Date> parse_date(std::string_view given) {
  const std::u32string text = normalise(given);
  if (text.size() == 8)
    if (const std::optional<Date> compact = compact_date(text)) return compact;
  std::size_t at = 0;
  Date date;
  date.year = read_digits(text, at, 4);
  if (at != 4) return std::nullopt;
  if (at == text.size()) return in_calendar(date) ? std::optional(date) : std::nullopt;
  const bool chinese = text[at] == U'年';
  const char32_t mark = chinese ? U'年' : separator(text[at]);
  if (mark == 0) return std::nullopt;
  const bool year_only = chinese && ++at == text.size();
  if (!chinese) ++at;
  if (!year_only) {
    date.month = read_digits(text, at, 2);
    if (date.month <= 0 || (chinese && (at == text.size() || text[at++] != U'月'))) return std::nullopt;
    if (at < text.size()) {
      if (!chinese && separator(text[at++]) != mark) return std::nullopt;
      date.day = read_digits(text, at, 2);
      const bool ends =
          chinese ? at + 1 == text.size() && (text[at] == U'日' || text[at] == U'号') : at == text.size();
      if (date.day <= 0 || !ends) return std::nullopt;
    }
  }
  return in_calendar(date) ? std::optional(date) : std::nullopt;
}

std::string iso(const Date& date) {
  if (date.month == 0) return fmt::format("{:04}", date.year);
  if (date.day == 0) return fmt::format("{:04}-{:02}", date.year, date.month);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

char id_check_digit(std::string_view first17) {
  static constexpr int kWeights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < 17 && i < first17.size(); ++i) sum += kWeights[i] * (first17[i] - '0');
  return "10X98765432"[sum % 11];
}

std::string eighteen_digits(std::string_view fifteen) {
  std::string number = fmt::format("{}19{}", fifteen.substr(0, 6), fifteen.substr(6));
  return number + id_check_digit(number);
}

IdFault check_id_number(std::string_view text, IdNumber* parts) {
  std::string number = normalise_text(text);
  if (!number.empty() && number.back() == 'x') number.back() = 'X';
  const std::size_t length = to_utf32(number).size();
  const bool old = length == 15;
  if (length != 18 && !old) return IdFault::length;
  for (std::size_t i = 0; i < number.size(); ++i)
    if (!(number[i] >= '0' && number[i] <= '9') && !(i == 17 && number[i] == 'X')) return IdFault::characters;
  if (old) number = eighteen_digits(number);
  const std::optional<Date> birth = parse_date(std::string_view(number).substr(6, 8));
  if (!birth) return IdFault::birth_date;
  if (number[17] != id_check_digit(number)) return IdFault::check_digit;
  if (parts) *parts = {number, *birth, (number[16] - '0') % 2 == 1, old};
  return old ? IdFault::fifteen_digits : IdFault::none;
}

}  // namespace hefu
