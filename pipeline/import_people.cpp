#include "pipeline/import_people.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "pipeline/import_cells.h"
#include "pipeline/import_record.h"
#include "schemas/headings.h"
#include "schemas/messages.h"

namespace hefu {
namespace {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

class PeopleImporter {
 public:
  explicit PeopleImporter(const ImportMapping& mapping) : mapping_(mapping) {}

  ImportedPeople import(const ImportSheets& sheets) {
    by_key_.resize(mapping_.people.keys.size());
    next_number_ = mapping_.first_number;
    for (const ImportSheet& sheet : sheets.people)
      for_each_row(sheet, [&](const TableRow& row) { import_person(sheet, row); });
    refuse_shared();
    for (const ImportSheet& sheet : sheets.lists)
      for_each_row(sheet, [&](const TableRow& row) { import_entry(sheet, row); });
    for (std::size_t i = 0; i < drafts_.size(); ++i) finish(i);
    ImportedPeople imported;
    imported.problems = std::move(problems_);
    for (RecordDraft& draft : drafts_) imported.people.push_back(std::move(draft.person));
    return imported;
  }

 private:
  void report(std::size_t whose, const ImportPlace& place, std::string message, std::string expected,
              std::string hint) {
    std::string number;
    if (whose != nobody) {
      drafts_[whose].person.ok = false;
      number = drafts_[whose].person.number;
    }
    problems_.push_back(
        {Severity::error, place, number, std::move(message), std::move(expected), std::move(hint)});
  }

  void report(std::size_t whose, const ImportPlace& place, const ImportedCell& cell) {
    report(whose, place, cell.message, cell.expected, cell.hint);
  }

  /// Rows below the headings that hold anything of the mapping's, headings repeated on a new page left out.
  template <class Work>
  void for_each_row(const ImportSheet& sheet, Work work) {
    const std::vector<TableRow>& rows = sheet.table->rows;
    for (std::size_t i = sheet.heading_row + 1; i < rows.size(); ++i) {
      std::set<std::size_t> filled;
      bool heading = false;
      const auto look = [&](std::size_t column, const std::vector<std::string>& headings) {
        if (column == ImportSheet::absent || rows[i].at(column).kind == TableCell::Kind::empty) return;
        filled.insert(column);
        const std::string key = heading_key(rows[i].at(column).text);
        for (const std::string& name : headings) heading |= key == heading_key(name);
      };
      for (std::size_t k = 0; k < sheet.keys.size(); ++k) look(sheet.keys[k], sheet.part->keys[k].headings);
      for (const std::size_t column : sheet.columns) look(column, {});
      for (const std::size_t column : sheet.same) look(column, {});
      if (filled.empty() || heading) continue;
      // In a list it may be what is left of somebody's row.
      const bool is_people = sheet.part == &mapping_.people;
      if (is_people && filled.size() == 1 && filled.count(sheet.keys.front()) == 0) {
        problems_.push_back({Severity::warning, sheet.place(rows[i], *filled.begin(), ""), "",
                             tr("这一行只有一格，当作说明，没有导入"), "", tr("是数据的请补全这一行")});
        continue;
      }
      work(rows[i]);
    }
  }

  void import_person(const ImportSheet& sheet, const TableRow& row) {
    const std::size_t whose = drafts_.size();
    drafts_.emplace_back(start_record(mapping_.notice, sheet.place(row, sheet.keys.front(), "")));
    read_number(whose, sheet, row);
    std::set<std::size_t> wrong;
    read_columns(whose, sheet, row, drafts_[whose].person.record, "/application", wrong);
    set_constants(mapping_.people, drafts_[whose]);
    note_names(drafts_[whose].person);
    by_name_[drafts_[whose].person.name].push_back(whose);
    for (std::size_t k = 0; k < sheet.keys.size(); ++k) {
      const ImportKey& key = mapping_.people.keys[k];
      const TableCell& cell = row.at(sheet.keys[k]);
      const ImportedCell read = import_key(cell, key.id_number);
      const ImportPlace place = sheet.place(row, sheet.keys[k], key.headings.front());
      if (!read.value.empty()) {
        by_key_[k][read.value].push_back(whose);
        continue;
      }
      drafts_[whose].without_key = true;
      if (wrong.count(sheet.keys[k]) == 0) {
        // What reading the record finds wrong with an ID number says more; this is told where it finds
        // nothing.
        drafts_[whose].person.ok = false;
        drafts_[whose].key_fault = {Severity::error, place,         drafts_[whose].person.number,
                                    read.message,    read.expected, read.hint};
        if (read.message.empty()) {
          drafts_[whose].key_fault->message = tr("空着");
          drafts_[whose].key_fault->expected = tr("必填");
          drafts_[whose].key_fault->hint = tr("请补上；合并的单元格请拆开，逐行填写");
        }
      }
    }
  }

