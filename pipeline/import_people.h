#pragma once
#include <map>
#include <string>
#include <vector>

#include "pipeline/import_problems.h"
#include "pipeline/import_sheets.h"
#include "schemas/element.h"

namespace hefu {

/// One person of an office's tables. A record is written only while `ok`: never half of one.
struct ImportedPerson {
  std::string number;  // application number; empty: it could not be read
  std::string name, id_number;
  Element record;     // <application>, in the schema's order
  ImportPlace place;  // of the row
  bool ok = true;
};

struct ImportedPeople {
  std::vector<ImportedPerson> people;  // in the order of the tables
  std::vector<ImportProblem> problems;
};

/// Makes records of recognised sheets. Whatever doesn't fit is a problem with its cell; whose row it is gets
/// no record. A row of a list that nobody can be found for holds back everybody of the name that stands in
/// it.
ImportedPeople import_people(const ImportMapping& mapping, const ImportSheets& sheets);

}  // namespace hefu
