#include "pipeline/roster_cells.h"

#include <set>

#include "pipeline/registers.h"
#include "schemas/code_names.h"
#include "schemas/normalise.h"
#include "schemas/text.h"
#include "schemas/title_series.h"

namespace hefu {
namespace {

using Kind = RosterColumn::Kind;

ComparedCell agrees_if(bool equal, const std::string& online) {
  return {equal ? CellVerdict::agrees : CellVerdict::differs, online};
}

/// Year and month, as far as both say them.
bool same_month(const Date& a, const Date& b) {
  return a.year == b.year && (a.month == 0 || b.month == 0 || a.month == b.month);
}

std::string slashed(const std::string& iso_date) {
  const std::optional<Date> date = parse_date(iso_date);
  if (!date) return iso_date;
  return date->month == 0 ? fmt::format("{:04}", date->year)
                          : fmt::format("{:04}/{:02}", date->year, date->month);
}

std::set<int> numbers_in(const std::string& text) {
  std::set<int> numbers;
  int value = -1;
  for (const char c : text + " ") {
    if (c >= '0' && c <= '9') {
      value = std::min(999, std::max(0, value) * 10 + (c - '0'));
    } else if (value >= 0) {
      numbers.insert(value);
      value = -1;
    }
  }
  return numbers;
}

/// "助理工程师 2018/12" -> the name and the month; the month is what stands last and reads as a date.
std::pair<std::string, std::optional<Date>> name_and_month(const std::string& text) {
  const std::u32string all = to_utf32(text);
  const std::u32string of_dates = U"0123456789/.-年月日 ";
  std::size_t start = all.size();
  while (start > 0 && of_dates.find(all[start - 1]) != std::u32string::npos) --start;
  while (start < all.size() && (all[start] < U'0' || all[start] > U'9')) ++start;
  const std::optional<Date> date = parse_date(to_utf8(all.substr(start)));
  if (!date) return {text, std::nullopt};
  return {to_utf8(all.substr(0, start)), date};
}

ComparedCell compare_text_and_month(const std::string& text, const std::string& name,
                                    const std::string& month) {
  const auto [cell_name_part, cell_month] = name_and_month(text);
  const std::string online = name + (month.empty() ? "" : " " + slashed(month));
  const std::optional<Date> date = parse_date(month);
  const bool names = unit_key(cell_name_part) == unit_key(name);
  if (!names) return {CellVerdict::differs, online};
  if (!date) return {CellVerdict::agrees, online};
  return agrees_if(cell_month && same_month(*cell_month, *date), online);
}

ComparedCell compare_education(const std::string& text, const std::string& online) {
  const std::string full = full_name(CodeList::education, text);
  if (!full.empty()) return agrees_if(full == online, online);
  // 研究生 may be either of two.
  const bool part = online.find(text) != std::string::npos;
  return {part ? CellVerdict::agrees : CellVerdict::unclear, online};
}

/// A roster's example has the specialty, 水利工程, where the record has the series, 工程技术人才.
ComparedCell compare_series(const std::string& text, const std::string& online,
                            const std::string& specialty) {
  if (unit_key(text) == unit_key(online) || (!specialty.empty() && unit_key(text) == unit_key(specialty)))
    return {CellVerdict::agrees, online};
  const SeriesName cell = series_of(text), record = series_of(online);
  if (cell.number == 0 || record.number == 0) return {CellVerdict::unclear, online};
  return agrees_if(cell.number == record.number, online);
}

ComparedCell compare_words(const std::string& text, const std::string& online) {
  // 旗县 for 旗县区.
  const bool shorter = !text.empty() && (online.starts_with(text) || text.starts_with(online));
  return agrees_if(shorter, online);
}

}  // namespace

ComparedCell compare_cell(const TableCell& cell, const RosterColumn& column, const Element& record,
                          const Element* education) {
  const auto value = [&](const std::string& path) {
    constexpr std::size_t head = sizeof("educations/education/") - 1;
    if (!column.of_education()) return record.text_at(path);
    return education ? education->text_at(path.substr(head)) : std::string();
  };
  const std::string online = column.path.empty() ? std::string() : value(column.path);
  std::string text = normalise_text(cell.text);
  if (text == "无" || text == "/" || text == "-") text.clear();
  if (column.kind == Kind::free || column.kind == Kind::serial) return {};
  if (online.empty()) return {text.empty() ? CellVerdict::agrees : CellVerdict::not_online, ""};
  if (text.empty()) return {CellVerdict::differs, column.kind == Kind::month ? slashed(online) : online};
  switch (column.kind) {
    case Kind::id_number:
      return agrees_if(id_key(text) == id_key(online), online);
    case Kind::name:
      return agrees_if(normalise_name(text) == online, online);
    case Kind::ethnicity: {
      const std::string full = full_name(CodeList::ethnicity, text);
      return agrees_if((full.empty() ? text : full) == online, online);
    }
    case Kind::education:
      return compare_education(text, online);
    case Kind::level:
      return agrees_if(text == online || level_within(online, text), online);
    case Kind::series:
      return compare_series(text, online, record.text_at("applied-for/specialty"));
    case Kind::codes:
      return agrees_if(numbers_in(text) == numbers_in(online), online);
    case Kind::month: {
      const std::optional<Date> a = date_in(cell), b = parse_date(online);
      return agrees_if(a && b && same_month(*a, *b), slashed(online));
    }
    case Kind::text_and_month:
      return compare_text_and_month(text, online, value(column.month_path));
    case Kind::words:
      return compare_words(text, online);
    case Kind::text:
      return agrees_if(unit_key(text) == unit_key(online), online);
    case Kind::serial:
    case Kind::free:
      break;
  }
  return {};
}

bool is_written_with_slash(const TableCell& cell) {
  if (cell.kind == TableCell::Kind::date || cell.text.empty()) return true;
  const std::string& text = cell.text;
  // …1987/09 at the end.
  return text.size() >= 7 && text[text.size() - 3] == '/' &&
         std::all_of(text.end() - 2, text.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
         std::all_of(text.end() - 7, text.end() - 3, [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace hefu
