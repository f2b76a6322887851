#include "pipeline/import_sheets.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "schemas/headings.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

/// A text file has no sheets: its own name stands for one.
std::string sheet_name(const Table& table) {
  return normalise_text(table.sheet.empty() ? std::filesystem::path(table.file).stem().string()
                                            : table.sheet);
}

bool is_named(const ImportPart& part, const std::string& sheet) {
  return std::find(part.sheets.begin(), part.sheets.end(), sheet) != part.sheets.end();
}

class SheetRecogniser {
 public:
  SheetRecogniser(const ImportMapping& mapping, const ImportPart& part, const Table& table,
                  std::vector<ImportProblem>& problems)
      : mapping_(mapping), part_(part), table_(table), problems_(problems) {
    sheet_.table = &table;
    sheet_.part = &part;
  }

  /// False: the sheet cannot be read.
  bool recognise() {
    const bool is_people = &part_ == &mapping_.people;
    std::set<std::string> known;
    const auto know = [&](const std::vector<std::string>& headings) {
      for (const std::string& heading : headings) known.insert(heading_key(heading));
    };
    for (const ImportKey& key : part_.keys) know(key.headings);
    for (const ImportSame& same : part_.same) know(same.headings);
    for (const ImportColumn& column : part_.columns) know(column.headings);
    if (is_people) know(mapping_.number_headings);
    sheet_.heading_row = find_headings(table_, known).row;
    if (table_.rows.empty()) return false;
    headings_ = &table_.rows[sheet_.heading_row];
    for (const ImportKey& key : part_.keys) sheet_.keys.push_back(find(key.headings, true));
    for (const ImportSame& same : part_.same) sheet_.same.push_back(find(same.headings, false));
    for (const ImportColumn& column : part_.columns)
      sheet_.columns.push_back(find(column.headings, column.required));
    if (is_people && !mapping_.number_headings.empty()) sheet_.number = find(mapping_.number_headings, true);
    if (understood_) tell_unmapped();
    return understood_;
  }

  ImportSheet sheet() const { return sheet_; }

 private:
  void report(Severity severity, const std::string& cell, const std::string& heading, std::string message,
              std::string expected, std::string hint) {
    problems_.push_back({severity,
                         {table_.file, table_.sheet, cell, heading},
                         "",
                         std::move(message),
                         std::move(expected),
                         std::move(hint)});
    if (severity == Severity::error) understood_ = false;
  }

  /// The column under any of the headings.
  std::size_t find(const std::vector<std::string>& headings, bool needed) {
    std::vector<std::size_t> found;
    for (std::size_t column = 0; column < headings_->cells.size(); ++column) {
      const std::string key = heading_key(headings_->cells[column].text);
      for (const std::string& heading : headings)
        if (!key.empty() && key == heading_key(heading) && (found.empty() || found.back() != column))
          found.push_back(column);
    }
    used_.insert(found.begin(), found.end());
    const std::string& name = headings.front();
    if (found.size() == 1) return found.front();
    if (found.size() > 1) {
      report(Severity::error, cell_name(headings_->number, found[1]), name,
             fmt::format(fmt::runtime(tr("有两栏都是“{}”：{} 和 {}")), name,
                         cell_name(headings_->number, found[0]), cell_name(headings_->number, found[1])),
             tr("一栏"), tr("请给不用的一栏改名，或在映射文件中去掉它的叫法"));
    } else if (needed) {
      report(Severity::error, "", name, fmt::format(fmt::runtime(tr("没有“{}”栏")), name),
             fmt::format("{}", fmt::join(headings, tr(" 或 "))),
             tr("请检查栏名；其他叫法可加在映射文件的 heading 里"));
    } else {
      report(Severity::warning, "", name, fmt::format(fmt::runtime(tr("没有“{}”栏，这一项空着")), name),
             fmt::format("{}", fmt::join(headings, tr(" 或 "))),
             tr("表里有这一项时，请检查栏名，或把它的叫法加在映射文件的 heading 里"));
    }
    return ImportSheet::absent;
  }

  void tell_unmapped() {
    std::set<std::string> ignored;
    for (const std::string& heading : part_.ignored) ignored.insert(heading_key(heading));
    std::vector<std::string> unmapped;
    for (std::size_t column = 0; column < headings_->cells.size(); ++column) {
      const std::string heading = normalise_text(headings_->cells[column].text);
      if (!heading.empty() && used_.count(column) == 0 && ignored.count(heading_key(heading)) == 0)
        unmapped.push_back(fmt::format("{}「{}」", cell_name(headings_->number, column), heading));
    }
    if (!unmapped.empty())
      report(Severity::warning, "", "",
             fmt::format(fmt::runtime(tr("映射中没有、未导入的栏：{}")), fmt::join(unmapped, "、")), "",
             tr("要导入的请在映射文件中加 column；不要的写进 ignored，就不再提醒"));
  }

  const ImportMapping& mapping_;
  const ImportPart& part_;
  const Table& table_;
  std::vector<ImportProblem>& problems_;
  ImportSheet sheet_;
  const TableRow* headings_ = nullptr;
  std::set<std::size_t> used_;
  bool understood_ = true;
};

void tell_absent(const ImportPart& part, Severity severity, std::vector<ImportProblem>& problems) {
  problems.push_back(
      {severity,
       {},
       "",
       fmt::format(fmt::runtime(tr("给出的文件里没有工作表“{}”")), part.sheets.front()),
       fmt::format("{}", fmt::join(part.sheets, tr(" 或 "))),
       tr("请检查文件和工作表的名称；其他名称可加在映射文件的 sheet 里（.csv 以文件名为准）")});
}

}  // namespace

ImportSheets recognise_sheets(const ImportMapping& mapping, const std::vector<Table>& tables) {
  ImportSheets sheets;
  sheets.ok = true;
  std::set<const ImportPart*> seen;
  for (const Table& table : tables) {
    const std::string name = sheet_name(table);
    const ImportPart* part = is_named(mapping.people, name) ? &mapping.people : nullptr;
    for (const ImportPart& list : mapping.lists)
      if (is_named(list, name)) part = &list;
    if (!part) {
      sheets.problems.push_back({Severity::warning,
                                 {table.file, table.sheet, "", ""},
                                 "",
                                 tr("映射中没有这张工作表，未导入"),
                                 "",
                                 tr("要导入的请把它的名称加在映射文件的 sheet 里")});
      continue;
    }
    seen.insert(part);
    SheetRecogniser recogniser(mapping, *part, table, sheets.problems);
    if (recogniser.recognise()) {
      (part == &mapping.people ? sheets.people : sheets.lists).push_back(recogniser.sheet());
    } else {
      sheets.ok = false;
    }
  }
  if (seen.count(&mapping.people) == 0) {
    tell_absent(mapping.people, Severity::error, sheets.problems);
    sheets.ok = false;
  }
  for (const ImportPart& list : mapping.lists)
    if (seen.count(&list) == 0) tell_absent(list, Severity::warning, sheets.problems);
  return sheets;
}

}  // namespace hefu
