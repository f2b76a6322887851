#include "pipeline/cell_parts.h"

#include <algorithm>
#include <limits>
#include <set>

#include "ocr/line_span.h"
#include "ocr/lookalikes.h"
#include "pipeline/record_claims.h"
#include "schemas/text.h"
#include "schemas/without_spaces.h"

namespace hefu {
namespace {

// Edits: a part that may be left out costs less than any wrong character, and more than none; punctuation
// costs so little that a part rather takes it than leaves it between.
constexpr double optional_cost = 0.6, joint_cost = 0.02;
// A character more within a part costs more than one between parts, or 2016年01月 would reach over a whole
// 2016年1月至2017年12月.
constexpr double within_cost = 1.25;
// A sign where a 1 is wanted, that prints like one.
constexpr double like_one_cost = 0.1;
// Characters of the words that say what a figure is.
constexpr std::u32string_view figure_words = U"年度第名位排作者本人学时";
constexpr double never = std::numeric_limits<double>::max() / 4;

/// Words that forms put between and beside parts.
bool joins(char32_t c, const std::vector<WantedPart>& wanted) {
  if (is_sign(c)) return true;
  const auto any = [&](Writing writing) {
    return std::any_of(wanted.begin(), wanted.end(),
                       [&](const WantedPart& part) { return part.writing == writing; });
  };
  if (any(Writing::date) &&
      std::u32string_view(U"至到起止自从一于批准聘任取得").find(c) != std::u32string_view::npos)
    return true;
  return any(Writing::figure) && figure_words.find(c) != figure_words.npos;
}

double difference(char32_t read, char32_t wanted) {
  if (plain_sign(read) == plain_sign(wanted)) return 0;
  return wanted == U'1' && prints_like_one(read) ? like_one_cost : 1;
}

/// One part's form laid into the text from every place: its ends' costs and where each began. `more_cost`: of
/// a character of the text that the form has not.
struct Laid {
  std::vector<double> cost;
  std::vector<std::size_t> from;
};

Laid lay(const std::u32string& text, const std::u32string& form, const std::vector<double>& start,
         double more_cost) {
  Laid row{start, {}};
  for (std::size_t p = 0; p <= text.size(); ++p) row.from.push_back(p);
  for (const char32_t wanted : form) {
    Laid next{std::vector<double>(text.size() + 1, never), std::vector<std::size_t>(text.size() + 1, 0)};
    for (std::size_t p = 0; p <= text.size(); ++p) {
      const auto take = [&](double cost, std::size_t from) {
        if (cost < next.cost[p]) next.cost[p] = cost, next.from[p] = from;
      };
      if (p > 0) {
        take(row.cost[p - 1] + difference(text[p - 1], wanted), row.from[p - 1]);
        take(next.cost[p - 1] + more_cost, next.from[p - 1]);
      }
      take(row.cost[p] + 1, row.from[p]);
    }
    row = std::move(next);
  }
  return row;
}

struct Step {
  bool skips = false;  // a character of the text that no part has
  int form = -1;
  std::size_t from = 0;
};

/// Costs of the text up to each place after so many parts, and how each was reached.
struct Stage {
  std::vector<double> cost;
  std::vector<Step> step;
};

void skip_characters(const std::u32string& text, const std::vector<WantedPart>& wanted, Stage& stage) {
  for (std::size_t p = 0; p < text.size(); ++p) {
    const double cost = stage.cost[p] + (joins(text[p], wanted) ? joint_cost : 1);
    if (cost < stage.cost[p + 1]) stage.cost[p + 1] = cost, stage.step[p + 1] = {true, -1, p};
  }
}

double absence_cost(const WantedPart& part) {
  if (part.optional) return optional_cost;
  std::size_t least = part.forms.empty() ? 0 : part.forms.front().size();
  for (const std::u32string& form : part.forms) least = std::min(least, form.size());
  return static_cast<double>(least);
}

Stage next_stage(const std::u32string& text, const WantedPart& part, const std::vector<WantedPart>& wanted,
                 const Stage& before) {
  Stage stage{before.cost, std::vector<Step>(text.size() + 1)};
  for (std::size_t p = 0; p <= text.size(); ++p) {
    stage.cost[p] += absence_cost(part);
    stage.step[p].from = p;
  }
  for (std::size_t f = 0; f < part.forms.size(); ++f) {
    const Laid laid = lay(text, part.forms[f], before.cost, within_cost);
    for (std::size_t p = 0; p <= text.size(); ++p)
      if (laid.cost[p] < stage.cost[p] && laid.from[p] < p)
        stage.cost[p] = laid.cost[p], stage.step[p] = {false, static_cast<int>(f), laid.from[p]};
  }
  skip_characters(text, wanted, stage);
  return stage;
}

std::size_t edits_between(const std::u32string& text, const std::u32string& form) {
  std::vector<double> start(text.size() + 1, never);
  start[0] = 0;
  return static_cast<std::size_t>(lay(text, form, start, 1).cost.back() + 0.5);
}

/// What stands before or after a form is no part of it: 高级农艺师 is 高级农艺 and a character more.
PlacedPart tight(const std::u32string& text, const std::u32string& form, PlacedPart place,
                 std::vector<bool>& stray) {
  const auto edits = [&](std::size_t from, std::size_t to) {
    return edits_between(text.substr(from, to - from), form);
  };
  place.edits = edits(place.from, place.to);
  while (place.to - place.from > 1 && edits(place.from, place.to - 1) < place.edits) {
    --place.to;
    stray[place.to] = !is_sign(text[place.to]);
    --place.edits;
  }
  while (place.to - place.from > 1 && edits(place.from + 1, place.to) < place.edits) {
    stray[place.from] = !is_sign(text[place.from]);
    ++place.from;
    --place.edits;
  }
  return place;
}

/// Which part each character of the text belongs to; -1: none.
std::vector<int> part_of_each(const std::u32string& text, const PartsFit& fit) {
  std::vector<int> part_at(text.size(), -1);
  for (std::size_t i = 0; i < fit.parts.size(); ++i)
    if (fit.parts[i].form >= 0)
      for (std::size_t p = fit.parts[i].from; p < fit.parts[i].to; ++p) part_at[p] = static_cast<int>(i);
  return part_at;
}

/// Whether what stands between a text and a figure or date joins them and is no more of the text: 第 behind
/// 负责人, but not the 人 behind 负责; 取得 before 一级教师, but not the 一 before 级教师. `behind_text`: the
/// text comes first.
bool is_word_between(std::u32string_view said, bool behind_text) {
  static constexpr std::u32string_view leads[] = {U"第",   U"排", U"本人", U"至", U"自",  U"从",
                                                  U"批准", U"于", U"聘任", U"到", U"取得"};
  static constexpr std::u32string_view trails[] = {U"名", U"位", U"作者", U"学时", U"年",   U"年度",
                                                   U"至", U"到", U"批准", U"起",   U"聘任", U"取得"};
  if (behind_text) return std::ranges::any_of(leads, [&](auto word) { return said.starts_with(word); });
  return std::ranges::any_of(trails, [&](auto word) { return said.ends_with(word); });
}

/// A word that joins figures or dates may as well end a text: 人 of 本人 is a character more of 负责人. Such
/// characters belong to nothing where they touch a text, but for whole words between it and a figure or date.
void doubt_joints(const std::u32string& text, const std::vector<WantedPart>& wanted, PartsFit& fit) {
  const std::vector<int> part_at = part_of_each(text, fit);
  for (std::size_t from = 0, to = 0; from < text.size(); from = to + 1) {
    for (to = from; to < text.size() && part_at[to] < 0 && !is_sign(text[to]);) ++to;
    const auto is_text = [&](std::size_t p) {
      return p < text.size() && part_at[p] >= 0 &&
             wanted[static_cast<std::size_t>(part_at[p])].writing == Writing::text;
    };
    const auto is_other = [&](std::size_t p) { return p < text.size() && part_at[p] >= 0 && !is_text(p); };
    const std::size_t before = from - 1;  // before the first there is none: the number wraps
    const auto said = std::u32string_view(text).substr(from, to - from);
    const bool joins_both = (is_text(before) && is_other(to) && is_word_between(said, true)) ||
                            (is_other(before) && is_text(to) && is_word_between(said, false));
    if ((is_text(before) || is_text(to)) && !joins_both)
      std::fill(fit.stray.begin() + from, fit.stray.begin() + to, true);
  }
}

/// Whether a character beside a figure may stand there: of a text only what is no figure itself, beside a
/// number in Chinese only a word that says what the figure is.
bool may_touch_figure(char32_t c, bool in_text, bool in_other, bool chinese) {
  const bool names_it = !in_text && figure_words.find(c) != figure_words.npos;
  return in_other || is_sign(c) || (chinese ? names_it : !is_figure(c));
}

/// A figure takes no character that is none: the 成 of 独立完成 is no rank that was read wrongly, but a
/// character more than 独立完. Nor one that is another's: 二等奖 is no 2 before 等奖, and 12 none before 2.
void free_what_is_no_figure(const std::u32string& text, const std::vector<WantedPart>& wanted,
                            PartsFit& fit) {
  const auto says_a_figure = [](char32_t c) {
    return (c >= U'0' && c <= U'9') || prints_like_one(c) || is_chinese_number(c);
  };
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    PlacedPart& place = fit.parts[i];
    if (wanted[i].writing != Writing::figure || place.form < 0) continue;
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(place.from),
               end = text.begin() + static_cast<std::ptrdiff_t>(place.to);
    const std::vector<int> part_at = part_of_each(text, fit);
    const bool chinese = std::any_of(begin, end, is_chinese_number);
    const auto is_free_at = [&](std::size_t p) {
      if (p >= text.size()) return true;
      const bool in_part = part_at[p] >= 0;
      const bool in_text = in_part && wanted[static_cast<std::size_t>(part_at[p])].writing == Writing::text;
      return may_touch_figure(text[p], in_text, in_part && !in_text, chinese);
    };
    const bool is_ordinal = place.from > 0 && text[place.from - 1] == U'第';
    if (std::any_of(begin, end, says_a_figure) && is_free_at(place.from - 1) &&
        (is_free_at(place.to) || (chinese && is_ordinal)))
      continue;
    for (std::size_t p = place.from; p < place.to; ++p) fit.stray[p] = !joins(text[p], wanted);
    place = {};
  }
}

/// A record that says a month says nothing of the day: 2011年12月4日 is 2011-12 all the same.
void allow_days(const std::u32string& text, const std::vector<WantedPart>& wanted, PartsFit& fit) {
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const PlacedPart& place = fit.parts[i];
    if (!wanted[i].month_alone || place.form < 0 || text[place.to - 1] != U'月') continue;
    std::size_t end = place.to;
    while (end < text.size() && end < place.to + 2 && is_figure(text[end])) ++end;
    if (end == place.to || end == text.size() || text[end] != U'日') continue;
    std::fill(fit.stray.begin() + static_cast<std::ptrdiff_t>(place.to),
              fit.stray.begin() + static_cast<std::ptrdiff_t>(end) + 1, false);
  }
}

}  // namespace

