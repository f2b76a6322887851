#include "tests/support/import_tables.h"

#include <fmt/format.h>

#include <chrono>

#include "schemas/date_math.h"

namespace hefu::support {
namespace {

void replace(std::string& text, const std::string& from, const std::string& to) {
  if (const std::size_t at = text.find(from); at != std::string::npos) text.replace(at, from.size(), to);
}

/// As spreadsheets count days, right from March 1900 on.
int serial_of(const Date& date) {
  using namespace std::chrono;
  const auto days = [](const Date& d) {
    return sys_days(year(d.year) / month(static_cast<unsigned>(d.month)) / day(static_cast<unsigned>(d.day)));
  };
  return static_cast<int>((days(date) - days({1899, 12, 30})).count());
}

SheetCell date_cell(const std::string& value, const ImportColumn& column) {
  const Date date_given = parse_date(value).value();
  if (column.formats.empty() && date_given.day > 0) return date(std::to_string(serial_of(date_given)));
  if (column.formats.empty()) return text(value);
  std::string written = column.formats.front().text();
  replace(written, "YYYY", fmt::format("{:04}", date_given.year));
  replace(written, "MM", fmt::format("{:02}", date_given.month));
  replace(written, "DD", fmt::format("{:02}", date_given.day));
  replace(written, "M", std::to_string(date_given.month));
  replace(written, "D", std::to_string(date_given.day));
  return text(written);
}

SheetCell cell_of(const std::string& value, const ImportColumn& column) {
  if (value.empty()) return {};
  if (column.kind == ImportColumn::Kind::date) return date_cell(value, column);
  for (const auto& [from, to] : column.translations)
    if (to == value) return text(from);
  return text(column.codes ? short_name(*column.codes, value) : value);
}

std::string path_of(const RecordPath& path) { return xpath_of("", path).substr(1); }

}  // namespace

std::vector<WorkbookSheet> tables_of(const ImportMapping& mapping, const std::vector<Element>& records) {
  std::vector<WorkbookSheet> sheets;
  const auto add_sheet = [&](const ImportPart& part, bool is_people) {
    WorkbookSheet sheet{part.sheets.front(), {{}}};
    std::vector<SheetCell>& headings = sheet.rows.front();
    if (is_people && !mapping.number_headings.empty())
      headings.push_back(text(mapping.number_headings.front()));
    if (!is_people) headings.push_back(text(part.keys.front().headings.front()));
    for (const ImportSame& same : part.same) headings.push_back(text(same.headings.front()));
    for (const ImportColumn& column : part.columns) headings.push_back(text(column.headings.front()));
    for (const Element& record : records) {
      std::vector<SheetCell> start;
      if (is_people && !mapping.number_headings.empty()) start.push_back(text(record.attribute("number")));
      if (!is_people) start.push_back(text(record.text_at("applicant/id-number")));
      for (const ImportSame& same : part.same) start.push_back(text(record.text_at(path_of(same.path))));
      std::vector<const Element*> entries = {&record};
      if (!is_people) {
        const Element* list = record.child(part.list.steps.front().name);
        entries = list ? list->all(part.list.steps.back().name) : std::vector<const Element*>();
      }
      for (const Element* entry : entries) {
        std::vector<SheetCell> row = start;
        for (const ImportColumn& column : part.columns)
          row.push_back(cell_of(entry->text_at(path_of(column.path)), column));
        sheet.rows.push_back(std::move(row));
      }
    }
    sheets.push_back(std::move(sheet));
  };
  add_sheet(mapping.people, true);
  for (const ImportPart& list : mapping.lists) add_sheet(list, false);
  return sheets;
}

std::string to_csv(const WorkbookSheet& sheet) {
  std::string csv;
  for (const std::vector<SheetCell>& row : sheet.rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string value = row[i].value;
      if (row[i].kind == SheetCell::Kind::date) value = iso(add_days({1899, 12, 30}, std::stoi(value)));
      std::string quoted = "\"";
      for (const char c : value) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
      csv += (i > 0 ? "," : "") + quoted + "\"";
    }
    csv += "\r\n";
  }
  return csv;
}

}  // namespace hefu::support
