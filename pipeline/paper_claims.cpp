#include "pipeline/paper_claims.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "ocr/lookalikes.h"
#include "pipeline/beside_labels.h"
#include "pipeline/claim_lines.h"
#include "pipeline/claim_neighbours.h"
#include "pipeline/claim_years.h"
#include "pipeline/form_grid.h"
#include "schemas/text.h"
#include "schemas/without_spaces.h"

namespace hefu {
namespace {

// A claim and what is read in its place may differ in this share of the characters, and by one in three of
// the short ones: a changed value is found and told, an unrelated one is not. Found on made-up papers, seeds
// 1 to 999.
constexpr double most_different = 0.34;
constexpr std::size_t most_candidates = 4;  // places of a page that are judged for one claim

/// How many of the wanted characters the text has at all: a bound that is quick to know.
std::size_t shared(const std::multiset<char32_t>& wanted, const std::u32string& text) {
  std::multiset<char32_t> left = wanted;
  for (const char32_t c : text)
    if (const auto found = left.find(plain_sign(c)); found != left.end()) left.erase(found);
  return wanted.size() - left.size();
}

/// Where a text that goes on in the next line is broken. What the engine reads of its first part may be
/// longer or shorter than that.
std::size_t break_of(const std::u32string& form, const std::u32string& upper, const std::u32string& lower) {
  std::size_t best = 0, fewest = 0;
  const auto apart = [&](std::size_t at) { return std::max(at, upper.size()) - std::min(at, upper.size()); };
  for (std::size_t at = 1; at < form.size(); ++at) {
    const std::size_t edits =
        most_like(upper, form.substr(0, at)).edits + most_like(lower, form.substr(at)).edits;
    if (best == 0 || edits < fewest || (edits == fewest && apart(at) < apart(best)))
      best = at, fewest = edits;
  }
  return best;
}

struct Candidate {
  const LineChain* chain = nullptr;
  TextPart part;
  std::u32string form;
  bool here_alone = false;  // its place says what it is; the same text elsewhere in the line is another
  double likeness() const { return 1 - static_cast<double>(part.edits) / static_cast<double>(form.size()); }
  bool operator==(const Candidate& other) const {
    return chain == other.chain && part.from == other.part.from && form == other.form;
  }
};

std::size_t allowed_edits(std::size_t length) {
  if (length <= 2) return 0;
  return std::max<std::size_t>(1, static_cast<std::size_t>(most_different * static_cast<double>(length)));
}

/// Places that are alike by their text alone.
void append_alike(const RecordClaim& claim, const std::vector<LineChain>& chains,
                  std::vector<Candidate>& found) {
  for (const std::string& written : claim.forms) {
    const std::u32string form = without_spaces(written);
    std::multiset<char32_t> characters;
    for (const char32_t c : form) characters.insert(plain_sign(c));
    const std::size_t allowed = allowed_edits(form.size());
    for (const LineChain& chain : chains) {
      if (form.empty() || shared(characters, chain.text) + allowed < form.size()) continue;
      const TextPart part = most_like(chain.text, form);
      const bool broken = part.from < chain.break_at && part.to > chain.break_at;
      if (part.edits > allowed || part.to <= part.from || (chain.second && !broken)) continue;
      found.push_back({&chain, part, form});
    }
  }
}

/// Whether hours that follow are those of some courses alone: 公需科目30学时, 专业学时：60, but not
/// 其中公需30，共90.
bool are_some_hours(const std::u32string& text) {
  constexpr std::size_t reach = 8;
  const std::u32string near = text.size() > reach ? text.substr(text.size() - reach) : text;
  std::ptrdiff_t part = -1, whole = -1;
  const auto last_of = [&](std::initializer_list<std::u32string_view> words, std::ptrdiff_t& last) {
    for (const std::u32string_view word : words)
      if (const std::size_t at = near.rfind(word); at != near.npos)
        last = std::max(last, static_cast<std::ptrdiff_t>(at));
  };
  last_of({U"公需", U"专业科目", U"专业课", U"专业学时", U"选修", U"必修", U"面授", U"网络"}, part);
  last_of({U"共", U"累计", U"合计", U"总"}, whole);
  return part > whole;
}

bool is_colon(char32_t c) { return c == U':' || c == U'：' || c == U'共' || c == U'为'; }

/// Places behind a label of the claim's kind. There a short text counts with fewer of its characters, and a
/// bare number at all.
void append_labelled(const RecordClaim& claim, const PaperReading& paper,
                     const std::vector<LineChain>& chains, std::vector<Candidate>& found) {
  const std::vector<std::string>& words = labels_before(claim.kind);
  if (words.empty()) return;
  std::vector<std::u32string> forms;
  for (const std::string& form : forms_beside_label(claim.kind, claim.value))
    forms.push_back(without_spaces(form));
  for (const std::string& form : claim.forms) forms.push_back(without_spaces(form));
  constexpr std::size_t longest_label = 8;
  for (const LineChain& chain : chains) {
    if (chain.second) continue;
    const std::u32string left = label_left_of(paper, paper.lines[chain.first]),
                         head = head_over_sum(paper, paper.lines[chain.first]);
    for (const std::string& word : words) {
      const std::u32string label = without_spaces(word);
      std::size_t from = chain.text.npos;
      if (head == label) {
        from = 0;
      } else if (left.size() <= longest_label && left.ends_with(label)) {
        if (are_some_hours(left)) continue;
        from = 0;
      } else if (const std::size_t at = chain.text.find(label); at != chain.text.npos) {
        from = at + label.size();
        while (from < chain.text.size() && is_colon(chain.text[from])) ++from;
      }
      if (from >= chain.text.size()) continue;
      for (const std::u32string& form : forms) {
        TextPart part = most_like(chain.text.substr(from, form.size() + 1), form);
        if (part.edits >= form.size() || part.to <= part.from) continue;
        part.from += from, part.to += from;
        found.push_back({&chain, part, form, true});
      }
    }
  }
}

/// 2021年第7期 is like 2021年07月, and no date.
bool is_of_an_issue(const Candidate& candidate) {
  const std::u32string read =
      candidate.chain->text.substr(candidate.part.from, candidate.part.to - candidate.part.from);
  return read.find_first_of(U"第期") != read.npos;
}

/// A month proves a date of it only where it stands without a day, which then decides.
bool says_another_day(const RecordClaim& claim, const Candidate& candidate,
                      const std::vector<LineChain>& chains) {
  if (!lacks_the_day(claim, candidate.form)) return false;
  const std::u32string_view after = std::u32string_view(candidate.chain->text).substr(candidate.part.to);
  if (!after.empty()) return goes_on_to_a_day(after);
  return line_below(*candidate.chain, chains).text.substr(0, 3).find(U'日') != std::u32string::npos;
}

std::vector<Candidate> candidates_of(const RecordClaim& claim, const PaperReading& paper,
                                     const std::vector<LineChain>& chains, const PageYears& years) {
  std::vector<Candidate> found;
  append_alike(claim, chains, found);
  append_labelled(claim, paper, chains, found);
  if (claim.kind == "date") {
    std::erase_if(found, is_of_an_issue);
    std::erase_if(found, [&](const Candidate& one) { return says_another_day(claim, one, chains); });
  }
  if (!claim.year.empty()) {
    std::erase_if(found, [&](const Candidate& one) {
      return !years.is_of(claim.year, one.chain->first, one.part.from);
    });
    for (Candidate& one : found) one.here_alone = true;
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Candidate& a, const Candidate& b) { return a.likeness() > b.likeness(); });
  std::vector<Candidate> different;
  for (Candidate& candidate : found)
    if (different.size() < most_candidates &&
        std::find(different.begin(), different.end(), candidate) == different.end())
      different.push_back(std::move(candidate));
  return different;
}

bool says_more(const std::string& text) {
  const std::u32string read = to_utf32(text);
  return std::any_of(read.begin(), read.end(),
                     [](char32_t c) { return !is_mark(c) && (c >= 0x3400 || is_figure(c)); });
}

/// What is read around a text where it was judged, and whether white parts it from that.
struct Surroundings {
  std::u32string before, after;
  bool touches_before = true, touches_after = true;
};

bool is_part_of_more(const RecordClaim& claim, const Candidate& candidate,
                     const std::vector<LineChain>& chains, const Surroundings& around) {
  const std::u32string_view text = candidate.chain->text;
  const std::u32string line_before(text.substr(0, candidate.part.from)),
      line_after(text.substr(candidate.part.to));
  if (claim.kind == "hours" && are_some_hours(line_before)) return true;
  if (is_part_of_number(claim, candidate.form, line_before, line_after)) return true;
  // Of Chinese numbers the network makes signs, and what it takes for their neighbours is of them. An ID
  // number is no part of anything.
  if (is_figure(candidate.form.front()) && claim.kind != "id-number" &&
      is_part_of_number(claim, candidate.form, around.before, around.after))
    return true;
  const Beside above = line_above(*candidate.chain, chains), below = line_below(*candidate.chain, chains);
  const auto beside = [&](const std::u32string& before, const std::u32string& after) {
    const auto goes_on = [](const std::u32string& line, const Beside& next) {
      return !line.empty() && next.touches ? next.text : std::u32string();
    };
    return is_part_of_words(claim, {goes_on(before, above) + before, around.touches_before},
                            {after + goes_on(after, below), around.touches_after});
  };
  if (beside(line_before, line_after) || beside(around.before, around.after)) return true;
  return is_part_of_words(claim, line_before.empty() ? above : Beside{},
                          line_after.empty() ? below : Beside{});
}

class PageJudge {
 public:
  PageJudge(const PaperReading& paper, const std::vector<LineChain>& chains, ClaimJudge& judge,
            TextReader& reader)
      : paper_(paper), chains_(chains), judge_(judge), reader_(reader) {}

