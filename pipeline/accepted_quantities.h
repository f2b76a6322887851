#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ocr/sandbox.h"
#include "pipeline/scanned_forms.h"
#include "schemas/application.h"
#include "schemas/notice.h"

namespace hefu {

/// Opens one file of the record's by its name, and says how many pages it has.
using CountPages = std::function<DecodedFile(const std::string& file)>;

/// What the office writes on the checklist when it takes the papers in (数量): "2份（14页）", counted from
/// the files that the record names for each item, in `<materials>` and as evidence. One scan stands for all
/// copies of a form: how many were handed in is what the record's `<quantity>` says, else what was `scanned`.
/// 无 where there is none. Keys are late places of the checklist ("material[3]/quantity"). Bad data: a
/// diagnostic names the item and the file that is not there or cannot be opened.
std::map<std::string, std::string> accepted_quantities(const Application& application, const Notice& notice,
                                                       const CountPages& count_pages,
                                                       const std::map<std::string, ScannedForm>& scanned,
                                                       Diagnostics& diagnostics);

/// The files that a record names for an item of the checklist, each once, in the record's order.
std::vector<std::string> files_of_item(const Element& record, int item);

/// Counts the pages of files in the record's uploads folder, or else beside the record, in the sandbox.
CountPages count_uploaded_pages(const Application& application, Sandbox& sandbox);

}  // namespace hefu
