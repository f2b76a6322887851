#pragma once
#include "pipeline/check_parts.h"

namespace hefu {

/// What the set of pages says that no page says alone.
struct PageSet {
  std::vector<PageReport> missing_pages;
  std::vector<FieldReport>
      missing_fields;  // of missing pages, and of pages in whose place another person's lies
  std::vector<Finding> findings;
};

/// Names every page that is missing, doubled, another person's, of an older print or out of order: sets
/// ReadPage::fault, and gives pages that nothing identified their place between their neighbours.
/// A second, complete copy of a form in another file is a lawful copy, not doubled pages.
PageSet examine_page_set(const PreparedRecord& record, const Case& given,
                         const std::vector<ReadUpload>& uploads, std::vector<ReadPage>& pages);

}  // namespace hefu
