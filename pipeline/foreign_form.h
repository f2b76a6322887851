#pragma once
#include <string>
#include <vector>

#include "ocr/verify.h"
#include "schemas/element.h"
#include "templates/sheet.h"

namespace hefu {

class ClaimJudge;
class TextReader;
struct PaperReading;

/// A value of the record on a form that Hefu did not print.
struct FormValue {
  std::string path;   // XPath in the record
  std::string label;  // what forms call it
  std::string online;
  Verdict verdict = Verdict::unreadable;
  std::string paper;  // what stands there, as far as is known
  float score = 0;    // over 0: for what is online
  RectMm box;         // px of the straightened page
};

/// A row of a list on such a form.
struct FormRow {
  std::string list;   // XPath of the record's rows without index: /application/jobs/job
  std::string label;  // what forms call the list
  int row = 0;        // of the record, 1-based; 0: it has none like it
  double likeness = 0;
  bool legible = true;  // false: too badly read to say that the record has none like it
  std::string paper;    // what was read of it
  RectMm box;           // px of the straightened page
};

/// A page of a form that somebody filled in with a word processor, against the record.
struct FormPage {
  std::string title_kind;  // KIND that its title says; empty: it has none
  int labels = 0;          // of single values that were found
  int lists = 0;           // with a head of known columns
  std::vector<FormValue> values;
  std::vector<FormRow> rows;
  std::vector<std::string> seen_lists;  // as FormRow::list: of which all rows belong on the form
};

/// Reads a page as a form of others: finds labels and their values, and judges each against the record by
/// known answers; pairs the rows of its lists with the record's by likeness, whatever their order. A page
/// that is no form has no labels, or few. Fails: throws Error(missing) without pipeline/form-labels.txt.
FormPage read_form_page(const PaperReading& paper, const Element& record, ClaimJudge& judge,
                        TextReader& reader);

}  // namespace hefu
