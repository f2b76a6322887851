#pragma once
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/people.h"

namespace hefu::support {

/// A value of the record: its path below <application>, "publications/publication[1]/title", and the text.
struct Value {
  std::string path, text;
};

/// What somebody changed in the file between printing and handing in: the page's code stays the true one.
struct Edit {
  std::string kind;  // of the form
  Value value;
  int place = 0;  // the n-th page that shows the value; 0: every one
};

/// Another sample's page among the own ones.
struct ForeignPage {
  int after = 0;  // the own page before it, 1-based
  std::string case_name;
  int page = 0;
};

/// One upload, or a row of pictures with running numbers: "evaluation-form.jpg" becomes
/// evaluation-form-01.jpg ... Its suffix is its format: pdf (JPEGs inside), jpg, png, tiff (G4, black and
/// white).
struct Upload {
  std::string file;
  std::string kind;
  std::string damage = "clean";
  int first = 1, last = 0;               // pages of the form; 0: to the end
  std::map<int, std::string> damage_of;  // of single pages
  std::set<int> left_out, twice;
  std::vector<ForeignPage> foreign;
  double dpi = 150;  // where the damage says none of its own
  int quality = 42;
};

/// A paper that somebody else printed: a certificate, a letter, a card (tests/support/papers).
struct EvidenceUpload {
  std::string file;  // its suffix is its format: pdf (a JPEG inside) or jpg
  int item = 0;      // of the checklist, under which it was put
  std::string kind, layout;
  std::string damage = "clean";
  std::string row;             // path of the record's row that names it; empty: the checklist's item does
  int index = -1;              // which of the rows that papers of this kind are about, 0-based
  std::vector<Value> printed;  // what it says otherwise than the record
};

/// One made-up applicant with what was handed in.
struct Case {
  std::string name, number;
  std::uint64_t seed = 0;
  PersonWish wish;
  std::vector<Value> set;  // values of the record that the seed does not give
  std::vector<Edit> edits;
  std::vector<Value> earlier;  // values that an older print of the evaluation form still has
  std::vector<Upload> uploads;
  std::vector<EvidenceUpload> evidence;
};

/// The samples.
const std::vector<Case>& sample_cases();

}  // namespace hefu::support
