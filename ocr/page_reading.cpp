#include "ocr/page_reading.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "ocr/median.h"
#include "ocr/page_layout.h"
#include "ocr/strip_reading.h"
#include "ocr/vertical_text.h"

namespace hefu {
namespace {

// Outside of cells most such lines are parts of ornaments and seals: a page that has shown so many is full of
// them.
constexpr int most_looks_in_vain = 6;
// Lines that are read both ways to find out which way is up, the mean confidence of upright text that needs
// no second look, and of what is read at all. The engine reads sense into text upside down: characters of
// such lines have 70 to 93, of clean upright ones 99 (PageReading tests).
constexpr double tried_lines = 4, most_tried_lines = 8;
// Figures are figures upside down, too, and the engine is as sure of them: they count by this share, and
// where the lines had no more Chinese characters than so many, more lines are tried.
constexpr double share_of_figures = 0.1, telling_characters = 6;
constexpr double surely_upright = 96, legible_confidence = 91;
// Below this the first lines of text are of another way up, or so poor that all ways are tried in any case.
constexpr double surely_wrong = 86;
// Lines that have fewer characters than this, and by how much they are then believed less: even 99 stays
// below what is legible, and the other ways are tried.
constexpr double letters_of_a_line = 4, doubt_of_letters = 0.9;

/// A page as it may lie, and what was read of it.
struct Candidate {
  StraightPaper page;
  PageLayout layout;
  std::vector<std::optional<ReadLine>> lines;  // one a strip; nullopt: not read yet, or the worker died
  double confidence = 0;                       // 0..100, of the lines that were tried
  int looks_in_vain = 0;                       // at a few characters outside of cells
};

/// Reads a strip unless it was read before.
void read(std::size_t index, TextReader& reader, Candidate& from) {
  if (from.lines[index]) return;
  const TextStrip& strip = from.layout.strips[index];
  const Image& page = from.page.grey;
  const BoxPx whole{0, 0, static_cast<double>(page.width), static_cast<double>(page.height)};
  const BoxPx& bounds = strip.cell >= 0 ? from.layout.cells[static_cast<std::size_t>(strip.cell)].box : whole;
  StripReading reading = read_strip(page, strip, bounds, from.looks_in_vain < most_looks_in_vain, reader);
  from.looks_in_vain += reading.in_vain;
  from.lines[index] = std::move(reading.line);
}

/// Reads the lines that tell most: ten characters do, longer lines only cost. `wholly`: no fewer where the
/// first ones make no sense.
void try_lines(TextReader& reader, Candidate& candidate, bool wholly) {
  const std::vector<TextStrip>& strips = candidate.layout.strips;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < strips.size(); ++i)
    if (is_line(strips[i])) order.push_back(i);
  // Of a page on its side the characters of each line stand below each other.
  const auto level = std::stable_partition(order.begin(), order.end(),
                                           [&](std::size_t i) { return strips[i].characters.empty(); });
  if (level != order.begin()) order.erase(level, order.end());
  // Ornaments stand around the text, and are as sure of themselves upside down.
  const Image& page = candidate.page.grey;
  const auto is_inner = [&](std::size_t i) {
    const BoxPx& box = strips[i].box;
    const double x = (box.x + box.width / 2) / page.width, y = (box.y + box.height / 2) / page.height;
    return x > 0.12 && x < 0.88 && y > 0.08 && y < 0.92;
  };
  const auto outer = std::stable_partition(order.begin(), order.end(), is_inner);
  if (outer != order.begin()) order.erase(outer, order.end());
  const auto distance = [&](std::size_t i) {
    return std::abs(std::max(strips[i].box.width, strips[i].box.height) / strips[i].character_px - 10);
  };
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return distance(a) < distance(b); });
  double sum = 0, weight = 0, telling = 0, count = 0, tried = 0;
  for (const std::size_t i : order) {
    if (tried >= tried_lines && (telling >= telling_characters || tried >= most_tried_lines)) break;
    if (!wholly && telling >= telling_characters && sum < surely_wrong * weight) break;
    ++tried;
    read(i, reader, candidate);
    if (!candidate.lines[i]) continue;
    for (const ReadCharacter& character : candidate.lines[i]->characters) {
      const double share = is_latin(character.code_point) ? share_of_figures : 1;
      sum += character.confidence * share;
      weight += share;
      telling += !is_latin(character.code_point);
      ++count;
    }
  }
  candidate.confidence = weight > 0 ? sum / weight : 0;
  // A table that lies sideways falls into single characters, of some of which the engine is sure.
  if (count < letters_of_a_line * tried) candidate.confidence *= doubt_of_letters;
}

