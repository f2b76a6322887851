#pragma once
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "pipeline/case_facts.h"
#include "pipeline/report.h"
#include "pipeline/roster_cells.h"
#include "schemas/table.h"

namespace hefu {

/// The rosters (花名册) that the command line names, and how they agree with the applications behind them.
/// Filled and matched before the cases are checked, then only read: from any thread.
class Rosters {
 public:
  /// Takes a table in; columns are known by their headings, wherever they stand. Fails: false when the table
  /// has neither names nor ID numbers in a column.
  bool add(Table table);

  /// Finds whose row is whose, and which notice each roster belongs to: the one of the run whose columns it
  /// has most of.
  void match(const std::vector<std::optional<CaseFacts>>& facts,
             const std::map<std::string, Notice>& notices);

  /// What of the roster concerns one application: each cell that differs, a row that is missing. Severity
  /// error where the two contradict each other.
  std::vector<Finding> findings_for(const Application& application, const Notice& notice) const;

  /// What concerns no application of the run: numbering, order, missing columns, example rows, people
  /// without an application. Each names sheet and cell and no private value.
  Diagnostics problems() const;

  bool empty() const { return rosters_.empty(); }

 private:
  struct RosterRow {
    std::size_t at = 0;  // index in Table::rows
    std::string number;  // application number; empty: nobody's
    std::uint64_t id = 0, name = 0, unit = 0;
    bool example = false;
  };
  struct Roster {
    Table table;
    std::size_t heading_row = 0;
    std::map<std::size_t, RosterColumn> columns;  // by column of the table
    std::map<std::size_t, std::string> headings;  // the same, as heading_key
    std::vector<RosterRow> rows;
    std::string notice;
    std::map<std::string, std::string> examples;  // heading_key -> the notice's example
    std::set<std::string> slashed;                // headings whose dates are written 1987/09
  };

  void read_rows(Roster& roster) const;
  void choose_notice(Roster& roster, const std::map<std::string, Notice>& notices);
  void match_rows(Roster& roster, const std::vector<const CaseFacts*>& facts);
  void check_numbers(const Roster& roster);
  void check_order(const Roster& roster, const std::map<std::string, const CaseFacts*>& by_number);
  void compare_row(const Roster& roster, const TableRow& row, const Application& application,
                   const Notice& notice, std::vector<Finding>& findings) const;
  void problem(Severity severity, const std::string& where, const std::string& message,
               const std::string& hint);

  std::vector<Roster> rosters_;
  Diagnostics problems_;
};

/// Reads every roster. Fails: throws Error(bad_input) when one cannot be read or is no roster.
Rosters read_rosters(const std::vector<std::filesystem::path>& files, Sandbox& sandbox);

}  // namespace hefu
