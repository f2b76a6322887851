#include <fmt/format.h>

#include <cstdio>
#include <filesystem>

#include "schemas/data_files.h"
#include "schemas/notice.h"
#include "schemas/text.h"

namespace {

namespace fs = std::filesystem;

/// Without white space, `*` and `#`: marks of emphasis and line breaks are the text file's own.
std::u32string bare(const std::string& text) {
  std::u32string kept;
  for (const char32_t c : hefu::to_utf32(text)) {
    const bool space = c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == U'\u00a0' ||
                       c == U'\u3000' || c == U'\f' || c == U'\ufeff';
    if (!space && c != U'*' && c != U'#') kept += c;
  }
  return kept;
}

}  // namespace

/// check_quotes FOLDER: whether every quote of every pack stands in the text that the pack names.
int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: check_quotes FOLDER\n");
    return 2;
  }
  int quotes = 0, faults = 0, notices = 0;
  for (const std::string& id : hefu::notice_ids()) {
    const hefu::ReadNotice read = hefu::find_notice(id);
    const fs::path file = fs::path(argv[1]) / read.notice.text_file;
    if (!read.ok || read.notice.text_file.empty() || !fs::is_regular_file(file)) {
      fmt::print("{}: its text {} is not there\n", id, file.string());
      ++faults;
      continue;
    }
    ++notices;
    const std::u32string text = bare(hefu::read_file(file));
    for (const hefu::Element& clause : read.notice.root.at("clauses")->children) {
      if (clause.attribute("source") == "design") continue;
      ++quotes;
      if (text.find(bare(clause.text)) != std::u32string::npos) continue;
      ++faults;
      fmt::print("{} {} ({}) does not say: {}\n", id, clause.attribute("number"), clause.attribute("id"),
                 clause.text);
    }
  }
  fmt::print("{} notices, {} quotes, {} faults\n", notices, quotes, faults);
  return faults == 0 && notices > 0 ? 0 : 1;
}
