#include "pipeline/claim_neighbours.h"

#include <algorithm>
#include <sstream>
#include <vector>

#include "ocr/line_span.h"
#include "ocr/lookalikes.h"
#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/without_spaces.h"

namespace hefu {
namespace {

constexpr std::size_t near_reach = 12;  // characters, for the rule `near`

enum class Rule { only, never, near, end };

struct Neighbours {
  std::string kind;
  bool before = false;
  Rule rule = Rule::never;
  std::vector<std::u32string> words;
};

Neighbours parse_line(const std::string& line) {
  std::istringstream parts(line);
  std::string side, rule;
  Neighbours one;
  parts >> one.kind >> side >> rule;
  one.before = side == "before";
  one.rule = rule == "only"   ? Rule::only
             : rule == "near" ? Rule::near
             : rule == "end"  ? Rule::end
                              : Rule::never;
  for (std::string word; parts >> word;) one.words.push_back(without_spaces(word));
  const bool known = (one.rule != Rule::never || rule == "never") && (one.before || side == "after");
  if (!known || one.words.empty())
    throw Error(ErrorKind::bad_input, "pipeline/claim-neighbours.txt: a line is no rule: " + line);
  return one;
}

const std::vector<Neighbours>& all_neighbours() {
  static const std::vector<Neighbours> all = [] {
    std::vector<Neighbours> read;
    std::istringstream lines(read_file(data_file("pipeline/claim-neighbours.txt")));
    for (std::string line; std::getline(lines, line);)
      if (!line.empty() && line[0] != '#') read.push_back(parse_line(line));
    return read;
  }();
  return all;
}

bool is_letter_or_figure(char32_t c) {
  return is_figure(c) || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

/// The characters beside a value up to the first sign, at most as many as the rule `near` looks at.
std::u32string_view unbroken(std::u32string_view text, bool before) {
  std::size_t count = 0;
  while (count < text.size() && count < near_reach &&
         !is_mark(before ? text[text.size() - 1 - count] : text[count]))
    ++count;
  return before ? text.substr(text.size() - count) : text.substr(0, count);
}

/// Whether one character stands between a value and words that stand behind whole ones, a sign or the end of
/// the line: 为 in 大为同志 is the name's own, in 大为高级工程师 it is not, nor is 现 in 大为现在.
bool has_one_more(const Neighbours& rule, const Beside& beside) {
  const std::u32string_view text = beside.text;
  if (rule.before || !beside.touches || text.empty() || text.front() < 0x3400 || is_mark(text.front()))
    return false;
  const auto is_longer_word = [&](const Neighbours& other) {
    return other.kind == rule.kind && !other.before && other.rule == Rule::only &&
           std::ranges::any_of(other.words, [&](const std::u32string& word) {
             return word.size() > 1 && text.starts_with(word);
           });
  };
  if (std::ranges::any_of(all_neighbours(), is_longer_word)) return false;
  const std::u32string_view rest = text.substr(1);
  return rest.empty() || is_mark(rest.front()) ||
         std::ranges::any_of(rule.words, [&](const std::u32string& word) { return rest.starts_with(word); });
}

bool breaks(const Neighbours& rule, const Beside& beside) {
  const std::u32string_view text = beside.text;
  const auto touches = [&](const std::u32string& word) {
    return rule.before ? text.ends_with(word) : text.starts_with(word);
  };
  switch (rule.rule) {
    case Rule::never:
      return std::ranges::any_of(rule.words, touches);
    case Rule::near: {
      const std::u32string_view run = unbroken(text, rule.before);
      return std::ranges::any_of(rule.words,
                                 [&](const std::u32string& word) { return run.find(word) != run.npos; });
    }
    case Rule::end:
      return has_one_more(rule, beside);
    case Rule::only:
      break;
  }
  const char32_t next = text.empty() ? U' ' : rule.before ? text.back() : text.front();
  return beside.touches && next >= 0x3400 && !is_mark(next) && !std::ranges::any_of(rule.words, touches);
}

/// Behind a year and a volume in a list of references: 2019, 12(3): 45. An age may stand behind a date:
/// 1985.03(40岁).
bool is_volume(std::u32string_view form, std::u32string_view after) {
  if (form.find(U'年') != form.npos || after.size() < 2) return false;
  const bool in_brackets = std::u32string_view(U"(（〈《").find(after[0]) != std::u32string_view::npos;
  return in_brackets && is_figure(after[1]) && after.substr(0, 6).find(U'岁') == after.npos;
}

bool is_of_figures(const std::string& kind) {
  return kind == "date" || kind == "number" || kind == "id-number" || kind == "hours" || kind == "year" ||
         kind == "issue" || kind == "rank";
}

/// 0123 in 2019-0123, A12 in A12/3: beside a number a dash or a stroke goes on to more of it.
bool number_goes_on(std::u32string_view before, std::u32string_view after) {
  const auto joins = [](char32_t c) {
    return c == U'-' || c == U'/' || c == U'－' || c == U'—' || c == U'_';
  };
  const bool left =
                 before.size() > 1 && joins(before.back()) && is_letter_or_figure(before[before.size() - 2]),
             right = after.size() > 1 && joins(after.front()) && is_letter_or_figure(after[1]);
  const auto is_capital = [](char32_t c) { return c >= U'A' && c <= U'Z'; };
  return left || right || (!after.empty() && is_capital(after.front())) ||
         (!before.empty() && is_capital(before.back()));
}

}  // namespace

bool lacks_the_day(const RecordClaim& claim, std::u32string_view form) {
  if (claim.kind != "date" || claim.value.size() < 10 || form.find(U'日') != form.npos) return false;
  int numbers = 0;
  for (std::size_t i = 0; i < form.size(); ++i)
    numbers += is_figure(form[i]) && (i == 0 || !is_figure(form[i - 1]));
  return numbers < 3;
}

bool goes_on_to_a_day(std::u32string_view after) {
  if (after.empty()) return false;
  const auto is_number = [](char32_t c) { return is_figure(c) || is_chinese_number(c); };
  if (is_number(after.front())) return true;
  const bool joins = std::u32string_view(U".．-－/").find(after.front()) != std::u32string_view::npos;
  if (joins && after.size() > 1 && is_number(after[1])) return true;
  return after.substr(0, 4).find(U'日') != std::u32string_view::npos;
}

bool is_part_of_number(const RecordClaim& claim, std::u32string_view form, std::u32string_view before,
                       std::u32string_view after) {
  const char32_t left = before.empty() ? 0 : before.back(), right = after.empty() ? 0 : after.front();
  if (is_of_figures(claim.kind) &&
      ((is_figure(left) && is_figure(form.front())) || (is_figure(right) && is_figure(form.back()))))
    return true;
  if (claim.kind == "number" && number_goes_on(before, after)) return true;
  if ((claim.kind == "date" || claim.kind == "rank") && is_chinese_number(left) &&
      is_chinese_number(form.front()))
    return true;
  // 2023年1月 says when something was signed, not which year it is of, as whatever the 1 is taken for.
  if (claim.kind == "year" && form.back() == U'年' &&
      (is_figure(right) || is_chinese_number(right) || after.substr(0, 3).find(U'月') != after.npos))
    return true;
  if (claim.kind == "date" && is_volume(form, after)) return true;
  return lacks_the_day(claim, form) && goes_on_to_a_day(after);
}

bool is_part_of_words(const RecordClaim& claim, const Beside& before, const Beside& after) {
  return std::ranges::any_of(all_neighbours(), [&](const Neighbours& rule) {
    return rule.kind == claim.kind && breaks(rule, rule.before ? before : after);
  });
}

}  // namespace hefu
