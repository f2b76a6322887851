#include "pipeline/form_places.h"

#include <algorithm>
#include <map>
#include <optional>

#include "ocr/lookalikes.h"
#include "pipeline/cell_parts.h"
#include "pipeline/form_grid.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// Likeness of a label that is surely one, and of one that has a word before it (form_labels.cpp).
constexpr double sure_label = 0.75, any_label = 0.3;
// In heights of the line: white between a label without a colon and its value.
constexpr double label_gap = 0.8;
constexpr std::size_t longest_label = 14;

/// Whether a text is what forms call a list's column: 发表时间 is no 填表时间 that was misread.
bool is_column(const std::string& text) {
  for (const FormList& list : form_words().lists)
    for (const FormLabel& column : list.columns)
      if (label_likeness(text, column.words) == 1) return true;
  return false;
}

/// The labels that a text may be, the best only; `likest`: gets how like it is.
std::vector<const FormLabel*> meanings_of(const std::string& text, double least, double* likest = nullptr) {
  std::vector<const FormLabel*> found;
  double best = is_column(text) ? 1 : least;
  for (const FormLabel& label : form_words().labels) {
    const double likeness = label_likeness(text, label.words);
    if (likeness < best) continue;
    if (likeness > best) found.clear();
    best = likeness;
    found.push_back(&label);
  }
  if (likest) *likest = best;
  return found;
}

/// The engine takes colons for semicolons; it takes them for commas, too, which most commas are not.
bool is_colon(char32_t c) { return c == U':' || c == U'：' || c == U'﹕' || c == U';' || c == U'；'; }
bool is_comma(char32_t c) { return c == U'，' || c == U',' || c == U'。'; }

/// What a label says the value is about: employment, titles, educations ...
std::string group_of(const FormLabel& label) {
  const std::string& path = label.parts.front().path;
  return path.substr(0, path.find('/'));
}

class Finder {
 public:
  explicit Finder(const PaperReading& paper) : paper_(paper), grid_(paper) {}

  FormPlaces find() {
    found_.title_kind = title_kind();
    found_.tables = find_tables(paper_, grid_, used_);
    find_cell_labels();
    find_line_labels();
    add_unlabelled_dates(paper_, grid_, !found_.title_kind.empty(), found_.places);
    find_loose_texts();
    find_years();
    find_sentences();
    return std::move(found_);
  }

 private:
  /// A title is a short line outside of cells, or a cell alone in its row.
  std::string title_kind() const {
    constexpr std::size_t longest_title = 30;
    std::string kind;
    std::size_t longest = 0;
    for (const ReadLine& line : paper_.lines) {
      const std::u32string text = plain_label(line.text, true);
      if (text.size() > longest_title || (line.cell >= 0 && !grid_.is_alone(line.cell))) continue;
      for (const FormWords::Title& title : form_words().titles)
        for (const std::u32string& word : title.words)
          if (word.size() > longest && text.find(word) != text.npos) longest = word.size(), kind = title.kind;
    }
    return kind;
  }

  void find_cell_labels() {
    std::string group;  // of the label before
    int table = -1;
    for (std::size_t i = 0; i < paper_.cells.size(); ++i) {
      const ReadCell& cell = paper_.cells[i];
      if (cell.table != table) group.clear(), table = cell.table;
      if (used_.count(i) || cell.text.empty()) continue;
      if (add_colon_labels(grid_.text_of(static_cast<int>(i)), false)) continue;
      if (add_label_over_value(grid_.text_of(static_cast<int>(i)))) continue;
      double likeness = 0;
      std::vector<const FormLabel*> meanings = meanings_of(cell.text, any_label, &likeness);
      if (meanings.empty()) continue;
      if (meanings.size() > 1) keep_group(group.empty() ? group_after(i) : group, meanings);
      FormPlace place{meanings, {}, static_cast<int>(i), likeness >= sure_label};
      const int right = grid_.right_of(static_cast<int>(i)), below = grid_.below(static_cast<int>(i));
      for (const int next : {right, below})
        if (next >= 0 && !used_.count(static_cast<std::size_t>(next)) && !is_label(paper_.cells[next].text))
          place.values.push_back(grid_.text_of(next));
      if (place.values.empty()) continue;
      if (meanings.size() == 1) group = group_of(*meanings.front());
      found_.places.push_back(std::move(place));
    }
  }

