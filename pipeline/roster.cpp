#include "pipeline/roster.h"

#include "pipeline/check_parts.h"
#include "pipeline/read_table.h"
#include "pipeline/registers.h"
#include "schemas/error.h"
#include "schemas/headings.h"
#include "schemas/messages.h"
#include "schemas/normalise.h"

namespace hefu {
namespace {

using Kind = RosterColumn::Kind;

const TableCell& cell_of(const TableRow& row, const std::map<std::size_t, RosterColumn>& columns, Kind kind) {
  static const TableCell none;
  for (const auto& [at, column] : columns)
    if (column.kind == kind) return row.at(at);
  return none;
}

std::string value_of(const TableRow& row, const std::map<std::size_t, RosterColumn>& columns,
                     const char* path) {
  for (const auto& [at, column] : columns)
    if (column.path == path) return normalise_text(row.at(at).text);
  return {};
}

/// 张X, XXX, 李某: nobody's name.
bool is_example_name(const std::string& name) {
  return name.find("某") != std::string::npos || name.find("×") != std::string::npos ||
         (!name.empty() && (name.back() == 'X' || name.back() == 'x') && name.size() <= 12);
}

/// The education that a row means: the one that agrees with most of its cells; the last one given on a tie.
std::pair<const Element*, int> education_of(const TableRow& row,
                                            const std::map<std::size_t, RosterColumn>& columns,
                                            const Element& record) {
  std::pair<const Element*, int> best{nullptr, 0};
  int most = -1, index = 0;
  const Element* list = record.child("educations");
  if (!list) return best;
  for (const Element* education : list->all("education")) {
    ++index;
    int count = 0;
    for (const auto& [at, column] : columns)
      if (column.of_education())
        count += compare_cell(row.at(at), column, record, education).verdict == CellVerdict::agrees;
    if (count >= most) {
      most = count;
      best = {education, index};
    }
  }
  return best;
}

Finding roster_finding(const Notice& notice, const std::string& rule, Severity severity,
                       const std::string& message, const std::string& remedy) {
  Finding finding = finding_of(notice, rule, severity, Audience::reviewer, message, remedy);
  if (const Clause clause = notice.clause("roster"); !clause.number.empty()) finding.clause = clause;
  return finding;
}

constexpr const char* mend = "请按申报内容更正花名册；申报有误的退回申报人更正";

}  // namespace

bool Rosters::add(Table table) {
  std::set<std::string> known;
  for (const auto& [heading, column] : roster_columns()) known.insert(heading);
  const Headings headings = find_headings(table, known);
  Roster roster;
  bool whose = false;
  for (const auto& [heading, at] : headings.columns) {
    const auto column = roster_columns().find(heading);
    if (column == roster_columns().end()) continue;
    roster.columns[at] = column->second;
    roster.headings[at] = heading;
    whose |= column->second.kind == Kind::name || column->second.kind == Kind::id_number;
  }
  // Fewer columns are some other list.
  if (!whose || roster.columns.size() < 4) return false;
  roster.heading_row = headings.row;
  roster.table = std::move(table);
  read_rows(roster);
  rosters_.push_back(std::move(roster));
  return true;
}

void Rosters::read_rows(Roster& roster) const {
  for (std::size_t i = roster.heading_row + 1; i < roster.table.rows.size(); ++i) {
    const TableRow& row = roster.table.rows[i];
    const std::string name = value_of(row, roster.columns, "applicant/name");
    const std::string id = value_of(row, roster.columns, "applicant/id-number");
    std::size_t filled = 0;
    for (const auto& [at, column] : roster.columns) filled += row.at(at).kind != TableCell::Kind::empty;
    // Notes and signatures below the list; headings that are repeated on each page.
    if (filled < 3 || roster_columns().count(heading_key(name)) > 0) continue;
    const std::string serial = normalise_text(cell_of(row, roster.columns, Kind::serial).text);
    RosterRow read;
    read.at = i;
    read.id = digest64(id_key(id));
    read.name = digest64(normalise_name(name));
    read.unit = digest64(unit_key(value_of(row, roster.columns, "employment/unit")));
    read.example = serial.starts_with("例") || serial.starts_with("示例") || is_example_name(name);
    roster.rows.push_back(read);
  }
}

std::vector<Finding> Rosters::findings_for(const Application& application, const Notice& notice) const {
  std::vector<Finding> findings;
  bool for_this_notice = false;
  std::vector<std::string> places;
  for (const Roster& roster : rosters_) {
    if (roster.notice != notice.id) continue;
    for_this_notice = true;
    for (const RosterRow& row : roster.rows) {
      if (row.number != application.number) continue;
      const TableRow& cells = roster.table.rows[row.at];
      places.push_back(place_of(roster.table, cells.number, 0));
      compare_row(roster, cells, application, notice, findings);
    }
  }
  if (for_this_notice && places.empty())
    findings.push_back(roster_finding(notice, "roster-missing", Severity::error, "花名册中没有这名申报人",
                                      "请补入花名册，或核对身份证号和姓名是否写错"));
  if (places.size() > 1)
    findings.push_back(roster_finding(
        notice, "roster-twice", Severity::error,
        fmt::format("花名册中有这名申报人的 {} 行：{}", places.size(), fmt::join(places, "、")),
        "请只保留一行"));
  return findings;
}

void Rosters::compare_row(const Roster& roster, const TableRow& row, const Application& application,
                          const Notice& notice, std::vector<Finding>& findings) const {
  const auto [education, index] = education_of(row, roster.columns, application.root);
  std::vector<std::string> not_online, badly_written;
  for (const auto& [at, column] : roster.columns) {
    const TableCell& cell = row.at(at);
    const std::string heading = normalise_text(roster.table.rows[roster.heading_row].at(at).text);
    const std::string place = place_of(roster.table, row.number, at);
    if (column.kind == Kind::id_number && lost_digits(cell)) {
      findings.push_back(
          roster_finding(notice, "roster-id-number", Severity::error,
                         fmt::format("花名册（{}）的「{}」被存成了数字，末几位已丢失", place, heading),
                         "请把该列设为文本格式后重新填写身份证号"));
      continue;
    }
    const ComparedCell compared = compare_cell(cell, column, application.root, education);
    if (compared.verdict == CellVerdict::not_online) not_online.push_back(heading);
    if (roster.slashed.count(roster.headings.at(at)) && !is_written_with_slash(cell))
      badly_written.push_back(fmt::format("{}「{}」", place, heading));
    if (compared.verdict != CellVerdict::differs && compared.verdict != CellVerdict::unclear) continue;
    const bool differs = compared.verdict == CellVerdict::differs;
    const std::string shown = cell.kind == TableCell::Kind::empty ? "（空）" : normalise_text(cell.text);
    Finding finding =
        roster_finding(notice, differs ? "roster-cell" : "roster-cell-unclear",
                       differs ? Severity::error : Severity::warning,
                       fmt::format("花名册（{}）的「{}」为“{}”，申报为“{}”{}", place, heading, shown,
                                   compared.online, differs ? "" : "，是否一致请人工核对"),
                       mend);
    finding.path = "/application/" + column.path;
    if (column.of_education())
      finding.path = child_path("/application/educations", "education", index) +
                     column.path.substr(std::string("educations/education").size());
    findings.push_back(std::move(finding));
  }
  if (!badly_written.empty())
    findings.push_back(roster_finding(
        notice, "roster-format", Severity::warning,
        fmt::format("花名册的时间没有按示例写成 1987/09 的样子：{}", fmt::join(badly_written, "、")),
        "请按通知的示例填写"));
  if (!not_online.empty())
    findings.push_back(
        roster_finding(notice, "roster-not-online", Severity::info,
                       fmt::format("花名册的这些栏线上没有填报，未核对：{}", fmt::join(not_online, "、")),
                       "请对照纸质材料核对"));
}

Rosters read_rosters(const std::vector<std::filesystem::path>& files, Sandbox& sandbox) {
  Rosters rosters;
  for (const std::filesystem::path& file : files) {
    ReadTables read = read_tables(file, sandbox);
    bool any = false;
    for (Table& table : read.tables) any |= rosters.add(std::move(table));
    if (any) continue;
    std::string wrong;
    for (const Diagnostic& diagnostic : read.diagnostics) wrong += "\n" + to_text(diagnostic);
    throw Error(ErrorKind::bad_input,
                fmt::format(fmt::runtime(tr("花名册 {} 没有读入：没有找到“姓名”“身份证号”等栏名{}")),
                            file.string(), wrong),
                tr("请检查栏名；其他叫法可加在 schemas/roster-columns.xml"));
  }
  return rosters;
}

}  // namespace hefu
