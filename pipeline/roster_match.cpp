#include "pipeline/roster.h"
#include "schemas/headings.h"
#include "schemas/messages.h"
#include "schemas/normalise.h"
#include "schemas/title_series.h"

namespace hefu {
namespace {

using Kind = RosterColumn::Kind;

// More would bury the rest.
constexpr std::size_t most_problems = 50;

bool writes_slashes(const Element& column) {
  const std::string example = column.attribute("example"), format = column.attribute("format");
  return format.find("YYYY/MM") != std::string::npos || example.find('/') != std::string::npos;
}

}  // namespace

void Rosters::problem(Severity severity, const std::string& where, const std::string& message,
                      const std::string& hint) {
  problems_.push_back({severity, where, 0, "", message, "", "", hint});
}

Diagnostics Rosters::problems() const {
  if (problems_.size() <= most_problems) return problems_;
  Diagnostics first(problems_.begin(), problems_.begin() + most_problems);
  first.push_back({Severity::error, "", 0, "",
                   fmt::format(fmt::runtime(tr("花名册另有 {} 处问题")), problems_.size() - most_problems),
                   "", "", ""});
  return first;
}

void Rosters::match(const std::vector<std::optional<CaseFacts>>& facts,
                    const std::map<std::string, Notice>& notices) {
  std::map<std::string, const CaseFacts*> by_number;
  for (const std::optional<CaseFacts>& one : facts)
    if (one) by_number[one->number] = &*one;
  for (Roster& roster : rosters_) {
    choose_notice(roster, notices);
    std::vector<const CaseFacts*> own;
    for (const auto& [number, one] : by_number)
      if (one->notice == roster.notice) own.push_back(one);
    match_rows(roster, own);
    check_numbers(roster);
    const auto notice = notices.find(roster.notice);
    if (notice == notices.end()) continue;
    const Element* said = notice->second.root.child("roster");
    if (said && !said->attribute("order").empty()) {
      const std::size_t before = problems_.size();
      check_order(roster, by_number);
      Clause clause = notice->second.clause("roster-order");
      if (clause.number.empty()) clause = notice->second.clause("roster");
      for (std::size_t i = before; i < problems_.size(); ++i)
        problems_[i].hint += fmt::format("（{}：{}）", clause.number, clause.quote);
    }
  }
}

void Rosters::choose_notice(Roster& roster, const std::map<std::string, Notice>& notices) {
  std::set<std::string> present;
  for (const auto& [at, heading] : roster.headings) present.insert(heading);
  std::size_t most = 0;
  const Element* chosen = nullptr;
  for (const auto& [id, notice] : notices) {
    const Element* said = notice.root.child("roster");
    std::size_t count = 0;
    if (said)
      for (const Element* column : said->all("column"))
        count += present.count(heading_key(column->attribute("name")));
    // Columns that are only suggested say less of whose roster it is.
    const std::size_t weight = count == 0 ? 0 : 2 * count + (said->attribute("suggested") == "true" ? 0 : 1);
    if (weight <= most) continue;
    most = weight;
    chosen = said;
    roster.notice = id;
  }
  if (!chosen) return;
  for (const Element* column : chosen->all("column")) {
    const std::string name = column->attribute("name"), heading = heading_key(name);
    roster.examples[heading] = normalise_text(column->attribute("example"));
    if (writes_slashes(*column) && chosen->attribute("suggested") != "true") roster.slashed.insert(heading);
    if (present.count(heading) || chosen->attribute("suggested") == "true") continue;
    // The same column under another of its names.
    const auto known = roster_columns().find(heading);
    const bool other_name =
        known != roster_columns().end() && !known->second.path.empty() &&
        std::any_of(roster.columns.begin(), roster.columns.end(),
                    [&](const auto& column) { return column.second.path == known->second.path; });
    if (!other_name && heading != heading_key("备注"))
      problem(Severity::error, place_of(roster.table, roster.table.rows[roster.heading_row].number, 0),
              fmt::format(fmt::runtime(tr("花名册缺少“{}”一栏")), name), tr("请按通知附件的格式补上这一栏"));
  }
}

void Rosters::match_rows(Roster& roster, const std::vector<const CaseFacts*>& facts) {
  for (RosterRow& row : roster.rows) {
    const TableRow& cells = roster.table.rows[row.at];
    const std::string place = place_of(roster.table, cells.number, 0);
    std::size_t as_in_example = 0, examples = 0;
    for (const auto& [at, heading] : roster.headings) {
      const auto example = roster.examples.find(heading);
      if (example == roster.examples.end() || example->second.empty()) continue;
      ++examples;
      as_in_example += normalise_text(cells.at(at).text) == example->second;
    }
    row.example = row.example || (examples >= 5 && as_in_example == examples);
    if (row.example) {
      problem(Severity::error, place, tr("示例行没有删去"), tr("示例只供参考，请从花名册中删去"));
      continue;
    }
    if (row.id == 0 && row.name == 0) {
      problem(Severity::error, place, tr("这一行没有姓名和身份证号"), tr("请补全花名册"));
      continue;
    }
    std::vector<const CaseFacts*> found;
    for (const CaseFacts* one : facts)
      if (row.id != 0 && one->id == row.id) found.push_back(one);
    // A mistyped or missing ID number: by name, and by unit where the name is borne by two.
    if (found.empty())
      for (const CaseFacts* one : facts)
        if (row.name != 0 && one->name == row.name) found.push_back(one);
    if (found.size() > 1) std::erase_if(found, [&](const CaseFacts* one) { return one->unit != row.unit; });
    if (found.size() == 1)
      row.number = found.front()->number;
    else
      problem(Severity::error, place, tr("这一行没有对应的申报"),
              tr("请核对身份证号和姓名，或补上这名申报人的案卷"));
  }
}

void Rosters::check_numbers(const Roster& roster) {
  for (const auto& [at, column] : roster.columns) {
    if (column.kind != Kind::serial) continue;
    int expected = 0;
    for (const RosterRow& row : roster.rows) {
      if (row.example) continue;
      ++expected;
      const TableRow& cells = roster.table.rows[row.at];
      const std::string serial = normalise_text(cells.at(at).text);
      if (serial == std::to_string(expected)) continue;
      problem(Severity::error, place_of(roster.table, cells.number, at),
              fmt::format(fmt::runtime(tr("序号应为 {}，写的是“{}”")), expected, serial.substr(0, 20)),
              tr("序号从 1 起连续编，不跳号、不重号"));
      return;  // what follows is off by the same
    }
  }
}

void Rosters::check_order(const Roster& roster, const std::map<std::string, const CaseFacts*>& by_number) {
  std::set<std::string> closed;  // series that have ended
  std::string series;
  int level = 0, direction = 0;
  bool started = false;
  for (const RosterRow& row : roster.rows) {
    const auto found = by_number.find(row.number);
    if (found == by_number.end()) continue;
    const SeriesName known = series_of(found->second->series);
    const std::string own = known.number > 0 ? known.name : found->second->series;
    const int rank = level_rank(found->second->level);
    const std::string place = place_of(roster.table, roster.table.rows[row.at].number, 0);
    if (own != series) {
      if (closed.count(own))
        problem(Severity::error, place, tr("花名册没有按职称系列排在一起"), tr("请按职称系列、层级分类排序"));
      if (started) closed.insert(series);
      started = true;
      series = own;
      direction = 0;
    } else if (rank != level) {
      const int step = rank > level ? 1 : -1;
      if (direction != 0 && step != direction)
        problem(Severity::error, place, tr("花名册同一系列内没有按层级排序"),
                tr("请按职称系列、层级分类排序"));
      direction = direction == 0 ? step : direction;
    }
    level = rank;
  }
}

}  // namespace hefu
