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
                                    const std::string& month, const std::string& online) {
  const auto [cell_name_part, cell_month] = name_and_month(text);
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

/// A value of the record, of the one education where the column is about education.
std::string value_at(const RosterColumn& column, const std::string& path, const Element& record,
                     const Element* education) {
  constexpr std::size_t head = sizeof("educations/education/") - 1;
  if (path.empty()) return {};
  if (!column.of_education()) return record.text_at(path);
  return education ? education->text_at(path.substr(head)) : std::string();
}

/// The short form where the table has one: 其他 stays.
std::string named(CodeList list, const std::string& online, const RosterWriting& writing) {
  const std::string brief = writing.short_names ? short_name(list, online) : std::string();
  return brief.empty() ? online : brief;
}

/// The specialty where it tells the series by itself, 水利水电工程 of 工程技术人才; else the series.
std::string series_to_write(const std::string& series, const std::string& specialty,
                            const RosterWriting& writing) {
  const SeriesName own = series_of(specialty), whole = series_of(series);
  const bool tells = !specialty.empty() && whole.number > 0 && own.number == whole.number;
  return writing.specialty_of_series && tells ? specialty : series;
}

}  // namespace

RosterWriting writing_of(const Element& column) {
  const std::string example = column.attribute("example"), format = column.attribute("format");
  RosterWriting writing;
  // 汉 and 本科 are short forms, 大学本科 and 其他 are not.
  for (const CodeList list : {CodeList::ethnicity, CodeList::education})
    writing.short_names |= short_name(list, example) == example && full_name(list, example) != example;
  writing.short_names |= format.ends_with("简称");
  // 高级工程师20XX/12: no blank between the two.
  const std::size_t blank = example.rfind(' ');
  writing.space_before_month = blank != std::string::npos || example.find('/') == std::string::npos;
  writing.specialty_of_series = !series_of(example).specialty.empty();
  return writing;
}

const Element* education_to_write(const Element& record) {
  const Element* list = record.child("educations");
  const Element* highest = nullptr;
  int grade = -1;
  if (!list) return nullptr;
  for (const Element* education : list->all("education")) {
    const int own = education_grade(education->text_at("level")).value_or(0);
    if (own < grade) continue;
    grade = own;
    highest = education;
  }
  return highest;
}

std::string roster_value(const RosterColumn& column, const RosterWriting& writing, const Element& record,
                         const Element* education) {
  const std::string online = value_at(column, column.path, record, education);
  switch (column.kind) {
    case Kind::ethnicity:
      return named(CodeList::ethnicity, online, writing);
    case Kind::education:
      return named(CodeList::education, online, writing);
    case Kind::series:
      return series_to_write(online, record.text_at("applied-for/specialty"), writing);
    case Kind::codes:
      return fmt::format("{}", fmt::join(numbers_in(online), "、"));
    case Kind::month:
      return slashed(online);
    case Kind::text_and_month: {
      const std::string month = slashed(value_at(column, column.month_path, record, education));
      return online + (writing.space_before_month && !online.empty() && !month.empty() ? " " : "") + month;
    }
    case Kind::serial:
    case Kind::free:
      return {};
    default:
      return online;
  }
}

ComparedCell compare_cell(const TableCell& cell, const RosterColumn& column, const Element& record,
                          const Element* education) {
  const std::string online = value_at(column, column.path, record, education);
  const std::string shown = roster_value(column, {}, record, education);
  std::string text = normalise_text(cell.text);
  if (text == "无" || text == "/" || text == "-") text.clear();
  if (column.kind == Kind::free || column.kind == Kind::serial) return {};
  if (online.empty()) return {text.empty() ? CellVerdict::agrees : CellVerdict::not_online, ""};
  if (text.empty()) return {CellVerdict::differs, shown};
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
      return agrees_if(numbers_in(text) == numbers_in(online), shown);
    case Kind::month: {
      const std::optional<Date> a = date_in(cell), b = parse_date(online);
      return agrees_if(a && b && same_month(*a, *b), shown);
    }
    case Kind::text_and_month:
      return compare_text_and_month(text, online, value_at(column, column.month_path, record, education),
                                    shown);
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