  /// A cell of which the first line is a label, and the others its value.
  bool add_label_over_value(const FormText& whole) {
    std::size_t end = 1;
    while (end < whole.text.size() && whole.at[end].line == whole.at[0].line) ++end;
    if (end >= whole.text.size() || is_label(to_utf8(whole.text))) return false;
    const auto meanings = meanings_of(to_utf8(whole.text.substr(0, end)), 1);
    if (meanings.empty()) return false;
    found_.places.push_back({meanings, {part_of_text(whole, end, whole.text.size(), paper_)}, -1});
    return true;
  }

  static void keep_group(const std::string& group, std::vector<const FormLabel*>& meanings) {
    std::vector<const FormLabel*> kept;
    for (const FormLabel* meaning : meanings)
      if (group_of(*meaning) == group) kept.push_back(meaning);
    if (!kept.empty()) meanings = kept;
  }

  /// Of the next label in the table that can mean one thing only.
  std::string group_after(std::size_t cell) const {
    for (std::size_t i = cell + 1;
         i < paper_.cells.size() && paper_.cells[i].table == paper_.cells[cell].table; ++i) {
      const auto meanings = meanings_of(paper_.cells[i].text, sure_label);
      if (meanings.size() == 1) return group_of(*meanings.front());
    }
    return {};
  }