  ClaimSighting judge(const RecordClaim& claim, const Candidate& candidate) {
    const LineChain& chain = *candidate.chain;
    ClaimSighting seen;
    seen.form = to_utf8(candidate.form);
    seen.likeness = candidate.likeness();
    Surroundings around;
    if (!chain.second) {
      take(judge_line(chain.first, candidate.form), seen);
      look_around(chain.first, seen.basis, true, true, around);
      if (seen.support == Support::supported && candidate.here_alone && !is_in_place(candidate, seen.box))
        seen.support = Support::unreadable;
    } else {
      const std::size_t from = candidate.part.from, lead = chain.break_at - from;
      const std::size_t split =
          break_of(candidate.form, chain.text.substr(from, lead),
                   chain.text.substr(chain.break_at, candidate.part.to - chain.break_at));
      take(judge_line(chain.first, candidate.form.substr(0, split)), seen);
      const std::string after_first = seen.basis.after;
      look_around(chain.first, seen.basis, true, false, around);
      ClaimSighting rest;
      take(judge_line(*chain.second, candidate.form.substr(split)), rest);
      look_around(*chain.second, rest.basis, false, true, around);
      if (decides(rest.support, seen.support)) seen.basis = rest.basis;
      seen.support = seen.support == Support::contradicted || rest.support == Support::contradicted
                         ? Support::contradicted
                         : std::min(seen.support, rest.support);
      seen.score = std::min(seen.score, rest.score);
      seen.read += rest.read;
      // A text that has something between its parts is another.
      const bool goes_on = !says_more(after_first) && !says_more(rest.basis.before);
      if (seen.support == Support::supported && !goes_on) seen.support = Support::unreadable;
    }
    if (seen.box.width <= 0) seen.box = paper_.lines[chain.first].box;  // nothing like it in the steps
    if (seen.support == Support::supported && is_part_of_more(claim, candidate, chains_, around))
      seen.support = Support::unreadable;
    return seen;
  }

