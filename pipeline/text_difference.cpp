#include "pipeline/text_difference.h"

#include <cstdint>

#include "schemas/text.h"

namespace hefu {
namespace {

/// Over this many pairs the middle is marked as a whole: 4 MB of table, and nobody reads such a difference by
/// character.
constexpr std::size_t most_pairs = 1'000'000;

/// Which characters of both middles are common, by the textbook table of lengths.
void mark_common(std::u32string_view a, std::u32string_view b, std::vector<bool>& a_differs,
                 std::vector<bool>& b_differs) {
  a_differs.assign(a.size(), true);
  b_differs.assign(b.size(), true);
  if (a.empty() || b.empty() || a.size() * b.size() > most_pairs) return;
  const std::size_t row = b.size() + 1;
  std::vector<std::uint32_t> length((a.size() + 1) * row, 0);
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      length[i * row + j] = a[i] == b[j] ? length[(i + 1) * row + j + 1] + 1
                                         : std::max(length[(i + 1) * row + j], length[i * row + j + 1]);
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j])
      a_differs[i++] = b_differs[j++] = false;
    else if (length[(i + 1) * row + j] >= length[i * row + j + 1])
      ++i;
    else
      ++j;
  }
}

void append(std::vector<TextStretch>& stretches, std::u32string_view text, bool differs) {
  if (text.empty()) return;
  if (stretches.empty() || stretches.back().differs != differs) stretches.push_back({{}, differs});
  stretches.back().text += to_utf8(text);
}

std::vector<TextStretch> stretches_of(std::u32string_view text, std::size_t head, std::size_t tail,
                                      const std::vector<bool>& differs) {
  std::vector<TextStretch> stretches;
  append(stretches, text.substr(0, head), false);
  for (std::size_t i = 0; i < differs.size(); ++i) append(stretches, text.substr(head + i, 1), differs[i]);
  append(stretches, text.substr(text.size() - tail), false);
  return stretches;
}

}  // namespace

TextDifference differing(std::string_view online, std::string_view paper) {
  const std::u32string a = to_utf32(online), b = to_utf32(paper);
  const std::size_t shorter = std::min(a.size(), b.size());
  std::size_t head = 0, tail = 0;
  while (head < shorter && a[head] == b[head]) ++head;
  while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  std::vector<bool> a_differs, b_differs;
  mark_common(std::u32string_view(a).substr(head, a.size() - head - tail),
              std::u32string_view(b).substr(head, b.size() - head - tail), a_differs, b_differs);
  return {stretches_of(a, head, tail, a_differs), stretches_of(b, head, tail, b_differs)};
}

}  // namespace hefu