  /// 姓名：张三 in one cell or line. Returns whether there was any.
  /// `commas`: the engine may have made one of a colon; cells have real ones.
  bool add_colon_labels(const FormText& whole, bool commas) {
    struct Label {
      std::size_t from = 0, value = 0;
      std::vector<const FormLabel*> meanings;
    };
    std::vector<Label> labels;
    for (std::size_t colon = 1; colon + 1 < whole.text.size(); ++colon) {
      const bool comma = commas && is_comma(whole.text[colon]);
      if (!is_colon(whole.text[colon]) && !comma) continue;
      const std::size_t last = labels.empty() ? 0 : labels.back().value;
      for (std::size_t from = colon - std::min(colon - last, longest_label); from + 1 < colon; ++from) {
        const auto meanings = meanings_of(to_utf8(whole.text.substr(from, colon - from)), 1);
        if (meanings.empty()) continue;
        if (comma && from > 0) continue;
        labels.push_back({from, colon + 1, meanings});
        break;
      }
    }
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const std::size_t end = i + 1 < labels.size() ? labels[i + 1].from : whole.text.size();
      if (labels[i].value < end)
        found_.places.push_back(
            {labels[i].meanings, {part_of_text(whole, labels[i].value, end, paper_)}, -1});
    }
    return !labels.empty();
  }

  /// Outside of tables: labels with a colon, or with a gap before the value.
  void find_line_labels() {
    for (std::size_t i = 0; i < paper_.lines.size(); ++i) {
      const ReadLine& line = paper_.lines[i];
      if (line.cell >= 0 || line.vertical) continue;
      FormText whole = grid_.text_of_line(i);
      if (add_colon_labels(whole, true)) continue;
      if (add_spread_label(i) || add_line_beside(i)) continue;
      for (std::size_t gap = 2; gap < std::min(whole.text.size(), longest_label); ++gap) {
        std::size_t value =
            gap;  // dirt in the gap, or nothing at all, is read as a sign; 单位 （盖章） has none
        while (value < whole.text.size() && is_sign(whole.text[value])) ++value;
        if (value == whole.text.size() || plain_label(to_utf8(whole.text.substr(gap)), false).empty()) break;
        if (white_between(paper_, box_at(whole, gap - 1), box_at(whole, value)) < label_gap * line.box.height)
          continue;
        const auto meanings = meanings_of(to_utf8(whole.text.substr(0, gap)), 1);
        if (meanings.empty() || is_label(to_utf8(whole.text.substr(value)))) continue;
        found_.places.push_back({meanings, {part_of_text(whole, value, whole.text.size(), paper_)}, -1});
        break;
      }
    }
  }

  /// A label alone in its line, and its value right of it, as on covers, or in the line below, where its text
  /// begins or around its middle.
  bool add_line_beside(std::size_t index) {
    const ReadLine& label = paper_.lines[index];
    const auto meanings = meanings_of(label.text, 1);
    if (meanings.empty()) return false;
    FormPlace place{meanings, {}, -1};
    if (const auto next = next_in_row(index)) {
      if (paper_.lines[*next].box.x - label.box.right() < label_gap * label.box.height) return false;
      FormText beside = grid_.text_of_line(*next);
      if (!begins_with_label(beside.text)) place.values.push_back(std::move(beside));
    }
    constexpr double farthest = 2.5, aside = 1;  // of the label's height
    const ReadLine* nearest = nullptr;
    for (const ReadLine& other : paper_.lines) {
      const double down = other.box.y - label.box.bottom();
      const double middle = other.box.x + other.box.width / 2 - label.box.x - label.box.width / 2;
      const bool under = std::abs(other.box.x - label.box.x) < aside * label.box.height ||
                         std::abs(middle) < aside * label.box.height;
      if (other.cell >= 0 || other.vertical || !under || down < 0 || down > farthest * label.box.height)
        continue;
      if (nearest == nullptr || other.box.y < nearest->box.y) nearest = &other;
    }
    if (nearest != nullptr && !begins_with_label(to_utf32(nearest->text)))
      place.values.push_back(grid_.text_of_line(static_cast<std::size_t>(nearest - paper_.lines.data())));
    if (place.values.empty()) return false;
    found_.places.push_back(std::move(place));
    return true;
  }

  /// 申 　 报 　 人 in pieces, and the value in the next one or behind the last character.
  bool add_spread_label(std::size_t first) {
    constexpr std::size_t longest_piece = 2;
    FormText label = grid_.text_of_line(first);
    std::size_t number = 0;  // 2.性 　 别
    while (number < label.text.size() && (label.text[number] < 0x80 || is_sign(label.text[number]))) ++number;
    label = part_of_text(label, number, label.text.size(), paper_);
    if (label.text.empty() || label.text.size() > longest_piece) return false;
    for (auto next = next_in_row(first); next && label.text.size() < longest_label;
         next = next_in_row(*next)) {
      const FormText piece = grid_.text_of_line(*next);
      if (const auto meanings = meanings_of(to_utf8(label.text), 1);
          label.text.size() > 1 && !meanings.empty()) {
        if (is_label(to_utf8(piece.text))) return false;  // side by side, each over its value
        found_.places.push_back({meanings, {piece}, -1});
        return true;
      }
      for (std::size_t end = 1; end < std::min(piece.text.size(), longest_piece + 1); ++end) {
        const auto meanings = meanings_of(to_utf8(label.text + piece.text.substr(0, end)), 1);
        if (meanings.empty()) continue;
        std::size_t value = end;
        while (value < piece.text.size() && is_sign(piece.text[value])) ++value;
        if (value == piece.text.size()) break;
        found_.places.push_back({meanings, {part_of_text(piece, value, piece.text.size(), paper_)}, -1});
        return true;
      }
      if (piece.text.size() > longest_piece) return false;
      append(piece, label);
    }
    return false;
  }

  static bool is_year(const std::string& text) {
    const std::u32string plain = plain_label(text, true);
    constexpr std::size_t digits = 4;
    const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
    return plain.size() >= digits && std::all_of(plain.begin(), plain.begin() + digits, is_digit) &&
           (plain.size() == digits || plain.substr(digits) == U"年" || plain.substr(digits) == U"年度" ||
            plain.substr(digits) == U"学年");
  }

  void find_years() {
    for (std::size_t i = 0; i < paper_.cells.size(); ++i) {
      const int cell = static_cast<int>(i);
      if (used_.count(i) || !is_year(paper_.cells[i].text)) continue;
      YearPlace place{grid_.text_of(cell), {}};
      for (const int next : {grid_.right_of(cell), grid_.below(cell)})
        if (next >= 0 && !paper_.cells[static_cast<std::size_t>(next)].text.empty() &&
            !is_year(paper_.cells[static_cast<std::size_t>(next)].text))
          place.values.push_back(grid_.text_of(next));
      if (!place.values.empty()) found_.years.push_back(std::move(place));
    }
  }

  /// A cell as wide as text is set, that is no list's.
  bool has_sentences(int cell) const {
    constexpr double widest_value = 0.4;  // of the page
    return !used_.count(static_cast<std::size_t>(cell)) &&
           paper_.cells[static_cast<std::size_t>(cell)].box.width > widest_value * paper_.page.grey.width;
  }

  /// Whether a line that fills its cell stops at a comma, and the next one begins with no figure.
  bool stops_at_comma(const ReadLine& line, const FormText& next) const {
    constexpr double left_over = 2;  // of the line's height
    const char32_t last = line.characters.back().code_point;
    return line.cell >= 0 && (is_comma(last) || last == U'、') && last != U'。' &&
           !is_figure(next.text.front()) &&
           line.box.right() + left_over * line.box.height >
               paper_.cells[static_cast<std::size_t>(line.cell)].box.right();
  }

  /// Lines of text that may say a row of a list each, as 1.2020.12，样本奖一等奖，排名第2. One that begins
  /// with a number goes on until the next does, and one that its line cuts off goes on, too.
  void find_sentences() {
    constexpr std::size_t shortest = 8, longest_number = 2, most_lines = 3;
    FormTable made{{}, {{}}, {}, false, true};
    std::size_t lines = 0;
    bool numbered = false;
    const ReadLine* before = nullptr;
    bool unended = false;  // the line before
    for (std::size_t i = 0; i < paper_.lines.size(); ++i) {
      const ReadLine& line = paper_.lines[i];
      const FormText text = grid_.text_of_line(i);
      if (line.vertical || (line.cell >= 0 && !has_sentences(line.cell)) || text.text.empty()) continue;
      std::size_t first = 0;
      while (first < text.text.size() && is_sign(text.text[first])) ++first;
      std::size_t digits = first;
      while (digits < text.text.size() && text.text[digits] >= U'0' && text.text[digits] <= U'9') ++digits;
      const bool begins = digits > first && digits - first <= longest_number && digits < text.text.size() &&
                          is_sign(text.text[digits]);
      const bool goes_on = before != nullptr && before->cell == line.cell &&
                           (numbered || unended || stops_at_comma(*before, text));
      before = &line;
      unended = text.goes_on;
      if (goes_on && !begins && lines < most_lines && !made.rows.empty()) {
        append(text, made.rows.back().cells.front());
        ++lines;
        continue;
      }
      numbered = begins;
      lines = 1;
      if (text.text.size() >= shortest) made.rows.push_back({{text}, line.box});
    }
    if (!made.rows.empty()) found_.tables.push_back(std::move(made));
  }

  void find_loose_texts() {
    for (std::size_t i = 0; i < paper_.cells.size(); ++i) {
      const int cell = static_cast<int>(i);
      if (used_.count(i) || paper_.cells[i].text.empty() || is_label(paper_.cells[i].text)) continue;
      LooseText loose{grid_.text_of(cell), {}};
      for (const int near : {grid_.left_of(cell), grid_.above(cell)})
        if (near >= 0) loose.beside.push_back(paper_.cells[static_cast<std::size_t>(near)].text);
      found_.loose.push_back(std::move(loose));
    }
    for (std::size_t i = 0; i < paper_.lines.size(); ++i)
      if (paper_.lines[i].cell < 0) found_.loose.push_back({grid_.text_of_line(i), {}});
  }

  const BoxPx& box_at(const FormText& text, std::size_t index) const {
    return paper_.lines[text.at[index].line].characters[text.at[index].character].box;
  }

  /// The line outside of tables that goes on at the same height.
  std::optional<std::size_t> next_in_row(std::size_t index) const {
    const BoxPx& box = paper_.lines[index].box;
    std::optional<std::size_t> next;
    for (std::size_t i = 0; i < paper_.lines.size(); ++i) {
      const ReadLine& other = paper_.lines[i];
      const double middle = other.box.y + other.box.height / 2;
      if (other.cell >= 0 || other.vertical || other.box.x < box.right() || middle < box.y ||
          middle > box.bottom())
        continue;
      if (!next || other.box.x < paper_.lines[*next].box.x) next = i;
    }
    return next;
  }

  const PaperReading& paper_;
  const FormGrid grid_;
  FormPlaces found_;
  std::set<std::size_t> used_;  // cells of lists
};

}  // namespace

FormPlaces find_places(const PaperReading& paper) { return Finder(paper).find(); }

}  // namespace hefu
