#include "ocr/open_tables.h"

#include <algorithm>
#include <cstdlib>

#include "ocr/median.h"

namespace hefu {
namespace {

// Of a mask of 110 dpi. A rule of such a table is at least so long, of the page's width; ends of like rules
// lie so near to each other; a row is at most so high, of the page's height, and at least 3 mm.
constexpr double least_rule = 0.2, same_end = 0.025, highest_row = 0.6;
constexpr int least_row_px = 12;
// Lower than this, 1.1 mm, is no line of text: what a removed seal leaves.
constexpr int least_line_px = 5;
// What is so far apart, 2 mm, is two words or columns.
constexpr double surely_beside_px = 9;
// In heights of the rows' lines. White between columns. What has no wider white is one text, and no row of a
// table.
constexpr double least_white = 0.7, wide_white = 1.3;
// Of a column's end that is this wide a row of the same table leaves something, but of the white in a head's
// spread words; and of its own it keeps so many when it is laid over the others.
constexpr double sure_white = 1.1, sure_white_of_head = 1.8, left_white = 0.5, columns_kept = 0.7;
// Rows of one table have no more between them than a rule.
constexpr int rule_px = 12, rule_slope_px = 5;
// A number before a heading, and the white behind it.
constexpr double number_width = 1.3, behind_number = 2.5;
// A comma's ink, and the white behind it that is its own.
constexpr double comma_width = 0.4, comma_height = 0.5, behind_comma = 0.6;
// Lines of one row lie nearer to each other than this, of their height; rows lie farther apart.
constexpr double row_white = 0.6;
// So many rows, or so many columns, are no text that is white in the same place by chance.
constexpr std::size_t telling_rows = 4, telling_columns = 3, least_rows = 2;
// Of a row's height that a ruling across it takes.
constexpr double ruled_across = 0.8;

struct Rule {
  int x0 = 0, x1 = 0, y0 = 0, y1 = 0;  // px of the mask, x1 and y1 one past
};

std::vector<Rule> level_rules(const PageMask& mask) {
  const int least = static_cast<int>(least_rule * mask.width);
  std::vector<Rule> rules;
  for (int y = 0; y < mask.height; ++y) {
    const std::uint8_t* const row = &mask.rulings[static_cast<std::size_t>(y) * mask.width];
    for (int x = 0; x < mask.width; ++x) {
      if (!row[x]) continue;
      int end = x;
      while (end < mask.width && row[end]) ++end;
      if (end - x >= least) {
        const auto same = std::find_if(rules.rbegin(), rules.rend(), [&](const Rule& rule) {
          return y - rule.y1 <= 1 && std::min(end, rule.x1) > std::max(x, rule.x0);
        });
        if (same == rules.rend())
          rules.push_back({x, end, y, y + 1});
        else
          *same = {std::min(x, same->x0), std::max(end, same->x1), same->y0, y + 1};
      }
      x = end;
    }
  }
  return rules;
}

/// A row between two rules that lie over each other.
struct Row {
  int x0 = 0, x1 = 0, y0 = 0, y1 = 0;
  std::vector<std::uint8_t> inked;  // for each place from x0 to x1
  int under = 0;                    // top of the stretch between two rules that it is of
  bool is_blank() const { return std::find(inked.begin(), inked.end(), 1) == inked.end(); }
};

/// White from one end to the other of what lies between two columns.
struct White {
  int from = 0, to = 0;
};

std::vector<White> whites_of(const std::vector<std::uint8_t>& inked, double least) {
  std::vector<White> whites;
  const int size = static_cast<int>(inked.size());
  int last = -1;
  for (int x = 0; x < size; ++x) {
    if (!inked[x]) continue;
    if (last >= 0 && x - last > least) whites.push_back({last + 1, x});
    last = x;
  }
  return whites;
}

/// Whether a ruling crosses the row between its ends: then its cells are known.
bool is_ruled_across(const PageMask& mask, const Row& row) {
  const int margin = static_cast<int>(same_end * mask.width);
  for (int x = row.x0 + margin; x < row.x1 - margin; ++x) {
    int ruled = 0;
    for (int y = row.y0; y < row.y1; ++y) ruled += mask.rulings[static_cast<std::size_t>(y) * mask.width + x];
    if (ruled >= ruled_across * (row.y1 - row.y0)) return true;
  }
  return false;
}

std::vector<std::uint8_t> inked(const PageMask& mask, const Row& row) {
  std::vector<std::uint8_t> places(static_cast<std::size_t>(row.x1 - row.x0), 0);
  for (int y = row.y0; y < row.y1; ++y)
    for (int x = row.x0; x < row.x1; ++x)
      places[x - row.x0] |= mask.ink[static_cast<std::size_t>(y) * mask.width + x];
  return places;
}

/// The white behind a comma is the comma's own.
void fill_behind_commas(const PageMask& mask, int line, Row& row) {
  const int widest = static_cast<int>(comma_width * line), behind = static_cast<int>(behind_comma * line);
  const int size = static_cast<int>(row.inked.size());
  for (int x = 0; x < size; ++x) {
    if (!row.inked[x]) continue;
    int end = x, top = row.y1, bottom = row.y0;
    for (; end < size && row.inked[end]; ++end)
      for (int y = row.y0; y < row.y1; ++y)
        if (mask.ink[static_cast<std::size_t>(y) * mask.width + row.x0 + end])
          top = std::min(top, y), bottom = std::max(bottom, y + 1);
    const bool comma = end - x <= widest && bottom - top <= comma_height * line;
    x = end;
    if (comma)
      for (; x < std::min(size, end + behind); ++x) row.inked[x] = 1;
  }
}

bool has_ink(const PageMask& mask, const Row& row, int y) {
  const std::uint8_t* const ink = &mask.ink[static_cast<std::size_t>(y) * mask.width];
  return std::any_of(ink + row.x0, ink + row.x1, [](std::uint8_t pixel) { return pixel != 0; });
}

/// Tops and bottoms of what is inked, px of the mask.
std::vector<std::pair<int, int>> bands_of(const PageMask& mask, const Row& whole) {
  std::vector<std::pair<int, int>> bands;
  for (int y = whole.y0; y < whole.y1; ++y) {
    if (!has_ink(mask, whole, y)) continue;
    if (bands.empty() || y > bands.back().second + 1) bands.emplace_back(y, y);
    bands.back().second = y;
  }
  return bands;
}

/// Heights of a stretch's lines, each word or column by itself: a cell of two lines may stand beside one line
/// in its middle.
void add_line_heights(const PageMask& mask, Row part, std::vector<int>& heights) {
  const int right = part.x1;
  std::vector<White> ends = whites_of(part.inked, surely_beside_px);
  ends.push_back({right - part.x0, 0});
  const int left = part.x0;
  for (const White& end : ends) {
    part.x1 = left + end.from;
    for (const auto& [top, bottom] : bands_of(mask, part))
      if (bottom - top + 1 >= least_line_px) heights.push_back(bottom - top + 1);
    part.x0 = left + end.to;
  }
}

/// Takes a stretch between two rules apart where it is more than one row: those of a table with a rule over
/// its head, one under it, and one at its end.
void split(const PageMask& mask, const Row& whole, int line, std::vector<Row>& rows) {
  const std::vector<std::pair<int, int>> bands = bands_of(mask, whole);
  int from = whole.y0;
  for (std::size_t i = 0; i <= bands.size(); ++i) {
    const bool last = i + 1 >= bands.size();
    if (!last && bands[i + 1].first - bands[i].second - 1 < row_white * line) continue;
    const int to = last ? whole.y1 : (bands[i].second + bands[i + 1].first + 1) / 2;
    rows.push_back({whole.x0, whole.x1, from, to, {}, whole.y0});
    rows.back().inked = inked(mask, rows.back());
    fill_behind_commas(mask, line, rows.back());
    from = to;
    if (last) return;
  }
}

/// `line`: gets how high a line of text in them is, px.
std::vector<Row> rows_of(const PageMask& mask, int& line) {
  std::vector<Row> stretches;
  std::vector<int> heights;
  const std::vector<Rule> rules = level_rules(mask);
  const int near = static_cast<int>(same_end * mask.width);
  for (const Rule& upper : rules) {
    const Rule* lower = nullptr;
    for (const Rule& rule : rules)
      if (rule.y0 > upper.y1 && std::min(rule.x1, upper.x1) > std::max(rule.x0, upper.x0) &&
          (lower == nullptr || rule.y0 < lower->y0))
        lower = &rule;
    if (lower == nullptr || std::abs(lower->x0 - upper.x0) > near || std::abs(lower->x1 - upper.x1) > near)
      continue;
    Row row{std::min(upper.x0, lower->x0), std::max(upper.x1, lower->x1), upper.y1, lower->y0, {}};
    const int height = row.y1 - row.y0;
    if (height < least_row_px || height > highest_row * mask.height || is_ruled_across(mask, row)) continue;
    row.inked = inked(mask, row);
    add_line_heights(mask, row, heights);
    stretches.push_back(std::move(row));
  }
  line = median(std::move(heights));
  std::vector<Row> rows;
  for (const Row& stretch : stretches) split(mask, stretch, line, rows);
  return rows;
}

/// Rows below each other that have the same columns.
struct Group {
  std::vector<const Row*> rows;
  Row all;               // laid over each other
  std::size_t told = 0;  // rows that have something in more than one column
};

Row laid_over(const Row& a, const Row& b) {
  Row both{std::min(a.x0, b.x0), std::max(a.x1, b.x1), std::min(a.y0, b.y0), std::max(a.y1, b.y1), {}};
  both.inked.assign(static_cast<std::size_t>(both.x1 - both.x0), 0);
  for (const Row* row : {&a, &b})
    for (std::size_t i = 0; i < row->inked.size(); ++i) both.inked[row->x0 - both.x0 + i] |= row->inked[i];
  return both;
}

class Grouper {
 public:
  Grouper(double line_px, int near_px) : line_(line_px), near_(near_px) {}