  void read_number(std::size_t whose, const ImportSheet& sheet, const TableRow& row) {
    ImportedPerson& person = drafts_[whose].person;
    if (mapping_.number_headings.empty()) {
      // Everybody's number is the same in the next run, also when today's problems have been mended.
      person.number = fmt::format("{}{:0{}}", mapping_.number_prefix, next_number_++, mapping_.number_digits);
    } else {
      const ImportPlace place = sheet.place(row, sheet.number, mapping_.number_headings.front());
      const ImportedCell read = import_key(row.at(sheet.number), false);
      const bool sound = read.value.size() >= 4 && read.value.size() <= 32 &&
                         std::all_of(read.value.begin(), read.value.end(), [](unsigned char c) {
                           return c < 0x80 && (std::isalnum(c) || c == '-');
                         });
      if (sound) {
        person.number = read.value;
      } else if (!read.message.empty()) {
        report(whose, place, read);
      } else {
        report(whose, place, tr("不是申报编号"), tr("4 至 32 个字母、数字或连字符"), tr("请补上或改正"));
      }
      drafts_[whose].places["/application/@number"] = place;
    }
    if (!person.number.empty()) {
      set_at(person.record, parse_record_path("@number"), person.number);
      by_number_[person.number].push_back(whose);
    }
  }

  /// `wrong` gets the columns whose cell doesn't fit. Returns whether any cell said something.
  bool read_columns(std::size_t whose, const ImportSheet& sheet, const TableRow& row, Element& target,
                    const std::string& xpath, std::set<std::size_t>& wrong) {
    bool any = false;
    for (std::size_t i = 0; i < sheet.columns.size(); ++i) {
      if (sheet.columns[i] == ImportSheet::absent) continue;
      const ImportColumn& column = sheet.part->columns[i];
      const ImportedCell read = import_cell(row.at(sheet.columns[i]), column, mapping_.blanks);
      const ImportPlace place = sheet.place(row, sheet.columns[i], column.headings.front());
      if (!read.message.empty()) {
        wrong.insert(sheet.columns[i]);
        report(whose, place, read);
        if (whose != nobody) drafts_[whose].wrong.insert(xpath_of(xpath, column.path));
      } else if (!read.value.empty()) {
        any = true;
        set_at(target, column.path, read.value);
        if (whose != nobody) drafts_[whose].places[xpath_of(xpath, column.path)] = place;
      }
    }
    return any;
  }

  /// The same person twice, or one application number for two: none of them can be told to be right.
  void refuse_shared() {
    std::set<std::vector<std::size_t>> told;
    for (std::size_t k = 0; k < by_key_.size(); ++k)
      for (const auto& [value, who] : by_key_[k])
        if (who.size() > 1 && told.insert(who).second)
          for (const std::size_t i : who)
            report(i, drafts_[i].person.place,
                   fmt::format(fmt::runtime(tr("这个人不止一行（“{}”相同），另有 {}")),
                               mapping_.people.keys[k].headings.front(), other_row(who, i)),
                   "", tr("请只保留正确的一行"));
    for (const auto& [number, who] : by_number_)
      if (who.size() > 1)
        for (const std::size_t i : who)
          report(i, drafts_[i].person.place,
                 fmt::format(fmt::runtime(tr("申报编号与另一人相同：{}")), other_row(who, i)), "",
                 tr("每人的申报编号各不相同，请更正"));
  }

  std::string other_row(const std::vector<std::size_t>& who, std::size_t except) const {
    return to_text(drafts_[who[who[0] == except ? 1 : 0]].person.place);
  }

  void import_entry(const ImportSheet& sheet, const TableRow& row) {
    const std::size_t whose = owner_of(sheet, row);
    const ImportPart& part = *sheet.part;
    if (whose == nobody) {
      Element unused;
      std::set<std::size_t> wrong;
      read_columns(nobody, sheet, row, unused, "", wrong);
      return;
    }
    RecordDraft& draft = drafts_[whose];
    add_entry(draft, part, [&](Element& entry, const std::string& xpath) {
      std::set<std::size_t> wrong;
      return read_columns(whose, sheet, row, entry, xpath, wrong);
    });
  }

