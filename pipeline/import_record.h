#pragma once
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "pipeline/import_people.h"

namespace hefu {

/// A record in the making, and which cell each of its values came from.
struct RecordDraft {
  ImportedPerson person;
  std::map<std::string, ImportPlace> places;  // by XPath: /application/employment/unit
  std::set<std::string> wrong;                // XPaths whose cell did not fit: told already
  bool without_key = false;                   // a cell by which others know the person could not be read
  std::optional<ImportProblem> key_fault;     // why, unless it is told otherwise
  bool held_back = false;                     // told that another's row may be this person's
};

/// An empty record under a notice.
RecordDraft start_record(const std::string& notice, ImportPlace place);

/// Sets what stands in no table; birth date and sex by a sound ID number.
void set_constants(const ImportPart& part, RecordDraft& draft);

/// Takes name and ID number out of the record.
void note_names(ImportedPerson& person);

/// Appends an entry to the list of a part. `fill` gets the entry and its XPath; an entry into which it puts
/// nothing is left out.
void add_entry(RecordDraft& draft, const ImportPart& part,
               const std::function<bool(Element& entry, const std::string& xpath)>& fill);

/// Puts the record in the schema's order and reads it as any record is read. What is wrong with it is told
/// by the cell that it came from, once a cell.
std::vector<ImportProblem> finish_record(RecordDraft& draft);

}  // namespace hefu