bool is_sign(char32_t c) {
  const bool letter = (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
  return !letter && (c < 0x3400 || c > 0x3FFFF || (c >= 0xF900 && c <= 0xFFFF)) && c != U'〇';
}

PartsFit fit_parts(const std::u32string& text, const std::vector<WantedPart>& wanted) {
  std::vector<Stage> stages(1);
  stages[0] = {std::vector<double>(text.size() + 1, never), std::vector<Step>(text.size() + 1)};
  stages[0].cost[0] = 0;
  skip_characters(text, wanted, stages[0]);
  for (const WantedPart& part : wanted) stages.push_back(next_stage(text, part, wanted, stages.back()));

  PartsFit fit;
  fit.parts.resize(wanted.size());
  fit.stray.assign(text.size(), false);
  fit.cost = stages.back().cost[text.size()];
  std::size_t p = text.size(), length = 0;
  for (std::size_t i = wanted.size() + 1; i-- > 0;) {
    while (p > 0 && stages[i].step[p].skips) {
      fit.stray[p - 1] = !joins(text[p - 1], wanted);
      --p;
    }
    if (i == 0) break;
    const Step& step = stages[i].step[p];
    if (step.form < 0) continue;
    const std::u32string& form = wanted[i - 1].forms[static_cast<std::size_t>(step.form)];
    fit.parts[i - 1] = tight(text, form, {step.form, step.from, p, 0}, fit.stray);
    length += form.size();
    p = step.from;
  }
  if (wanted.size() > 1) free_what_is_no_figure(text, wanted, fit);
  doubt_joints(text, wanted, fit);
  allow_days(text, wanted, fit);
  const auto all = static_cast<double>(std::max(length, text.size()));
  fit.likeness = all == 0 ? 0 : std::max(0.0, 1 - fit.cost / all);
  if (length == 0) fit.likeness = 0;
  return fit;
}

double characters_said(const std::u32string& text, const WantedPart& wanted) {
  constexpr std::size_t shortest = 2;
  double most = 0;
  const std::set<char32_t> there(text.begin(), text.end());
  for (const std::u32string& form : wanted.forms) {
    const auto size = static_cast<double>(form.size());
    const auto shared =
        std::count_if(form.begin(), form.end(), [&](char32_t c) { return there.count(c) != 0; });
    if (form.size() < shortest || size <= most || 2.0 * static_cast<double>(shared) < size) continue;
    const Laid laid = lay(text, form, std::vector<double>(text.size() + 1, 0), 1);
    const double said = size - 2 * *std::min_element(laid.cost.begin(), laid.cost.end());
    if (said >= size / 2) most = std::max(most, said);
  }
  return most;
}

PlacedPart find_in_sentence(const std::u32string& text, const WantedPart& wanted) {
  constexpr std::size_t misread_share = 4;
  if (wanted.writing != Writing::figure || wanted.forms.front().size() > 1) {
    if (characters_said(text, wanted) <= 0) return {};
    const PlacedPart place = fit_parts(text, {wanted}).parts.front();
    return place.form >= 0 && misread_share * place.edits <= place.to - place.from ? place : PlacedPart{};
  }
  const std::u32string_view before = U"第名位序：:", after = U"名位";
  for (std::size_t i = 0; i < text.size(); ++i)
    for (std::size_t form = 0; form < wanted.forms.size(); ++form) {
      const bool led = i > 0 && before.find(text[i - 1]) != before.npos,
                 followed = i + 1 < text.size() && after.find(text[i + 1]) != after.npos;
      if (wanted.forms[form] == text.substr(i, 1) && (led || followed))
        return {static_cast<int>(form), i, i + 1, 0};
    }
  return {};
}

WantedPart wanted_part(const std::string& value, Writing writing, bool optional) {
  WantedPart part{{}, optional, writing};
  const auto add = [&](const std::string& written) {
    std::u32string form = without_spaces(written);
    if (!form.empty()) part.forms.push_back(std::move(form));
  };
  if (writing == Writing::date) {
    for (const std::string& form : written_forms("date", value)) add(form);
    part.month_alone = value.size() == std::string_view("2011-12").size();
    return part;
  }
  add(value);
  const char* const said[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
  if (writing == Writing::figure && value.size() == 1 && value[0] >= '1' && value[0] <= '9')
    add(said[value[0] - '1']);
  return part;
}

}  // namespace hefu
