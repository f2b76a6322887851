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

constexpr int other_material = 11;  // of the 2025 checklist: takes anything

std::string list(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "\n    " : ",\n    ") + line;
  return "[" + out + (lines.empty() ? "]" : "\n  ]");
}

struct EvidenceTruth {
  bool doubtful = false;  // something that a person is to look at
  std::string json;
};

// What the papers of others are, what they say of the record, and which lie in a place that is not theirs.
EvidenceTruth truth_of(const std::vector<ScannedPaper>& scanned) {
  std::vector<std::string> papers, contradicted, misplaced;
  std::set<std::string> proven, disproven;
  for (const auto& [upload, paper] : scanned) {
    const std::string file = quoted("uploads/" + upload.file);
    papers.push_back(fmt::format("{{\"file\": {}, \"kind\": {}, \"year\": {}}}", file, quoted(paper.kind),
                                 paper.year.empty() ? "null" : paper.year));
    for (const PaperClaim& claim : paper.claims) {
      if (!claim.whole) continue;
      if (claim.agrees())
        proven.insert(quoted(claim.path));
      else if (disproven.insert(claim.path).second)
        contradicted.push_back(fmt::format("{{\"path\": {}, \"file\": {}, \"online\": {}, \"paper\": {}}}",
                                           quoted(claim.path), file, quoted(claim.recorded),
                                           quoted(claim.printed)));
    }
    if (paper.item != 0 && paper.item != upload.item && upload.item != other_material)
      misplaced.push_back(file);
  }
  const std::string json =
      fmt::format(",\n  \"papers\": {},\n  \"proven\": {},\n  \"contradicted\": {},\n  \"misplaced\": {}",
                  list(papers), list({proven.begin(), proven.end()}), list(contradicted), list(misplaced));
  return {!contradicted.empty() || !misplaced.empty(), json};
}

}  // namespace

std::string expected_json(const PrintedCase& printed, const std::vector<ScannedPage>& pages,
                          const std::vector<ScannedPaper>& papers) {
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
  const EvidenceTruth evidence = truth_of(papers);
  return fmt::format("{{\n  \"verdict\": \"{}\",\n  \"differences\": {},\n  \"pages\": {}{}\n}}\n",
                     !consistent         ? "inconsistent"
                     : evidence.doubtful ? "needs_review"
                                         : "consistent",
                     list(differences), list(faults), papers.empty() ? "" : evidence.json);
}

}  // namespace hefu::support