  /// Whose row it is by its key, provided that what it says besides agrees.
  std::size_t owner_of(const ImportSheet& sheet, const TableRow& row) {
    const ImportKey& key = sheet.part->keys.front();
    const ImportPlace place = sheet.place(row, sheet.keys.front(), key.headings.front());
    const ImportedCell read = import_key(row.at(sheet.keys.front()), key.id_number);
    std::size_t whose = nobody;
    if (!read.message.empty()) {
      report(nobody, place, read);
    } else if (read.value.empty()) {
      report(nobody, place, tr("空着，不知道这一行属于谁"), tr("必填"),
             tr("请补上；合并的单元格请拆开，逐行填写"));
    } else {
      std::size_t k = 0;
      while (mapping_.people.keys[k].name != key.name) ++k;
      const auto found = by_key_[k].find(read.value);
      if (found != by_key_[k].end()) {
        whose = found->second.front();
      } else if (!waits_for_key(name_in(sheet, row))) {
        report(nobody, place, tr("人员表里没有这个人"), tr("人员表里已有的人"),
               tr("请在人员表里补上这个人，或更正这一栏，或删去这一行"));
      }
    }
    return agrees(sheet, row, whose) ? whose : nobody;
  }

  /// Whether somebody of this name has no key that can be read: the row is found once that is mended.
  bool waits_for_key(const std::string& name) const {
    const auto found = by_name_.find(name);
    return !name.empty() && found != by_name_.end() &&
           std::any_of(found->second.begin(), found->second.end(),
                       [&](std::size_t i) { return drafts_[i].without_key; });
  }

  /// The name that a list's row repeats; empty where it has none.
  std::string name_in(const ImportSheet& sheet, const TableRow& row) const {
    for (std::size_t i = 0; i < sheet.same.size(); ++i)
      if (sheet.same[i] != ImportSheet::absent && xpath_of("", sheet.part->same[i].path) == "/applicant/name")
        return normalise_name(row.at(sheet.same[i]).text);
    return {};
  }

  /// What the row repeats of its person. Where it contradicts, or names somebody without a key that can be
  /// read, nobody of that name gets a record: the row may be theirs.
  bool agrees(const ImportSheet& sheet, const TableRow& row, std::size_t whose) {
    bool agree = whose != nobody;
    for (std::size_t i = 0; i < sheet.same.size(); ++i) {
      const ImportSame& same = sheet.part->same[i];
      if (sheet.same[i] == ImportSheet::absent) continue;
      const std::string text = normalise_name(row.at(sheet.same[i]).text);
      const std::string path = xpath_of("", same.path).substr(1);
      const bool differs = whose != nobody && !text.empty() &&
                           text != normalise_name(drafts_[whose].person.record.text_at(path));
      const ImportPlace place = sheet.place(row, sheet.same[i], same.headings.front());
      if (differs) {
        report(whose, place, tr("与人员表里同一人的不同"), tr("与人员表相同"),
               tr("请核对这一行属于谁，更正其中一处"));
        agree = false;
      }
      if (path == "applicant/name" && (differs || whose == nobody)) hold_back(text, place);
    }
    return agree;
  }

  void hold_back(const std::string& name, const ImportPlace& row) {
    const auto found = by_name_.find(name);
    if (name.empty() || found == by_name_.end()) return;
    for (const std::size_t i : found->second) {
      // Told once, however many of the rows there are; who has no key that can be read knows already.
      if (drafts_[i].without_key || std::exchange(drafts_[i].held_back, true)) continue;
      report(i, drafts_[i].person.place,
             fmt::format(fmt::runtime(tr("{} 的一行可能是这个人的，认不准")), to_text(row)), "",
             tr("请先更正那一行"));
    }
  }

  void finish(std::size_t i) {
    RecordDraft& draft = drafts_[i];
    for (ImportProblem& problem : finish_record(draft)) {
      if (problem.severity == Severity::error) draft.person.ok = false;
      if (draft.key_fault && problem.place.cell == draft.key_fault->place.cell) draft.key_fault.reset();
      problems_.push_back(std::move(problem));
    }
    if (draft.key_fault) problems_.push_back(std::move(*draft.key_fault));
  }

  const ImportMapping& mapping_;
  std::vector<RecordDraft> drafts_;
  std::vector<ImportProblem> problems_;
  std::vector<std::map<std::string, std::vector<std::size_t>>> by_key_;  // parallel to the people's keys
  std::map<std::string, std::vector<std::size_t>> by_number_, by_name_;
  int next_number_ = 1;
};

}  // namespace

ImportedPeople import_people(const ImportMapping& mapping, const ImportSheets& sheets) {
  return PeopleImporter(mapping).import(sheets);
}

}  // namespace hefu
