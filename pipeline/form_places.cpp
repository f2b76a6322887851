#include "pipeline/form_places.h"

#include <algorithm>
#include <map>
#include <optional>

#include "pipeline/cell_parts.h"
#include "pipeline/form_grid.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// Likeness of a label that is surely one, and of one that has a word before it (form_labels.cpp).
constexpr double sure_label = 0.75, any_label = 0.3;
// In heights of the line: white between a label without a colon and its value.
constexpr double label_gap = 0.8;
constexpr int dark = 140;
constexpr std::size_t longest_label = 14;

/// The labels that a text may be, the best only.
std::vector<const FormLabel*> meanings_of(const std::string& text, double least) {
  std::vector<const FormLabel*> found;
  double best = least;
  for (const FormLabel& label : form_words().labels) {
    const double likeness = label_likeness(text, label.words);
    if (likeness < best) continue;
    if (likeness > best) found.clear();
    best = likeness;
    found.push_back(&label);
  }
  return found;
}

/// The engine takes colons for semicolons; it takes them for commas, too, which most commas are not.
bool is_colon(char32_t c) { return c == U':' || c == U'：' || c == U'﹕' || c == U';' || c == U'；'; }
bool is_comma(char32_t c) { return c == U'，' || c == U',' || c == U'。'; }

FormText part_of(const FormText& whole, std::size_t from, std::size_t to, const PaperReading& paper) {
  FormText part;
  part.text = whole.text.substr(from, to - from);
  part.at.assign(whole.at.begin() + static_cast<std::ptrdiff_t>(from),
                 whole.at.begin() + static_cast<std::ptrdiff_t>(to));
  part.confidence = whole.confidence;
  part.vertical = whole.vertical;
  part.box = part.at.empty() ? whole.box : box_of(part, 0, part.text.size(), paper);
  return part;
}

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
      std::vector<const FormLabel*> meanings = meanings_of(cell.text, any_label);
      if (meanings.empty()) continue;
      if (meanings.size() > 1) keep_group(group.empty() ? group_after(i) : group, meanings);
      FormPlace place{meanings, {}};
      const int right = grid_.right_of(static_cast<int>(i)), below = grid_.below(static_cast<int>(i));
      for (const int next : {right, below})
        if (next >= 0 && !used_.count(static_cast<std::size_t>(next)) && !is_label(paper_.cells[next].text))
          place.values.push_back(grid_.text_of(next));
      if (place.values.empty()) continue;
      if (meanings.size() == 1) group = group_of(*meanings.front());
      found_.places.push_back(std::move(place));
    }
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
        found_.places.push_back({labels[i].meanings, {part_of(whole, labels[i].value, end, paper_)}});
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
      if (whole.text.size() == 1)  // 姓 　 名
        if (const auto next = next_in_row(i)) append(grid_.text_of_line(*next), whole);
      for (std::size_t gap = 2; gap < std::min(whole.text.size(), longest_label); ++gap) {
        std::size_t value = gap;  // dirt in the gap, or nothing at all, is read as a sign
        while (value < whole.text.size() && is_sign(whole.text[value])) ++value;
        if (value == whole.text.size()) break;
        if (white_between(box_at(whole, gap - 1), box_at(whole, value)) < label_gap * line.box.height)
          continue;
        const auto meanings = meanings_of(to_utf8(whole.text.substr(0, gap)), 1);
        if (meanings.empty()) continue;
        found_.places.push_back({meanings, {part_of(whole, value, whole.text.size(), paper_)}});
        break;
      }
    }
  }

  const BoxPx& box_at(const FormText& text, std::size_t index) const {
    return paper_.lines[text.at[index].line].characters[text.at[index].character].box;
  }

  /// The widest white between two characters' middles: where their edges lie the engine does not know; the
  /// first of a line may be as wide as all of it.
  double white_between(const BoxPx& left, const BoxPx& right) const {
    const Image& grey = paper_.page.grey;
    const int y0 = std::max(0, static_cast<int>(std::min(left.y, right.y))),
              y1 = std::min(grey.height, static_cast<int>(std::max(left.bottom(), right.bottom())));
    const int x0 = std::max(0, static_cast<int>(left.x + std::min(left.width, left.height) / 2)),
              x1 = std::min(grey.width, static_cast<int>(right.x + right.width / 2));
    int widest = 0, white = 0;
    for (int x = x0; x < x1; ++x) {
      bool inked = false;
      for (int y = y0; y < y1 && !inked; ++y)
        inked = grey.pixels[static_cast<std::size_t>(y) * grey.width + x] < dark;
      white = inked ? 0 : white + 1;
      widest = std::max(widest, white);
    }
    return widest;
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
