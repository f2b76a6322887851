#include "pipeline/paper_signs.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "ocr/lookalikes.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// ISO/IEC 7810 ID-1 is 85.6 by 54 mm; photographed askew it comes out a little otherwise.
constexpr double card_shape = 85.6 / 54, card_slack = 0.22;
constexpr std::size_t most_lines_of_card = 20;
// Of the numbers below: bench kinds --role tuning. Two labels may be lost to glare, and three lines of a text
// end in a figure by chance.
constexpr int least_card_labels = 2, least_person_labels = 4, least_subjects = 2, least_entries = 4;
constexpr int subjects_of_lists = 2;
constexpr std::size_t longest_label = 8, longest_card_line = 14;  // 性别女民族达斡尔族

bool is_chinese(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

bool has_id_number(const std::u32string& text) {
  int digits = 0;
  for (const char32_t c : text) {
    digits = is_figure(c) || (digits == 17 && (c == U'X' || c == U'x')) ? digits + 1 : 0;
    if (digits == 18) return true;
  }
  return false;
}

bool begins_near(const std::u32string& line, std::u32string_view label) {
  constexpr std::size_t dirt = 2;  // what a border or a speck is read as before the text
  const NearWord found = find_near(line, std::u32string(label));
  return found.found && found.begin <= dirt;
}

/// 1985年12月24日, as a card says when somebody was born; any figure may be lost.
bool says_a_day(const std::u32string& text) {
  const std::size_t year = text.find(U'年'), month = text.find(U'月'), day = text.find(U'日');
  return year != text.npos && month != text.npos && day != text.npos && year < month && month < day &&
         std::any_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(year), is_figure);
}

/// 19851224 of a short line that says a year, a month and a day, whatever stands between them; empty: of
/// none.
std::string day_of(const std::u32string& text) {
  std::vector<std::string> figures;
  bool goes_on = false;
  for (const char32_t c : text) {
    if (is_figure(c) && !goes_on) figures.emplace_back();
    goes_on = is_figure(c);
    if (goes_on) figures.back() += static_cast<char>(c);
  }
  constexpr std::size_t year = 4, part = 2;
  if (text.size() > longest_card_line || figures.size() != 3 || figures[0].size() < year ||
      figures[1].size() > part || figures[2].size() > part)
    return "";
  std::string day = figures[0].substr(figures[0].size() - year);
  for (std::size_t i = 1; i < figures.size(); ++i) day += (figures[i].size() < part ? "0" : "") + figures[i];
  return day;
}

/// Whether a line has an ID number of somebody who was born on such a day; of each a figure may be lost.
bool has_number_of(const std::u32string& text, const std::string& day) {
  constexpr std::size_t region = 6, order = 4;  // figures before and behind the day
  constexpr int most_wrong = 1;
  for (std::size_t from = 0; from + region + day.size() + order - 1 <= text.size(); ++from) {
    std::size_t to = from;
    while (to < text.size() && is_figure(text[to])) ++to;
    for (std::size_t at = from + region - 1; at <= from + region && at + day.size() + order - 1 <= to; ++at) {
      int wrong = 0;
      for (std::size_t i = 0; i < day.size(); ++i) wrong += text[at + i] != static_cast<char32_t>(day[i]);
      if (wrong <= most_wrong) return true;
    }
  }
  return false;
}

/// 2023年第3期, 第12卷第4期, Vol.4 No.2
bool is_issue(const std::u32string& text) {
  for (std::size_t at = text.find(U'第'); at != text.npos; at = text.find(U'第', at + 1)) {
    std::size_t end = at + 1;
    while (end < text.size() && is_figure(text[end])) ++end;
    if (end > at + 1 && end < text.size() && text[end] == U'期') return true;
  }
  return text.find(U"Vol.") != text.npos || text.find(U"总第") != text.npos;
}

/// A title, an author, dots, and the page: 样本问题研究……样本甲（12）
bool is_entry(const PaperLine& line, const std::u32string& text) {
  constexpr std::size_t least = 5, most_digits = 3;
  std::size_t end = text.size();
  while (end > 0 && (text[end - 1] == U')' || text[end - 1] == U'）')) --end;
  std::size_t from = end;
  while (from > 0 && is_figure(text[from - 1])) --from;
  const bool page = end > from && end - from <= most_digits && from >= least;
  return page && !line.in_table && std::count_if(text.begin(), text.end(), is_chinese) >= 4 &&
         text.find(U'年') == text.npos && text.find(U':') == text.npos && text.find(U'：') == text.npos;
}

