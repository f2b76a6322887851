#include "pipeline/paper_claims.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "schemas/text.h"

namespace hefu {
namespace {

// A claim and what is read in its place may differ in this share of the characters, and by one in three of
// the short ones: a changed value is found and told, an unrelated one is not. Found on made-up papers, seeds
// 1 to 999.
constexpr double most_different = 0.34;
constexpr std::size_t most_candidates = 3;  // places of a page that are judged for one claim

std::u32string plain(const std::string& text) {
  std::u32string out;
  for (const char32_t c : to_utf32(text))
    if (c > U' ' && c != 0x3000 && c != 0xA0) out += c;
  return out;
}

/// One line, or two of which the second goes on where the first ends.
struct Chain {
  std::size_t first = 0;
  std::optional<std::size_t> second;
  std::u32string text;
  std::size_t break_at = 0;  // of the text: where the second line begins
};

bool goes_on(const ReadLine& upper, const ReadLine& lower) {
  if (upper.vertical || lower.vertical || upper.cell != lower.cell) return false;
  const double gap = lower.box.y - upper.box.bottom();
  const bool below = gap > -0.3 * upper.box.height && gap < 1.8 * upper.box.height;
  const bool alike = lower.box.height < 1.6 * upper.box.height && upper.box.height < 1.6 * lower.box.height;
  return below && alike && lower.box.x < upper.box.right() && lower.box.right() > upper.box.x;
}

std::vector<Chain> chains_of(const PaperReading& paper) {
  std::vector<Chain> chains;
  std::vector<std::u32string> texts;
  for (const ReadLine& line : paper.lines) texts.push_back(plain(line.text));
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].empty() || paper.lines[i].vertical) continue;
    chains.push_back({i, std::nullopt, texts[i], texts[i].size()});
  }
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (std::size_t j = i + 1; j < std::min(texts.size(), i + 4); ++j) {
      if (texts[i].empty() || texts[j].empty() || !goes_on(paper.lines[i], paper.lines[j])) continue;
      chains.push_back({i, j, texts[i] + texts[j], texts[i].size()});
      break;
    }
  return chains;
}

/// How many of the wanted characters the text has at all: a bound that is quick to know.
std::size_t shared(const std::multiset<char32_t>& wanted, const std::u32string& text) {
  std::multiset<char32_t> left = wanted;
  for (const char32_t c : text)
    if (const auto found = left.find(plain_sign(c)); found != left.end()) left.erase(found);
  return wanted.size() - left.size();
}

struct Candidate {
  const Chain* chain = nullptr;
  TextPart part;
  std::u32string form;
  double likeness() const { return 1 - static_cast<double>(part.edits) / static_cast<double>(form.size()); }
};

std::size_t allowed_edits(std::size_t length) {
  if (length <= 2) return 0;
  return std::max<std::size_t>(1, static_cast<std::size_t>(most_different * static_cast<double>(length)));
}

