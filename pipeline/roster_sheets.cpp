#include "pipeline/roster_sheets.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "pipeline/roster_cells.h"
#include "schemas/headings.h"
#include "schemas/roster_columns.h"
#include "schemas/text.h"
#include "schemas/title_series.h"

namespace hefu {
namespace {

using Kind = RosterColumn::Kind;

RosterColumn known_column(const Element& column) {
  const auto known = roster_columns().find(heading_key(column.attribute("name")));
  return known == roster_columns().end() ? RosterColumn() : known->second;
}

std::string series_name(const std::string& series) {
  const SeriesName known = series_of(series);
  return known.number > 0 ? known.name : series;
}

/// Series that the table does not have come last, by name.
std::tuple<int, std::string, int> group_of(const RosterLine& line) {
  const int number = series_of(line.series).number;
  return {number > 0 ? number : 1000, series_name(line.series), -level_rank(line.level)};
}

std::string replaced(std::string text, const std::string& blank, const std::string& value) {
  if (const std::size_t at = text.find(blank); at != std::string::npos) text.replace(at, blank.size(), value);
  return text;
}

/// 工程 of 工程系列 and 中 of 中级: the title has the other half.
std::string without_end(const std::string& text, const std::string& end) {
  return text.size() > end.size() && text.ends_with(end) ? text.substr(0, text.size() - end.size()) : text;
}

/// A part of a file's name: what a series or a level may contain beside letters and digits is left out.
std::string for_file_name(const std::string& text) {
  std::string kept;
  for (const char32_t c : to_utf32(text))
    if (c >= 0x3400 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'))
      kept += to_utf8(std::u32string(1, c));
  return kept.substr(0, 60);
}

std::vector<std::string> texts(const Element& roster, const char* name) {
  std::vector<std::string> found;
  for (const Element* line : roster.all(name)) found.push_back(line->text);
  return found;
}

RosterSheet empty_sheet(const Notice& notice, const Element& roster, bool posted) {
  RosterSheet sheet;
  sheet.notice = notice.id;
  sheet.kind = sheet.stem = posted ? "publicity-list" : "roster";
  const bool suggested = roster.attribute("suggested") == "true";
  sheet.title = suggested ? notice.title_of("roster") : roster.text_at("title");
  if (sheet.title.empty()) sheet.title = roster.text_at("title");
  sheet.above = texts(roster, "above");
  sheet.notes = texts(roster, "note");
  sheet.below = texts(roster, "below");
  for (const Element* column : roster.all("column"))
    sheet.columns.push_back({column->attribute("name"), known_column(*column).width_mm});
  return sheet;
}

void add_rows(RosterSheet& sheet, const std::vector<RosterLine>& lines, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    std::vector<std::string> cells = lines[i].cells;
    for (std::size_t at = 0; at < cells.size(); ++at)
      if (const auto known = roster_columns().find(heading_key(sheet.columns[at].name));
          known != roster_columns().end() && known->second.kind == Kind::serial)
        cells[at] = std::to_string(sheet.rows.size() + 1);
    sheet.rows.push_back(std::move(cells));
  }
}

}  // namespace

bool has_roster(const Notice& notice) { return notice.root.child("roster") != nullptr; }

RosterLine roster_line(const Notice& notice, const Application& application) {
  RosterLine line{application.applied_for.series,
                  application.applied_for.level,
                  application.root.text_at("employment/unit"),
                  application.number,
                  {}};
  const Element* education = education_to_write(application.root);
  for (const Element* column : notice.root.child("roster")->all("column"))
    line.cells.push_back(
        roster_value(known_column(*column), writing_of(*column), application.root, education));
  return line;
}

std::vector<RosterSheet> roster_sheets(const Notice& notice, std::vector<RosterLine> lines, bool posted) {
  const Element& roster = *notice.root.child("roster");
  const std::string posted_title = posted ? "（公示）" : "";
  RosterSheet sheet = empty_sheet(notice, roster, posted);
  if (roster.attribute("order").empty()) {
    sheet.title += posted_title;
    add_rows(sheet, lines, 0, lines.size());
    return {sheet};
  }
  std::stable_sort(lines.begin(), lines.end(), [](const RosterLine& a, const RosterLine& b) {
    const auto group_a = group_of(a), group_b = group_of(b);
    return std::tie(group_a, a.unit, a.number) < std::tie(group_b, b.unit, b.number);
  });
  std::vector<RosterSheet> sheets;
  for (std::size_t from = 0, to = 0; from < lines.size(); from = to) {
    while (to < lines.size() && group_of(lines[to]) == group_of(lines[from])) ++to;
    const std::string series = series_name(lines[from].series);
    const std::string level = normal_level(lines[from].level);
    RosterSheet& one = sheets.emplace_back(sheet);
    one.stem += fmt::format("-{}-{}", for_file_name(series), for_file_name(level));
    if (const std::string filled = roster.text_at("filled-title"); !filled.empty())
      one.title = replaced(replaced(filled, "{level}", without_end(level, "级")), "{series}",
                           without_end(series, "系列"));
    one.title += posted_title;
    add_rows(one, lines, from, to);
  }
  return sheets;
}

std::vector<std::vector<std::string>> headed_rows(const RosterSheet& sheet) {
  std::vector<std::vector<std::string>> rows(1);
  for (const RosterSheet::Column& column : sheet.columns) rows[0].push_back(column.name);
  rows.insert(rows.end(), sheet.rows.begin(), sheet.rows.end());
  return rows;
}

}  // namespace hefu