int count_labels(const std::vector<std::u32string>& labels,
                 std::initializer_list<std::u32string_view> known) {
  return static_cast<int>(std::count_if(known.begin(), known.end(), [&](std::u32string_view word) {
    return std::any_of(labels.begin(), labels.end(),
                       [&](const std::u32string& label) { return label.find(word) != label.npos; });
  }));
}

/// Of how many subjects a page has lists: heads that belong together are one subject.
int count_subjects(const std::vector<std::u32string>& labels) {
  int subjects = 0;
  for (const auto& heads : {std::initializer_list<std::u32string_view>{U"获奖", U"奖励", U"授奖", U"颁奖"},
                            {U"项目", U"课题"},
                            {U"论文", U"刊物", U"发表", U"期刊", U"著作"},
                            {U"工作经历", U"简历", U"所在单位", U"担任职务", U"从事"},
                            {U"业绩", U"成果名称", U"成果"},
                            {U"学历", U"毕业学校", U"毕业院校"},
                            {U"现任", U"现有", U"现职", U"申报"}})
    subjects += count_labels(labels, heads) > 0;
  return subjects;
}

}  // namespace

std::vector<std::string> signs_of(const PaperWords& page) {
  std::vector<std::string> signs;
  std::vector<std::u32string> labels;
  std::size_t cells = 0;
  int entries = 0, card_labels = 0;
  bool id_number = false, number_label = false, any_card_label = false, card_number = false, issue = false;
  bool back = false;
  std::vector<std::string> days;
  std::vector<std::u32string> numbers;
  for (const PaperLine& line : page.lines) {
    const std::u32string text = to_utf32(line.text);
    cells += line.in_table;
    if (line.in_table && text.size() <= longest_label) labels.push_back(text);
    const bool number_here = has_id_number(text);
    id_number = id_number || number_here;
    // In no sentence, and behind no label but a card's own.
    const bool may_be_of_card =
        text.find(U'，') == text.npos && text.find(U"证号") == text.npos && text.find(U"证件") == text.npos;
    card_number = card_number || (number_here && may_be_of_card);
    if (may_be_of_card) numbers.push_back(text);
    if (const std::string day = day_of(text); !day.empty()) days.push_back(day);
    back = back || find_near(text, U"居民身份证").found;
    issue = issue || is_issue(text);
    entries += is_entry(line, text);
    number_label = number_label || begins_near(text, U"公民身份号码") || begins_near(text, U"公民身份");
    any_card_label = any_card_label || number_label || says_a_day(text);
    const bool says_more_than_one = text.size() <= longest_card_line && text.find(U"民族") != text.npos;
    const auto begins = [&](std::u32string_view label) { return begins_near(text, label); };
    constexpr std::u32string_view of_card[] = {U"姓名", U"性别", U"民族", U"出生", U"住址"};
    card_labels += !line.in_table && (says_more_than_one || std::ranges::any_of(of_card, begins));
  }
  const auto add = [&](bool shown, const char* sign) {
    if (shown) signs.emplace_back(sign);
  };
  add(id_number, "@id-number");
  add(std::abs(page.width_to_height / card_shape - 1) < card_slack && cells == 0 &&
          page.lines.size() <= most_lines_of_card,
      "@card");
  // A card's number is set apart from its label, and glare takes labels: a number among few lines, with any
  // of them or a date, is a card's.
  const bool few_lines = cells == 0 && page.lines.size() <= most_lines_of_card / 2;
  const auto says_when_born = [&](const std::string& day) {
    return std::ranges::any_of(numbers, [&](const auto& number) { return has_number_of(number, day); });
  };
  const bool born_as_numbered = std::ranges::any_of(days, says_when_born);
  add((card_labels >= (number_label ? least_card_labels : 2 * least_card_labels) &&
       (number_label || id_number)) ||
          (few_lines && card_number && (card_labels > 0 || any_card_label)) ||
          (born_as_numbered && (cells == 0 || back) && page.lines.size() <= most_lines_of_card) ||
          (back && number_label && id_number && page.lines.size() <= most_lines_of_card),  // both sides
      "@id-card");
  const bool person =
      count_labels(labels, {U"姓名", U"性别", U"出生", U"民族", U"政治面貌", U"身份证", U"证件号",
                            U"工作单位", U"电话", U"健康", U"参加工作"}) >= least_person_labels;
  add(person, "@person-table");
  const int subjects = count_subjects(labels);
  add(person && subjects > least_subjects, "@lists");
  add(subjects >= subjects_of_lists, "@list-heads");
  add(subjects > least_subjects, "@many-lists");
  add(entries >= least_entries, "@contents");
  add(issue, "@issue");
  return signs;
}

}  // namespace hefu