 private:
  /// Whether a text was judged where it was found: 第2 behind 排名, not that of 第2期 in the same line.
  bool is_in_place(const Candidate& candidate, const BoxPx& judged) const {
    const std::vector<ReadCharacter>& characters = paper_.lines[candidate.chain->first].characters;
    if (candidate.part.to > characters.size()) return true;
    const BoxPx &first = characters[candidate.part.from].box, &last = characters[candidate.part.to - 1].box;
    return judged.x < last.right() && judged.right() > first.x;
  }

  void look_around(std::size_t line, const ClaimReading& judged, bool before, bool after,
                   Surroundings& around) const {
    constexpr double apart_lines = 0.4;  // of the line's height; characters are parted by a tenth, or a third
    const ReadLine& read = paper_.lines[line];
    const auto touches = [&](double x, bool right) {
      return judged.glyphs_right_px <= judged.glyphs_left_px ||
             white_beside(paper_, read.box, x, right) < apart_lines * read.box.height;
    };
    if (before) {
      around.before = without_spaces(judged.before);
      around.touches_before = touches(judged.glyphs_left_px, false);
    }
    if (after) {
      around.after = without_spaces(judged.after);
      around.touches_after = touches(judged.glyphs_right_px, true);
    }
  }

  ClaimReading judge_line(std::size_t line, const std::u32string& text) {
    auto stepped = lines_.find(line);
    if (stepped == lines_.end()) {
      const BoxPx& box = paper_.lines[line].box;
      stepped = lines_
                    .emplace(line, ClaimJudge::read_line(paper_.page.grey,
                                                         {box.x, box.y, box.width, box.height}, reader_))
                    .first;
    }
    ClaimReading reading = judge_.judge(paper_.page.grey, stepped->second, to_utf8(text), reader_);
    const bool alone = paper_.lines[line].characters.size() <= text.size() + 1;
    if (reading.support == Support::unreadable && alone)
      if (auto other = judge_.judge_in_other_shapes(paper_.page.grey, stepped->second.box_px, to_utf8(text),
                                                    reading, paper_.lines[line].text, reader_))
        return std::move(*other);
    return reading;
  }