std::vector<Candidate> candidates_of(const RecordClaim& claim, const std::vector<Chain>& chains) {
  std::vector<Candidate> found;
  for (const std::string& written : claim.forms) {
    const std::u32string form = plain(written);
    std::multiset<char32_t> characters;
    for (const char32_t c : form) characters.insert(plain_sign(c));
    const std::size_t allowed = allowed_edits(form.size());
    for (const Chain& chain : chains) {
      if (form.empty() || shared(characters, chain.text) + allowed < form.size()) continue;
      const TextPart part = most_like(chain.text, form);
      const bool broken = part.from < chain.break_at && part.to > chain.break_at;
      if (part.edits > allowed || part.to <= part.from || (chain.second && !broken)) continue;
      found.push_back({&chain, part, form});
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Candidate& a, const Candidate& b) { return a.likeness() > b.likeness(); });
  found.resize(std::min(found.size(), most_candidates));
  return found;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_chinese_number(char32_t c) {
  return std::u32string_view(U"〇○一二三四五六七八九十").find(c) != std::u32string_view::npos;
}

/// Whether what stands beside a text makes another value of it: a figure beside a number, 副 before a title.
bool is_part_of_more(const RecordClaim& claim, const std::u32string& form, char32_t before, char32_t after) {
  const bool figures = claim.kind == "date" || claim.kind == "number" || claim.kind == "id-number" ||
                       claim.kind == "hours" || claim.kind == "year" || claim.kind == "issue";
  if (figures && ((is_digit(before) && is_digit(form.front())) || (is_digit(after) && is_digit(form.back()))))
    return true;
  if (claim.kind == "number" && ((after >= U'A' && after <= U'Z') || (before >= U'A' && before <= U'Z')))
    return true;
  if (claim.kind == "date" && is_chinese_number(before) && is_chinese_number(form.front())) return true;
  return claim.kind == "title" && std::u32string_view(U"正副").find(before) != std::u32string_view::npos;
}

class PageJudge {
 public:
  PageJudge(const PaperReading& paper, ClaimJudge& judge, TextReader& reader)
      : paper_(paper), judge_(judge), reader_(reader) {}

  ClaimSighting judge(const RecordClaim& claim, const Candidate& candidate) {
    const Chain& chain = *candidate.chain;
    ClaimSighting seen;
    seen.form = to_utf8(candidate.form);
    seen.likeness = candidate.likeness();
    if (!chain.second) {
      take(judge_line(chain.first, candidate.form), seen);
    } else {
      const std::size_t lead = chain.break_at - candidate.part.from;
      const std::size_t split = std::clamp<std::size_t>(lead, 1, candidate.form.size() - 1);
      take(judge_line(chain.first, candidate.form.substr(0, split)), seen);
      ClaimSighting rest;
      take(judge_line(*chain.second, candidate.form.substr(split)), rest);
      seen.support = seen.support == Support::contradicted || rest.support == Support::contradicted
                         ? Support::contradicted
                         : std::min(seen.support, rest.support);
      seen.score = std::min(seen.score, rest.score);
      seen.read += rest.read;
    }
    if (seen.box.width <= 0) seen.box = paper_.lines[chain.first].box;  // nothing like it in the steps
    const char32_t before = candidate.part.from > 0 ? chain.text[candidate.part.from - 1] : 0;
    const char32_t after = candidate.part.to < chain.text.size() ? chain.text[candidate.part.to] : 0;
    if (seen.support == Support::supported && is_part_of_more(claim, candidate.form, before, after))
      seen.support = Support::unreadable;
    return seen;
  }

 private:
  ClaimReading judge_line(std::size_t line, const std::u32string& text) {
    const CodeAlphabet* const alphabet = reader_.alphabet();
    if (alphabet == nullptr) return {};
    auto stepped = lines_.find(line);
    if (stepped == lines_.end()) {
      const BoxPx& box = paper_.lines[line].box;
      stepped = lines_
                    .emplace(line, ClaimJudge::read_line(paper_.page.grey,
                                                         {box.x, box.y, box.width, box.height}, reader_))
                    .first;
    }
    return judge_.judge(paper_.page.grey, stepped->second, to_utf8(text), *alphabet);
  }

  static void take(const ClaimReading& reading, ClaimSighting& seen) {
    seen.support = reading.support;
    seen.score = reading.score;
    seen.read = reading.read;
    seen.box = {reading.box_px.x, reading.box_px.y, reading.box_px.w, reading.box_px.h};
  }

  const PaperReading& paper_;
  ClaimJudge& judge_;
  TextReader& reader_;
  std::map<std::size_t, SteppedLine> lines_;
};

bool stands_on(const PaperReading& paper, const std::vector<std::string>& words) {
  if (words.empty()) return true;
  for (const std::string& word : words)
    for (const ReadLine& line : paper.lines)
      if (line.text.find(word) != std::string::npos) return true;
  return false;
}

}  // namespace

std::vector<ClaimSighting> sight_claims(const PaperReading& paper, const std::vector<RecordClaim>& claims,
                                        const std::vector<bool>& wanted, ClaimJudge& judge,
                                        TextReader& reader) {
  judge.begin_page();
  const std::vector<Chain> chains = chains_of(paper);
  PageJudge page(paper, judge, reader);
  std::vector<ClaimSighting> sightings;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (!wanted[i] || !stands_on(paper, claims[i].beside)) continue;
    std::optional<ClaimSighting> best;
    for (const Candidate& candidate : candidates_of(claims[i], chains)) {
      ClaimSighting seen = page.judge(claims[i], candidate);
      seen.claim = i;
      if (!best || (seen.support == Support::supported)) best = std::move(seen);
      if (best->support == Support::supported) break;
    }
    if (best) sightings.push_back(std::move(*best));
  }
  return sightings;
}

}  // namespace hefu
