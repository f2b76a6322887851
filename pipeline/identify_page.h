#pragma once
#include "pipeline/check_parts.h"

namespace hefu {

/// What the page's codes say. Both copies are read; a forged one outweighs a genuine one, and two that say
/// different things are conflicting: then neither may be believed.
struct PageCodes {
  std::vector<FoundCode> found;  // ours only, for orientation
  PageIdentity identity;         // code, said, code_text, conflicting
};
PageCodes what_codes_say(std::vector<FoundCode> found, const TrustedKeys& trusted);
PageCodes read_page_codes(const Image& grey, const TrustedKeys& trusted);

/// From what the code says: which form and page, whose, and whether the print is the current one.
void identify_by_code(const PreparedRecord& record, PageIdentity& identity);

/// Where a page lies and what it shows, once it is known which page it is.
struct LocatedPage {
  int sheet = -1;
  std::size_t page = 0;  // index in the sheet's pages
  Registration registration;
  double score = 0;  // label_score()
};

/// Tells which page of the record's forms a scan without a usable code is, by its ruling lines and labels;
/// pages whose print is alike are told apart by their values. Nothing when no page fits, or several fit
/// equally.
std::optional<LocatedPage> identify_by_print(const Image& colour, const Image& grey,
                                             const PreparedRecord& record, CheckWorker& worker);

/// Whose page this is, by what it shows: for pages without a code that may be believed.
Owner owner_by_fields(const Page& page, const PageReading& reading);

}  // namespace hefu
