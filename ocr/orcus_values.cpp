#include "ocr/orcus_values.h"

#include <chrono>
#include <cctype>
#include <stdexcept>
#include <utility>

#include "schemas/normalise.h"

namespace hefu {
namespace {

/// ECMA-376 part 1, 18.8.30: the built-in formats that show a date; 27 to 36 and 50 to 58 are those of
/// Chinese.
bool is_builtin_date(std::size_t id) {
  return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

/// Whether a format's code shows a year or a day, quoted text and [conditions] left aside.
bool shows_date(std::string_view code) {
  bool quoted = false, bracketed = false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '[') bracketed = true;
    if (c == ']') bracketed = false;
    if (bracketed) continue;
    if (c == '\\') {
      ++i;
    } else if (c == 'y' || c == 'Y' || c == 'd' || c == 'D') {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string number_text(double value) {
  if (value == std::floor(value) && std::abs(value) < 1e15) return fmt::format("{:.0f}", value);
  return fmt::format("{:.15g}", value);
}

std::size_t WorkbookStrings::append(std::string_view s) {
  texts_.emplace_back(s);
  return texts_.size() - 1;
}

std::size_t WorkbookStrings::commit_segments() {
  texts_.push_back(std::move(segments_));
  segments_.clear();
  return texts_.size() - 1;
}

void WorkbookStyles::Settings::set_origin_date(int year, int month, int day) {
  origin_year = year, origin_month = month, origin_day = day;
}

std::size_t WorkbookStyles::commit_number_format() {
  if (shows_date(number_format_code_)) date_formats_.push_back(number_format_id_);
  number_format_code_.clear();
  return number_formats_++;
}

std::size_t WorkbookStyles::commit_cell_xf() {
  formats_.push_back(std::exchange(xf_number_format_, 0));
  return formats_.size() - 1;
}

std::size_t WorkbookStyles::commit_cell_style_xf() {
  xf_number_format_ = 0;
  return style_formats_++;
}

std::size_t WorkbookStyles::commit_dxf() {
  xf_number_format_ = 0;
  return other_formats_++;
}

bool WorkbookStyles::is_date(std::size_t format) const {
  if (format >= formats_.size()) return false;
  const std::size_t id = formats_[format];
  return is_builtin_date(id) ||
         std::find(date_formats_.begin(), date_formats_.end(), id) != date_formats_.end();
}

std::string WorkbookStyles::day_of(double serial) const {
  // 2958465 is 9999-12-31, the last day that a spreadsheet knows.
  if (!(serial >= 1 && serial <= 2'958'465)) return {};
  using namespace std::chrono;
  const sys_days origin = year(settings_.origin_year) / settings_.origin_month / settings_.origin_day;
  const year_month_day day = origin + days(static_cast<int>(std::floor(serial)));
  return iso(Date{static_cast<int>(day.year()), static_cast<int>(static_cast<unsigned>(day.month())),
                  static_cast<int>(static_cast<unsigned>(day.day()))});
}

orcus::spreadsheet::src_address_t CellReferences::resolve_address(std::string_view address) {
  orcus::spreadsheet::src_address_t place{0, 0, 0};
  std::size_t i = 0;
  for (; i < address.size() && std::isalpha(static_cast<unsigned char>(address[i])) && i < 3; ++i)
    place.column = place.column * 26 + (std::toupper(static_cast<unsigned char>(address[i])) - 'A' + 1);
  const std::size_t letters = i;
  for (; i < address.size() && std::isdigit(static_cast<unsigned char>(address[i])) && i < letters + 8; ++i)
    place.row = place.row * 10 + (address[i] - '0');
  if (i != address.size() || letters == 0 || place.row == 0)
    throw std::invalid_argument("not a cell reference");
  --place.column;
  --place.row;
  return place;
}

orcus::spreadsheet::src_range_t CellReferences::resolve_range(std::string_view range) {
  const std::size_t colon = range.find(':');
  const auto first = resolve_address(range.substr(0, colon));
  return {first, colon == std::string_view::npos ? first : resolve_address(range.substr(colon + 1))};
}

}  // namespace hefu
