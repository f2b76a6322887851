#include "pipeline/form_labels.h"

#include <algorithm>
#include <sstream>

#include "schemas/data_files.h"
#include "schemas/error.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// A label may be read wrongly in one character of so many, and lose or gain one by that; shorter ones must be
// read right. A longer one ends with what it is about: 最高学历毕业院校 is a 毕业院校. Found on the tuning
// layouts of tests/support/papers.
constexpr std::size_t characters_an_error = 4, most_dropped = 1, least_ending = 3, most_before = 6;
constexpr double misread_likeness = 0.8, ending_likeness = 0.6;

bool is_written(char32_t c) {
  return (c >= U'0' && c <= U'9') || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/// Brackets, and what the engine takes for them.
bool opens(char32_t c) { return std::u32string_view(U"(（〈《〔[【<").find(c) != std::u32string_view::npos; }
bool closes(char32_t c) { return std::u32string_view(U")）〉》〕]】>").find(c) != std::u32string_view::npos; }

std::size_t edits(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t other = corner + (a[i - 1] != b[j - 1]);
      corner = row[j];
      row[j] = std::min({other, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row[b.size()];
}

std::vector<std::u32string> words_from(std::istringstream& line, std::string* first = nullptr) {
  std::vector<std::u32string> words;
  for (std::string word; line >> word;) {
    if (first && first->empty()) *first = word;
    words.push_back(plain_label(word, true));
  }
  return words;
}

FormLabel label_from(std::istringstream& line) {
  FormLabel label;
  std::string paths;
  line >> paths;
  std::istringstream parts(paths);
  for (std::string part; std::getline(parts, part, '+');) {
    if (part == "*") {
      label.open = true;
      continue;
    }
    const bool optional = part.back() == '?';
    if (optional) part.pop_back();
    label.parts.push_back({part, optional});
  }
  label.words = words_from(line, &label.name);
  return label;
}

FormWords read_words() {
  FormWords all;
  std::istringstream lines(read_file(data_file("pipeline/form-labels.txt")));
  for (std::string text; std::getline(lines, text);) {
    if (text.empty() || text[0] == '#') continue;
    std::istringstream line(text);
    std::string what, kind;
    line >> what;
    if (what == "title") {
      line >> kind;
      all.titles.push_back({kind, words_from(line)});
    } else if (what == "label") {
      all.labels.push_back(label_from(line));
    } else if (what == "known" || what == "not" || what == "signature" || what == "before" ||
               what == "after") {
      std::vector<std::u32string>& into = what == "known"       ? all.known
                                          : what == "not"       ? all.excluded
                                          : what == "signature" ? all.signatures
                                          : what == "before"    ? all.before
                                                                : all.after;
      for (std::u32string& word : words_from(line)) into.push_back(std::move(word));
    } else if (what == "list") {
      FormList list;
      line >> list.path;
      list.partial = list.path.back() == '?';
      if (list.partial) list.path.pop_back();
      list.headings = words_from(line, &list.name);
      all.lists.push_back(std::move(list));
    } else if (what == "column" && !all.lists.empty()) {
      all.lists.back().columns.push_back(label_from(line));
    } else if (what == "date" || what == "figure") {
      std::vector<std::string>& into = what == "date" ? all.dates : all.figures;
      for (std::string word; line >> word;) into.push_back(word);
    } else {
      throw Error(ErrorKind::bad_input, "pipeline/form-labels.txt: no such line: " + text);
    }
  }
  return all;
}

}  // namespace

Writing FormWords::writing_of(const std::string& path) const {
  const std::string leaf = path.substr(path.rfind('/') == path.npos ? 0 : path.rfind('/') + 1);
  if (std::find(dates.begin(), dates.end(), leaf) != dates.end()) return Writing::date;
  return std::find(figures.begin(), figures.end(), leaf) != figures.end() ? Writing::figure : Writing::text;
}

const FormWords& form_words() {
  static const FormWords words = read_words();
  return words;
}

std::u32string plain_label(const std::string& text, bool brackets) {
  std::u32string out;
  int depth = 0;
  for (const char32_t c : to_utf32(text)) {
    if (opens(c)) ++depth;
    if (closes(c)) depth = std::max(0, depth - 1);
    if (is_written(c) && (brackets || depth == 0)) out += c;
  }
  return out;
}

double label_likeness(const std::string& text, const std::vector<std::u32string>& words) {
  const std::u32string whole = plain_label(text, true), bare = plain_label(text, false);
  if (whole.empty()) return 0;
  std::vector<const std::u32string*> others;  // words of labels about somebody else
  for (const std::u32string& no : form_words().excluded)
    if (whole.find(no) != whole.npos) others.push_back(&no);
  double best = 0;
  for (const std::u32string& word : words) {
    // 推荐单位 is about the applicant, 推荐专家单位 is not.
    if (std::ranges::any_of(others, [&](const auto* no) { return word.find(*no) == word.npos; })) continue;
    if (whole == word || bare == word) return 1;
    for (const std::u32string* said : {&whole, &bare}) {
      const std::size_t allowed = word.size() / characters_an_error;
      const std::size_t apart =
          said->size() > word.size() ? said->size() - word.size() : word.size() - said->size();
      if (apart <= std::min(allowed, most_dropped) && edits(*said, word) <= allowed)
        best = std::max(best, misread_likeness);
      else if (word.size() >= least_ending && said->size() > word.size() &&
               said->size() <= word.size() + most_before && said->ends_with(word))
        best = std::max(
            best, ending_likeness * static_cast<double>(word.size()) / static_cast<double>(said->size()));
    }
  }
  return best;
}

bool is_label(const std::string& text) {
  const FormWords& words = form_words();
  if (label_likeness(text, words.known) >= misread_likeness) return true;
  for (const FormLabel& label : words.labels)
    if (label_likeness(text, label.words) > 0) return true;
  for (const FormList& list : words.lists)
    for (const FormLabel& column : list.columns)
      if (label_likeness(text, column.words) >= misread_likeness) return true;
  return false;
}

bool begins_with_label(const std::u32string& text) {
  const std::size_t colon = text.find_first_of(U":：");
  return is_label(to_utf8(text)) || (colon != text.npos && is_label(to_utf8(text.substr(0, colon))));
}

}  // namespace hefu
