#pragma once
#include <map>
#include <string>
#include <vector>

#include "tests/support/make/printing.h"

namespace hefu::support {

/// One page of one upload: what was laid on the glass.
struct ScannedPage {
  std::string kind;
  int form_page = 0;  // 1-based
  const Page* printed = nullptr;
  const Page* current = nullptr;  // what the record of today asks for; null: another person's page
  std::string damage;
  bool again = false;  // the same page was scanned before
  std::string file;    // relative to the case
  int page = 0;        // 1-based in the file
};

/// Says page by page what goes into an upload. `others`: the cases that foreign pages come from.
std::vector<ScannedPage> pages_of(const Upload& upload, const PrintedCase& printed,
                                  const std::map<std::string, PrintedCase>& others);

/// Prints and scans the pages and encodes them: file name relative to the case -> bytes.
std::map<std::string, std::string> scan(const Upload& upload, const std::vector<ScannedPage>& pages,
                                        std::uint64_t seed, Machine& machine);

}  // namespace hefu::support