  void add(const Row& row) {
    const bool told = is_told(row);
    if (!told && !row.is_blank()) return;  // a heading: what comes after it is too far away to join
    const auto own =
        std::find_if(groups_.begin(), groups_.end(), [&](const Group& group) { return joins(group, row); });
    if (own != groups_.end()) {
      own->rows.push_back(&row);
      own->all = laid_over(own->all, row);
      own->told += told;
    } else if (told) {
      groups_.push_back({{&row}, row, 1});
    }
  }

  /// Those that are tables, and the middles of what parts their columns.
  std::vector<std::pair<const Group*, std::vector<int>>> tables() const {
    std::vector<std::pair<const Group*, std::vector<int>>> found;
    for (const Group& group : groups_) {
      std::vector<int> ends;
      for (const White& white : whites(group.all)) ends.push_back(group.all.x0 + (white.from + white.to) / 2);
      const bool many = group.told >= telling_rows || ends.size() + 1 >= telling_columns;
      if (!ends.empty() && group.told >= least_rows && many && is_ruled_between(group))
        found.emplace_back(&group, std::move(ends));
    }
    return found;
  }

 private:
  /// Whether any rule lies between its rows: what has one over it and one under it alone is a frame, an ID
  /// card's edges.
  static bool is_ruled_between(const Group& group) {
    return group.rows.front()->under != group.rows.back()->under;
  }

