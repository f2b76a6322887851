#include "ocr/line_span.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "ocr/lookalikes.h"
#include "schemas/text.h"
#include "schemas/without_spaces.h"

namespace hefu {
namespace {

/// The codes of some characters, and to which of them each belongs.
struct Coded {
  std::vector<int> codes;
  std::vector<std::size_t> owner;
  bool all = true;
  void add(const std::u32string& text, const CodeAlphabet& alphabet, std::size_t owning) {
    all = alphabet.append(text, codes) && all;
    owner.resize(codes.size(), owning);
  }
};

/// Centres of the characters; those that the network cannot write lie between their neighbours.
void place_characters(const LineSteps& line, const std::vector<double>& step_of, LineSpan& span) {
  const std::size_t n = step_of.size();
  std::vector<double> steps = step_of;
  for (std::size_t i = 0; i < n; ++i) {
    if (steps[i] >= 0) continue;
    std::size_t next = i;
    while (next < n && step_of[next] < 0) ++next;
    const double left = i > 0 ? steps[i - 1] : (next < n ? step_of[next] - 8 : 0);
    const double right = next < n ? step_of[next] : left + 8 * static_cast<double>(next - i + 1);
    steps[i] = left + (right - left) / static_cast<double>(next - i + 1);
  }
  for (const double step : steps) span.centre_px.push_back(line.x_of(step));
}

/// What is read in the place of each character, where as many are read as expected but for signs: engines
/// read a bracket as two. Nothing where not.
std::vector<std::u32string> read_in_places(const std::u32string& expected, const std::u32string& read) {
  std::vector<std::u32string> places;
  std::size_t at = 0;
  for (const char32_t c : expected) {
    std::size_t to = at + 1;
    if (read.size() != expected.size() && is_mark(c))
      while (to < read.size() && is_mark(read[to])) ++to;
    if (to > read.size() || (read.size() != expected.size() && is_mark(c) != is_mark(read[at]))) return {};
    places.push_back(read.substr(at, to - at));
    at = to;
  }
  if (at != read.size()) places.clear();
  return places;
}

bool is_same_sign(const std::u32string& read, char32_t expected) {
  return read.size() > 1 || plain_sign(read[0]) == plain_sign(expected);
}

/// How much likelier a character is than each of its variants, between the characters beside it.
void compare_variants(const LineSteps& line, const CodeAlphabet& alphabet, const std::u32string& expected,
                      const std::vector<std::u32string>& written,
                      const std::vector<std::pair<int, int>>& windows, const RivalsOf& rivals,
                      LineSpan& span) {
  span.ratio = 1e3;
  span.characters.resize(expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    std::vector<int> own;
    if (!alphabet.append(written[i], own)) continue;
    const auto [from, to] = windows[i];
    CharacterSteps& character = span.characters[i];
    character.known = true;
    character.own = log_probability(line, from, to, own);
    const auto ratio_to = [&](const std::u32string& other) -> std::optional<double> {
      std::vector<int> codes;
      if (!alphabet.append(other, codes) || codes == own) return std::nullopt;
      return character.own - log_probability(line, from, to, codes);
    };
    const auto compare = [&](const std::u32string& other) {
      const std::optional<double> known = ratio_to(other);
      if (!known) return;
      const double ratio = *known;
      if (other.size() == 1) {
        character.against.emplace_back(other[0], ratio);
        character.ratio = std::min(character.ratio, ratio);
      } else {
        character.count_ratio = std::min(character.count_ratio, ratio);
      }
      if (ratio >= span.ratio) return;
      span.ratio = ratio;
      span.doubtful = i;
      span.rival = other;
    };
    for (const char32_t rival : rivals(expected[i])) compare({rival});
    if (is_figure(expected[i])) {
      compare({});
      compare({expected[i], expected[i]});
    }
    if (span.read.size() != expected.size() || plain_sign(span.read[i]) == plain_sign(expected[i])) continue;
    if (const auto ratio = ratio_to({span.read[i]})) character.against.emplace_back(span.read[i], *ratio);
  }
}

}  // namespace

char32_t plain_sign(char32_t c) {
  switch (c) {
    case U'•':
    case U'．':
    case U'。':
    case U'·':
      return U'.';
    case U'—':
    case U'－':
    case U'–':
      return U'-';
    case U'〈':
    case U'《':
    case U'〔':
    case U'<':
    case U'＜':
      return U'(';
    case U'〉':
    case U'》':
    case U'〕':
    case U'>':
    case U'＞':
      return U')';
    case U'O':
    case U'○':
    case U'◯':
      return U'〇';
    case U'“':
    case U'”':
      return U'"';
    default:
      return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
  }
}

bool is_mark(char32_t c) {
  const bool full_width = c > 0xFF00 && c < 0xFF5F;
  const char32_t plain = full_width ? c - 0xFEE0 : c;
  if (plain < 0x80) return std::isalnum(static_cast<int>(plain)) == 0;
  return c < 0x2E80 || (c > 0x3000 && c < 0x3041 && c != U'〇' && c != U'々');
}

bool is_chinese_number(char32_t c) {
  return std::u32string_view(U"〇○一二三四五六七八九十百").find(c) != std::u32string_view::npos;
}

TextPart most_like(const std::u32string& text, const std::u32string& wanted) {
  const std::size_t n = text.size(), m = wanted.size();
  // Rows: characters of the wanted text; each cell keeps where its part of the text begins.
  std::vector<std::size_t> cost(n + 1, 0), start(n + 1), above(n + 1), above_start(n + 1);
  for (std::size_t j = 0; j <= n; ++j) start[j] = j;
  for (std::size_t i = 1; i <= m; ++i) {
    above.swap(cost);
    above_start.swap(start);
    cost[0] = i;
    start[0] = 0;
    for (std::size_t j = 1; j <= n; ++j) {
      const bool same = plain_sign(wanted[i - 1]) == plain_sign(text[j - 1]);
      cost[j] = above[j - 1] + (same ? 0 : 1);
      start[j] = above_start[j - 1];
      if (above[j] + 1 < cost[j]) cost[j] = above[j] + 1, start[j] = above_start[j];
      if (cost[j - 1] + 1 < cost[j]) cost[j] = cost[j - 1] + 1, start[j] = start[j - 1];
    }
  }
  TextPart best{0, 0, m};
  const auto off = [m](std::size_t length) { return length > m ? length - m : m - length; };
  for (std::size_t j = 0; j <= n; ++j) {
    const bool nearer = cost[j] == best.edits && off(j - start[j]) < off(best.to - best.from);
    if (cost[j] < best.edits || nearer) best = {start[j], j, cost[j]};
  }
  return best;
}

LineSpan find_span(const LineSteps& line, const CodeAlphabet& alphabet, const std::u32string& expected,
                   std::size_t most_edits, const RivalsOf& rivals) {
  LineSpan span;
  const std::u32string text = without_spaces(line.text);
  if (line.empty() || expected.empty() || text.empty()) return span;
  const TextPart part = most_like(text, expected);
  if (part.edits > most_edits || part.to <= part.from) return span;
  span.before = text.substr(0, part.from);
  const std::u32string read_text = text.substr(part.from, part.to - part.from);
  span.after = text.substr(part.to);
  Coded coded;
  coded.add(span.before, alphabet, 0);
  const std::size_t first_code = coded.codes.size();
  coded.all = true;
  const std::vector<std::u32string> in_place = read_in_places(expected, read_text);
  span.read = in_place.empty() ? read_text : std::u32string();
  std::vector<std::u32string> written;  // the expected text with the signs as they are read
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const bool as_read = !in_place.empty() && is_same_sign(in_place[i], expected[i]);
    written.push_back(as_read ? in_place[i] : expected.substr(i, 1));
    if (!in_place.empty()) span.read += as_read ? written[i][0] : in_place[i][0];
    coded.add(written[i], alphabet, part.from + i);
  }
  const std::size_t end_code = coded.codes.size();
  span.scored = coded.all;
  coded.add(span.after, alphabet, part.from + expected.size());
  const std::vector<CodePlace> places = place_codes(line, coded.codes);
  if (places.empty() || end_code == first_code) return span;

