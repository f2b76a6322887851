#pragma once
#include <string>
#include <vector>

#include "schemas/application.h"
#include "schemas/notice.h"

namespace hefu {

/// One value of the online record that papers can prove or contradict.
struct RecordClaim {
  std::string path;   // XPath in the record
  std::string kind;   // name, id-number, title, date, number, paper ... (pipeline/claim-kinds.txt)
  std::string label;  // what it is called
  std::string value;  // as the record has it
  std::vector<std::string> forms;  // how papers write it; any of them proves it
  std::vector<std::string> files;  // the uploads that it refers to, by its row or by the checklist; none: any
  std::string year;                // that it is of, as an assessment's grade; empty: of none
  bool wanted = false;             // that no paper proves it is a finding
};

/// Everything that the record claims and papers can show, in the record's order; empty values left out.
/// Fails: throws Error(missing) without pipeline/claim-kinds.txt.
std::vector<RecordClaim> list_claims(const Application& application, const Notice& notice);

/// Whether a claim has to do with an upload, as the record names it: it refers to it, or to none.
bool concerns(const RecordClaim& claim, const std::string& file);

/// Words that stand before a value of this kind, in its line or in the cell to its left; empty: no kind that
/// is sought by them.
const std::vector<std::string>& labels_before(const std::string& kind);
/// What proves a value of this kind beside one of its labels alone, as a table's 累计学时 | 90 or 个人排名 |
/// 第2名; empty: nothing does.
std::vector<std::string> forms_beside_label(const std::string& kind, const std::string& value);

/// How papers write a value of this kind: dates as 2018年12月, 2018.12, 二〇一八年十二月 ...; the likeliest
/// first.
std::vector<std::string> written_forms(const std::string& kind, const std::string& value);

}  // namespace hefu
