#pragma once
#include "pipeline/check_parts.h"

namespace hefu {

/// Identifies, registers and verifies what one decoded picture shows against the record, and keeps of its
/// pixels only what the report shows: one page, or one for each paper of a picture of several. `file`: the
/// upload's name as reports show it; page: 1-based.
std::vector<ReadPage> read_pages(Image image, const std::string& file, std::size_t upload, int page,
                                 const PreparedRecord& record, CheckRun& run, CheckWorker& worker);

/// The same of a picture that shows one page.
inline ReadPage read_page(Image image, const std::string& file, std::size_t upload, int page,
                          const PreparedRecord& record, CheckRun& run, CheckWorker& worker) {
  return std::move(read_pages(std::move(image), file, upload, page, record, run, worker).front());
}

}  // namespace hefu