  /// Of two parts of a text one that is contradicted decides, then the one that is less sure.
  static bool decides(Support support, Support other) {
    return other != Support::contradicted && (support == Support::contradicted || support < other);
  }

  static void take(const ClaimReading& reading, ClaimSighting& seen) {
    seen.support = reading.support;
    seen.score = reading.score;
    seen.read = reading.read;
    seen.box = {reading.box_px.x, reading.box_px.y, reading.box_px.w, reading.box_px.h};
    seen.basis = reading;
  }

  const PaperReading& paper_;
  const std::vector<LineChain>& chains_;
  ClaimJudge& judge_;
  TextReader& reader_;
  std::map<std::size_t, SteppedLine> lines_;
};

/// Whether a form is more like what stands in the same place: a date with a dash is not contradicted because
/// it has no dot.
bool is_nearer(const ClaimSighting& seen, const ClaimSighting& other) {
  const auto edits = [](const ClaimSighting& of) {
    return most_like(without_spaces(of.read), without_spaces(of.form)).edits;
  };
  const bool same_place = std::abs(seen.box.y - other.box.y) < 1 && seen.box.x < other.box.right() &&
                          other.box.x < seen.box.right();
  return same_place && !seen.read.empty() && edits(seen) < edits(other);
}

/// How many different ranks a page tells.
std::size_t ranks_on(const std::vector<LineChain>& chains) {
  std::set<char32_t> ranks;
  for (const LineChain& chain : chains)
    for (const char* word : {"排名第", "排名:", "名次:", "位次:"}) {
      const std::u32string label = without_spaces(word);
      std::u32string text = chain.text;
      std::replace(text.begin(), text.end(), U'：', U':');
      for (std::size_t at = text.find(label); at != text.npos; at = text.find(label, at + 1))
        if (at + label.size() < text.size()) ranks.insert(text[at + label.size()]);
    }
  for (const LineChain& chain : chains)
    for (const char* word : {"完成人", "获奖人", "主研人"}) {
      const std::u32string label = without_spaces(word);
      for (std::size_t at = chain.text.find(label); at != chain.text.npos;
           at = chain.text.find(label, at + 1))
        if (at > 1 && chain.text[at - 2] == U'第') ranks.insert(chain.text[at - 1]);
    }
  return ranks.size();
}

}  // namespace

std::vector<ClaimSighting> sight_claims(const PaperReading& paper, const std::vector<RecordClaim>& claims,
                                        const std::vector<bool>& wanted, ClaimJudge& judge,
                                        TextReader& reader) {
  judge.begin_page();
  const std::vector<LineChain> chains = chains_of(paper);
  const PageYears years(paper);
  PageJudge page(paper, chains, judge, reader);
  std::vector<ClaimSighting> sightings;
  for (std::size_t i = 0; i < claims.size(); ++i) {
    if (!wanted[i]) continue;
    if (claims[i].kind == "rank" && ranks_on(chains) > 1) continue;  // whose is it?
    std::optional<ClaimSighting> best;
    for (const Candidate& candidate : candidates_of(claims[i], paper, chains, years)) {
      ClaimSighting seen = page.judge(claims[i], candidate);
      seen.claim = i;
      if (!best || seen.support == Support::supported || is_nearer(seen, *best)) best = std::move(seen);
      if (best->support == Support::supported) break;
    }
    if (best) sightings.push_back(std::move(*best));
  }
  return sightings;
}

}  // namespace hefu