  /// Whether it has more than one text; a number and a heading behind it are one.
  bool is_told(const Row& row) const {
    const std::vector<White> wide = whites_of(row.inked, wide_white * line_);
    if (wide.size() != 1) return !wide.empty();
    const auto first = std::find(row.inked.begin(), row.inked.end(), 1) - row.inked.begin();
    return wide[0].from - first > number_width * line_ || wide[0].to - wide[0].from > behind_number * line_;
  }

  std::vector<White> whites(const Row& row) const { return whites_of(row.inked, least_white * line_); }

  /// Whether the row leaves nothing of what parts two columns of the group. `left`: the white of both.
  bool crosses(const Row& row, const Group& group, const std::vector<White>& left) const {
    const int shift = group.all.x0 - std::min(group.all.x0, row.x0);
    const double least = group.rows.size() == 1 ? sure_white_of_head : sure_white;
    const std::vector<White> sure = whites_of(group.all.inked, least * line_);
    return std::any_of(sure.begin(), sure.end(), [&](const White& white) {
      return std::none_of(left.begin(), left.end(), [&](const White& open) {
        return open.from < white.to + shift && open.to > white.from + shift;
      });
    });
  }

  bool joins(const Group& group, const Row& row) const {
    const Row& last = *group.rows.back();
    if (row.y0 < last.y1 || row.y0 - last.y1 > rule_px || std::abs(row.x0 - last.x0) > near_ ||
        std::abs(row.x1 - last.x1) > near_)
      return false;
    if (row.is_blank()) return true;
    const std::vector<White> left = whites_of(laid_over(group.all, row).inked, left_white * line_);
    return !left.empty() && !crosses(row, group, left) &&
           static_cast<double>(left.size()) >= columns_kept * static_cast<double>(whites(row).size());
  }

  double line_;
  int near_;
  std::vector<Group> groups_;
};

void rule(const Group& group, const std::vector<int>& column_ends, PageMask& mask) {
  std::vector<int> places = column_ends;
  places.push_back(group.all.x0);
  places.push_back(group.all.x1 - 1);
  const auto level = [&](int y) {
    std::fill_n(&mask.rulings[static_cast<std::size_t>(y) * mask.width + group.all.x0],
                group.all.x1 - group.all.x0, std::uint8_t{1});
  };
  for (const Row* row : group.rows) level(row->y0);
  level(group.rows.back()->y1 - 1);
  // A rule that slopes a little ends higher on one side: the columns' ends reach into it.
  const int top = std::max(0, group.rows.front()->y0 - rule_slope_px),
            bottom = std::min(mask.height, group.rows.back()->y1 + rule_slope_px);
  for (const int x : places)
    for (int y = top; y < bottom; ++y)
      for (int wide = 0; wide < 2; ++wide)
        mask.rulings[static_cast<std::size_t>(y) * mask.width + std::min(x + wide, mask.width - 1)] = 1;
}

}  // namespace

void rule_open_tables(PageMask& mask) {
  int line = 0;
  const std::vector<Row> rows = rows_of(mask, line);
  if (line <= 0) return;
  Grouper grouper(line, static_cast<int>(same_end * mask.width));
  for (const Row& row : rows) grouper.add(row);
  for (const auto& [group, ends] : grouper.tables()) rule(*group, ends, mask);
}

}  // namespace hefu