  std::vector<double> step_of(expected.size(), -1);
  std::vector<std::pair<int, int>> windows(expected.size(), {0, line.steps});
  for (std::size_t i = 0; i < expected.size(); ++i) {
    std::size_t a = first_code, b = first_code;
    while (a < end_code && coded.owner[a] < part.from + i) ++a;
    for (b = a; b < end_code && coded.owner[b] == part.from + i;) ++b;
    if (a == b) continue;
    step_of[i] = (places[a].first + places[b - 1].last) / 2.0;
    windows[i] = {a > 0 ? places[a - 1].last + 1 : 0, b < places.size() ? places[b].first : line.steps};
  }
  place_characters(line, step_of, span);
  const int from = first_code > 0 ? places[first_code - 1].last + 1 : 0;
  const int to = end_code < places.size() ? places[end_code].first : line.steps;
  span.left_px = line.x_of(places[first_code].first - 0.5);
  span.right_px = line.x_of(places[end_code - 1].last + 0.5);
  const std::vector<int> own(coded.codes.begin() + static_cast<std::ptrdiff_t>(first_code),
                             coded.codes.begin() + static_cast<std::ptrdiff_t>(end_code));
  const double mine = log_probability(line, from, to, own);
  span.mean = mine / static_cast<double>(own.size());
  std::vector<int> read;
  if (alphabet.append(read_text, read) && !read.empty()) {
    const double theirs = log_probability(line, from, to, read);
    span.read_ratio = mine - theirs;
    span.read_mean = theirs / static_cast<double>(read.size());
  }
  compare_variants(line, alphabet, expected, written, windows, rivals, span);
  span.found = true;
  return span;
}

}  // namespace hefu
