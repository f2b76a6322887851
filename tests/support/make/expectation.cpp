#include "tests/support/make/expectation.h"

#include <fmt/format.h>

#include <set>

namespace hefu::support {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

// Fields of the true page whose print is another, with both texts.
void add_differences(const ScannedPage& scanned, std::vector<std::string>& lines) {
  for (std::size_t i = 0; i < scanned.current->fields.size(); ++i) {
    const Field& online = scanned.current->fields[i];
    int nth = 0;  // a page may show a value more than once
    for (std::size_t k = 0; k < i; ++k) nth += scanned.current->fields[k].path == online.path;
    for (const Field& paper : scanned.printed->fields) {
      if (paper.path != online.path || nth-- != 0) continue;
      if (paper.text != online.text)
        lines.push_back(
            fmt::format("{{\"path\": {}, \"file\": {}, \"page\": {}, \"online\": {}, \"paper\": {}}}",
                        quoted(online.path), quoted(scanned.file), scanned.page, quoted(online.online),
                        quoted(paper.online)));
      break;
    }
  }
}

std::string fault(const std::string& file, int page, const char* kind) {
  return fmt::format("{{\"file\": {}, \"page\": {}, \"fault\": \"{}\"}}", quoted(file), page, kind);
}

std::string list(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "\n    " : ",\n    ") + line;
  return "[" + out + (lines.empty() ? "]" : "\n  ]");
}

}  // namespace

std::string expected_json(const PrintedCase& printed, const std::vector<ScannedPage>& pages) {
  std::vector<std::string> differences, faults;
  std::set<std::pair<std::string, int>> seen;
  for (const ScannedPage& page : pages) {
    if (!page.current) {
      faults.push_back(fault(page.file, page.page, "foreign"));
      continue;
    }
    seen.emplace(page.kind, page.form_page);
    add_differences(page, differences);
    if (page.again)
      faults.push_back(fault(page.file, page.page, "doubled"));
    else if (page.printed->digest != page.current->digest)
      faults.push_back(fault(page.file, page.page, "older"));
  }
  for (const auto& [kind, form] : printed)
    for (int number = 1; number <= static_cast<int>(form.current.pages.size()); ++number)
      if (!seen.count({kind, number})) faults.push_back(fault("", number, "missing"));
  const bool consistent = differences.empty() && faults.empty();
  return fmt::format("{{\n  \"verdict\": \"{}\",\n  \"differences\": {},\n  \"pages\": {}\n}}\n",
                     consistent ? "consistent" : "inconsistent", list(differences), list(faults));
}

}  // namespace hefu::support
