#include "tests/bench/evidence_text.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include "schemas/text.h"

namespace hefu::evidence {
namespace {

/// Without spaces; signs that differ only in width are one.
std::u32string plain(const std::string& text) {
  static const std::u32string wide = U"，：；（）！？．－—", narrow = U",:;()!?.--";
  std::u32string kept;
  for (char32_t c : to_utf32(text)) {
    if (c == U' ' || c == U'　' || c == U'\n' || c == U'\r' || c == U'\f' || c == U'\t') continue;
    if (c >= U'０' && c <= U'９') c = U'0' + (c - U'０');
    if (const auto at = wide.find(c); at != wide.npos) c = narrow[at];
    kept += c;
  }
  return kept;
}

/// Edits between the line and the part of the text that is most like it.
std::int64_t least_edits(const std::u32string& line, const std::u32string& text) {
  std::vector<int> row(text.size() + 1, 0), next(text.size() + 1);
  for (std::size_t i = 0; i < line.size(); ++i) {
    next[0] = static_cast<int>(i) + 1;
    for (std::size_t j = 0; j < text.size(); ++j)
      next[j + 1] = std::min({row[j] + (line[i] == text[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1});
    row.swap(next);
  }
  return *std::ranges::min_element(row);
}

}  // namespace

TextErrors text_errors(const std::string& true_lines, const std::string& read) {
  const std::u32string text = plain(read);
  TextErrors errors;
  std::istringstream lines(true_lines);
  for (std::string line; std::getline(lines, line);) {
    const std::u32string wanted = plain(line);
    errors.characters += static_cast<std::int64_t>(wanted.size());
    errors.errors += least_edits(wanted, text);
  }
  return errors;
}

}  // namespace hefu::evidence
