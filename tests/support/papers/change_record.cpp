#include "tests/support/papers/change_record.h"

#include <fmt/format.h>

#include "schemas/text.h"
#include "tests/support/papers/record_values.h"
#include "tests/support/people.h"

namespace hefu::support {
namespace {

std::string other_date(const std::string& date, Random& random) {
  int year = std::stoi(date.substr(0, 4)), month = std::stoi(date.substr(5, 2));
  const int what = random.below(date.size() >= 10 ? 3 : 2);
  if (what == 0) year += random.chance(0.5) ? 1 : -1;
  if (what == 1) month = (month + random.between(1, 11) - 1) % 12 + 1;
  if (date.size() < 10) return fmt::format("{}-{:02}", year, month);
  int day = std::stoi(date.substr(8, 2));
  if (what == 2) day = (day + random.between(1, 26)) % 28 + 1;
  return fmt::format("{}-{:02}-{:02}", year, month, std::min(day, 28));
}

bool is_date(const std::string& value) {
  return (value.size() == 7 || value.size() == 10) && value[4] == '-' && std::isdigit(value[0]);
}

}  // namespace

std::optional<std::string> change_record(Element& record, const std::string& path, Random& random) {
  Element* const element = record_element(record, path);
  if (element == nullptr || element->text.empty()) return std::nullopt;
  std::optional<std::string> other;
  if (is_date(element->text)) {
    for (int tries = 0; tries < 8 && (!other || *other == element->text); ++tries)
      other = other_date(element->text, random);
  } else {
    for (const Change change : {Change::look_alike, Change::digit, Change::random})
      if (!other || *other == element->text) other = one_character_change(element->text, random, change);
  }
  if (!other || *other == element->text) return std::nullopt;
  element->text = *other;
  return other;
}

std::optional<std::string> shorten_value(const std::string& kind, const std::string& value, Random& random) {
  const std::u32string text = to_utf32(value);
  if (kind == "title") {
    for (const char* grade : {"正高级", "高级", "助理", "主管", "副主任", "主任", "副"})
      if (const std::u32string word = to_utf32(grade);
          text.starts_with(word) && text.size() > word.size() + 1)
        return to_utf8(text.substr(word.size()));
    return std::nullopt;
  }
  const bool has_parts = kind == "name" || kind == "school" || kind == "major" || kind == "number";
  const std::size_t count = kind == "major" ? 2 : 1;
  if (!has_parts || text.size() < count + 2) return std::nullopt;
  return to_utf8(random.chance(0.5) ? text.substr(count) : text.substr(0, text.size() - count));
}

}  // namespace hefu::support
