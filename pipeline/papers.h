#pragma once
#include <vector>

#include "pipeline/identify_page.h"

namespace hefu {

/// The sheets of paper that a picture shows, each with its own codes: usually one, without codes where none
/// could be read. Two codes that stand where one page has both of its own are one sheet's, whatever they say;
/// that they disagree is PageIdentity::conflicting.
std::vector<PageCodes> find_papers(const Image& grey, const PreparedRecord& record,
                                   const TrustedKeys& trusted);

/// The same for codes that were found already.
std::vector<PageCodes> papers_of(const std::vector<FoundCode>& found, const PreparedRecord& record,
                                 const TrustedKeys& trusted);

/// Parts of a picture that show one more ruled sheet, of about the size of those that were found: px, for
/// cutting. `maps`: where the pages that were found lie.
struct LocatedSheet {
  const Page* page = nullptr;
  PageMap map;
};
struct PicturePart {
  int x = 0, y = 0, width = 0, height = 0;  // px
};
std::vector<PicturePart> find_other_sheets(const Image& grey, const std::vector<LocatedSheet>& located);

/// Share of the picture that the found pages take.
double share_of_picture(const Image& grey, const std::vector<LocatedSheet>& located);

}  // namespace hefu
