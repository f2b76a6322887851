#include "pipeline/import_problems.h"

#include <fmt/format.h>

#include "schemas/messages.h"
#include "schemas/write_csv.h"

namespace hefu {
namespace {

std::string level_of(Severity severity) { return severity == Severity::error ? tr("错误") : tr("提醒"); }

}  // namespace

std::string to_text(const ImportPlace& place) {
  std::string text = place.file;
  if (!place.sheet.empty()) text += fmt::format(fmt::runtime(tr(" 工作表“{}”")), place.sheet);
  return place.cell.empty() ? text : text + " " + place.cell;
}

ImportPlace place_in(const Table& table, int row, std::size_t column, const std::string& heading) {
  return {table.file, table.sheet, cell_name(row, column), heading};
}

std::string to_text(const ImportProblem& problem) {
  std::string text = to_text(problem.place);
  if (!problem.place.heading.empty()) text += fmt::format("「{}」", problem.place.heading);
  text += (text.empty() ? "" : ": ") + problem.message;
  if (!problem.expected.empty()) text += fmt::format(fmt::runtime(tr("；应为 {}")), problem.expected);
  if (!problem.hint.empty()) text += fmt::format(fmt::runtime(tr("\n    办法：{}")), problem.hint);
  return text;
}

std::string problems_csv(const std::vector<ImportProblem>& problems) {
  std::vector<std::vector<std::string>> rows = {{tr("级别"), tr("文件"), tr("工作表"), tr("单元格"),
                                                 tr("栏名"), tr("申报编号"), tr("问题"), tr("应为"),
                                                 tr("办法")}};
  for (const ImportProblem& p : problems)
    rows.push_back({level_of(p.severity), p.place.file, p.place.sheet, p.place.cell, p.place.heading,
                    p.number, p.message, p.expected, p.hint});
  return to_csv(rows);
}

}  // namespace hefu
