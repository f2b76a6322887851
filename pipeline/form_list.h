#pragma once
#include <set>
#include <vector>

#include "pipeline/form_places.h"
#include "schemas/element.h"

namespace hefu {

/// A list of the record laid over a table of a form.
struct ListFit {
  const FormList* list = nullptr;
  std::vector<const Element*> rows;           // the record's
  std::vector<FormLabel> columns;             // what each column of the table holds; without parts: not known
  std::vector<std::vector<double>> likeness;  // of the form's rows and the record's
  std::vector<int> assigned;                  // a record's row for each of the form's, -1: none
  double sum = 0;                             // of the assigned rows' likeness
};

/// Pairs the table's rows with the record's by likeness, whatever their order. A column holds what its head
/// names; where no head is known, or what stands below it is something else, what the rows say decides.
ListFit fit_list(const FormTable& table, const FormList& list, const Element& record);

/// The list that a table without a known head is: its rows say so much of the record's that they can be
/// nothing else. Rows above the first of these are taken off: they are its head. Its `list` is null when it
/// is none. `but`: lists that it is not.
ListFit recognise_list(FormTable& table, const Element& record, const std::set<const FormList*>& but = {});

}  // namespace hefu