/// The page turned clockwise by quarters.
StraightPaper turned_page(const StraightPaper& page, int quarter_turns) {
  StraightPaper out = page;
  out.grey = turned(page.grey, quarter_turns);
  out.quarter_turns = (page.quarter_turns + quarter_turns) % 4;
  const double w = page.grey.width, h = page.grey.height;
  // New px -> old px, in rows of a homography.
  Homography back{1, 0, 0, 0, 1, 0, 0, 0, 1};
  if (quarter_turns == 1) back = {0, 1, 0, -1, 0, h, 0, 0, 1};
  if (quarter_turns == 2) back = {-1, 0, w, 0, -1, h, 0, 0, 1};
  if (quarter_turns == 3) back = {0, -1, w, 1, 0, 0, 0, 0, 1};
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j) {
      double sum = 0;
      for (int k = 0; k < 3; ++k) sum += page.to_scan[3 * i + k] * back[3 * k + j];
      out.to_scan[3 * i + j] = sum;
    }
  return out;
}

Candidate candidate_of(StraightPaper page, TextReader& reader,
                       PageLayout (&layout_of)(const Image&) = find_layout) {
  Candidate candidate{std::move(page), {}, {}, 0};
  candidate.layout = layout_of(candidate.page.grey);
  candidate.lines.resize(candidate.layout.strips.size());
  try_lines(reader, candidate, false);
  return candidate;
}

/// Which way is up: that in which a few lines are read best.
Candidate upright(StraightPaper page, TextReader& reader) {
  std::vector<Candidate> ways;
  const auto best = [&] {
    return std::max_element(ways.begin(), ways.end(), [](const Candidate& a, const Candidate& b) {
      return a.confidence < b.confidence;
    });
  };
  ways.push_back(candidate_of(std::move(page), reader));
  for (const int turns : {2, 1, 3}) {
    if (ways.front().layout.strips.empty() || best()->confidence >= surely_upright) break;
    if (turns != 2 && best() - ways.begin() < 2 && best()->confidence >= legible_confidence) break;
    ways.push_back(candidate_of(turned_page(ways.front().page, turns), reader));
  }
  if (ways.size() > 1 && best()->confidence < surely_upright)
    for (Candidate& way : ways) try_lines(reader, way, true);
  return std::move(*best());
}

void read_all(TextReader& reader, Candidate& from) {
  for (std::size_t i = 0; i < from.lines.size(); ++i)
    if (is_line(from.layout.strips[i])) read(i, reader, from);
}

/// Lines of text lie farther apart than their characters do. Where they seem to lie nearer, what was read
/// across columns is text that is set vertically.
bool looks_vertical(const Candidate& page) {
  constexpr std::size_t least_characters = 3, least_lines = 3;
  constexpr double nearer = 0.85;
  std::vector<double> along, down;
  std::vector<const ReadLine*> lines;
  for (const std::optional<ReadLine>& line : page.lines) {
    if (!line || line->cell >= 0 || line->vertical || line->characters.size() < least_characters) continue;
    lines.push_back(&*line);
    for (std::size_t i = 1; i < line->characters.size(); ++i) {
      const BoxPx &a = line->characters[i - 1].box, &b = line->characters[i].box;
      along.push_back(b.x + b.width / 2 - a.x - a.width / 2);
    }
  }
  for (const ReadLine* upper : lines) {
    double nearest = 0;
    for (const ReadLine* lower : lines) {
      const double apart = lower->box.y + lower->box.height / 2 - upper->box.y - upper->box.height / 2;
      const bool over = lower->box.x < upper->box.right() && upper->box.x < lower->box.right();
      if (over && apart > 0 && (nearest == 0 || apart < nearest)) nearest = apart;
    }
    if (nearest > 0) down.push_back(nearest);
  }
  return down.size() >= least_lines && median(std::move(down)) < nearer * median(std::move(along));
}

/// Read across its columns a page makes no more sense on its feet than on its head.
Candidate upright_columns(StraightPaper page, TextReader& reader) {
  Candidate columns = candidate_of(std::move(page), reader, find_vertical_layout);
  if (columns.confidence >= surely_upright) return columns;
  Candidate other = candidate_of(turned_page(columns.page, 2), reader, find_vertical_layout);
  for (Candidate* compared : {&columns, &other}) try_lines(reader, *compared, true);
  return other.confidence > columns.confidence ? other : columns;
}

}  // namespace

PaperReading read_paper(const Image& decoded, TextReader& reader) {
  PaperReading paper;
  if (decoded.empty()) return paper;
  Candidate found = upright(straighten_paper(decoded), reader);
  paper.blank = found.layout.strips.empty();
  read_all(reader, found);
  if (looks_vertical(found)) {
    found = upright_columns(std::move(found.page), reader);
    read_all(reader, found);
  }
  paper.page = std::move(found.page);
  paper.cells = std::move(found.layout.cells);
  double sum = 0, count = 0;
  for (std::optional<ReadLine>& line : found.lines) {
    if (!line || line->characters.empty()) continue;
    sum += line->confidence * static_cast<double>(line->characters.size());
    count += static_cast<double>(line->characters.size());
    if (line->cell >= 0) paper.cells[static_cast<std::size_t>(line->cell)].text += line->text;
    paper.lines.push_back(std::move(*line));
  }
  paper.legible = count > 0 && sum / count >= legible_confidence;
  return paper;
}

}  // namespace hefu
