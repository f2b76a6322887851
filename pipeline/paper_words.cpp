#include "pipeline/paper_words.h"

#include <algorithm>
#include <limits>

#include "schemas/text.h"

namespace hefu {
namespace {

// Letters of one row: as high as each other, and not further apart than a title spreads them (聘　书).
constexpr double same_height = 1.6, same_row = 0.4, widest_gap = 4.5;
constexpr int letters_an_error = 5;  // of four, 特发此证 would be found in 特此证明
constexpr double cost_of_error =
    2;  // of the word's weight: a word in which a fifth is wrong says three fifths

std::string without_spaces(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ' ' || text[i] == '\n' || text[i] == '\t') continue;
    if (text.compare(i, 3, "\xE3\x80\x80") == 0) {
      i += 2;
      continue;
    }
    out += text[i];
  }
  return out;
}

struct Row {
  std::string text;
  BoxPx box;
  bool upright = false;  // one character below the other: nothing goes on beside it
};

bool goes_on(const Row& row, const ReadLine& line) {
  if (row.upright || line.vertical) return false;
  const double small = std::min(row.box.height, line.box.height),
               big = std::max(row.box.height, line.box.height);
  const double apart = std::abs(row.box.y + row.box.height / 2 - line.box.y - line.box.height / 2);
  const double gap = line.box.x - row.box.right();
  return big < same_height * small && apart < same_row * big && gap > -small && gap < widest_gap * big;
}

void append(Row& row, const ReadLine& line) {
  row.text += without_spaces(line.text);
  const double right = std::max(row.box.right(), line.box.right()),
               bottom = std::max(row.box.bottom(), line.box.bottom());
  row.box.x = std::min(row.box.x, line.box.x);
  row.box.y = std::min(row.box.y, line.box.y);
  row.box.width = right - row.box.x;
  row.box.height = bottom - row.box.y;
}

std::vector<Row> rows_of(const PaperReading& page) {
  std::vector<const ReadLine*> free;
  std::vector<Row> rows;
  for (const ReadLine& line : page.lines)
    if (line.cell < 0) free.push_back(&line);
  std::stable_sort(free.begin(), free.end(),
                   [](const ReadLine* a, const ReadLine* b) { return a->box.x < b->box.x; });
  for (const ReadLine* line : free) {
    Row* best = nullptr;
    for (Row& row : rows)
      if (goes_on(row, *line) && (best == nullptr || row.box.right() > best->box.right())) best = &row;
    if (best == nullptr) {
      rows.push_back({"", line->box, line->vertical});
      best = &rows.back();
    }
    append(*best, *line);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.box.y < b.box.y; });
  return rows;
}

double usual_height(const PaperReading& page) {
  std::vector<double> heights;
  for (const ReadLine& line : page.lines)
    if (!line.vertical) heights.push_back(line.box.height);
  if (heights.empty()) return 1;
  const auto middle = heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2);
  std::nth_element(heights.begin(), middle, heights.end());
  return std::max(1.0, *middle);
}

}  // namespace

std::string PaperWords::all() const {
  std::string text;
  for (const PaperLine& line : lines) text += line.text + "\n";
  return text;
}

PaperWords words_of(const PaperReading& page) {
  PaperWords words;
  const double height = std::max(1, page.page.grey.height), usual = usual_height(page);
  words.width_to_height = page.page.grey.width / height;
  for (const Row& row : rows_of(page))
    words.lines.push_back(
        {row.text, (row.box.y + row.box.height / 2) / height, row.box.height / usual, false});
  for (std::size_t cell = 0; cell < page.cells.size(); ++cell) {
    Row whole;
    double tallest = 0;
    for (const ReadLine& line : page.lines)
      if (line.cell == static_cast<int>(cell)) {
        if (whole.text.empty()) whole.box = line.box;
        append(whole, line);
        if (!line.vertical) tallest = std::max(tallest, line.box.height);
      }
    if (!whole.text.empty())
      words.lines.push_back(
          {whole.text, (whole.box.y + whole.box.height / 2) / height, tallest / usual, true});
  }
  return words;
}

/// Sellers: edit distance of the word to any part of the line.
NearWord find_near(const std::u32string& line, const std::u32string& word) {
  NearWord near;
  const std::size_t n = word.size();
  if (n == 0 || line.empty()) return near;
  const int allowed = static_cast<int>(n) / letters_an_error;
  struct Cell {
    int errors;
    std::size_t begin;
  };
  std::vector<Cell> column(n + 1), next(n + 1);
  for (std::size_t i = 0; i <= n; ++i) column[i] = {static_cast<int>(i), 0};
  int best = std::numeric_limits<int>::max();
  for (std::size_t j = 0; j < line.size(); ++j) {
    next[0] = {0, j + 1};
    for (std::size_t i = 1; i <= n; ++i) {
      const Cell& corner = column[i - 1];
      Cell cell{corner.errors + (word[i - 1] == line[j] ? 0 : 1), i == 1 ? j : corner.begin};
      if (column[i].errors + 1 < cell.errors) cell = {column[i].errors + 1, column[i].begin};
      if (next[i - 1].errors + 1 < cell.errors) cell = {next[i - 1].errors + 1, next[i - 1].begin};
      next[i] = cell;
    }
    std::swap(column, next);
    if (column[n].errors < best) {
      best = column[n].errors;
      near.begin = column[n].begin;
      near.end = j + 1;
    }
  }
  if (best > allowed) return NearWord{};
  near.found = true;
  near.errors = best;
  near.quality = 1 - cost_of_error * best / static_cast<double>(n);
  return near;
}

}  // namespace hefu
