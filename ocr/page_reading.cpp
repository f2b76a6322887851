#include "ocr/page_reading.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "ocr/engine_strip.h"
#include "ocr/page_layout.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// The network's time goes with the strips' width alone: how much narrower than high characters are made,
// until it reads worse. Found, like their height in a strip, on papers of `make_papers --role tuning`.
constexpr double narrowing = 0.85;
constexpr int side_margin_px = 6;
// A cell's one or two characters have no others beside them that the network could go by: it reads them in
// one shape and not in another, surely where it reads them right. Such lines, in widths of a character, and
// what needs no second look.
constexpr double few_characters = 2.2, surely_read = 97, around_ink_px = 3;
// Outside of cells most such lines are parts of ornaments and seals: a page that has shown so many is full of
// them.
constexpr int most_looks_in_vain = 6;
// A date or a word alone in a cell is looked at again when it makes no sense: typewriters' figures do not,
// narrowed.
constexpr double short_line = 8, senseless = 90;
// In its heights, at most so wide: one character, a figure that may be one, and one that is no Chinese one.
constexpr double one_character = 1.2, narrow_character = 0.9, slim_character = 0.72;
constexpr double figure_height = 0.78;  // of a Chinese character's
// A line longer than this many of its characters' heights is no line of text.
constexpr double longest_line = 120;
// In characters' widths. Between Chinese characters 0.1; a space between words of Latin letters 0.25.
constexpr double chinese_space = 0.9, latin_space = 0.22;

// Lines that are read both ways to find out which way is up, the mean confidence of upright text that needs
// no second look, and of what is read at all. The engine reads sense into text upside down: characters of
// such lines have 70 to 93, of clean upright ones 99 (PageReading tests).
constexpr double tried_lines = 4, most_tried_lines = 8;
// Figures are figures upside down, too, and the engine is as sure of them: they count by this share, and
// where the lines had no more Chinese characters than so many, more lines are tried.
constexpr double share_of_figures = 0.1, telling_characters = 6;
constexpr double surely_upright = 96, legible_confidence = 91;
// Lines that have fewer characters than this, and by how much they are then believed less: even 99 stays
// below what is legible, and the other ways are tried.
constexpr double letters_of_a_line = 4, doubt_of_letters = 0.9;

/// How many px a strip has for one of the page, down and across.
struct StripScale {
  double down = 1, across = 1;
  bool operator==(const StripScale&) const = default;
};

/// The strip as the network wants it. Taken from within `bounds`: beyond it lies a ruling.
Image cut_strip(const Image& page, const TextStrip& strip, const BoxPx& bounds, const StripScale& shape,
                double& left) {
  const double scale = shape.down, scale_x = shape.across;
  const int inner = std::max(1, static_cast<int>(std::lround(strip.box.width * scale_x)));
  Image out{inner + 2 * side_margin_px, engine_strip_px, 1, 0, {}};
  out.pixels.assign(static_cast<std::size_t>(out.width) * out.height, 255);
  left = strip.box.x - side_margin_px / scale_x;
  const double top = strip.box.y + strip.box.height / 2 - engine_strip_px / scale / 2;
  const int taps_x = std::max(1, static_cast<int>(std::lround(1 / scale_x)));
  const int taps_y = std::max(1, static_cast<int>(std::lround(1 / scale)));
  const auto value_at = [&](double x, double y) {
    x = std::clamp(x - 0.5, 0.0, page.width - 1.001), y = std::clamp(y - 0.5, 0.0, page.height - 1.001);
    const int px = static_cast<int>(x), py = static_cast<int>(y);
    const float fx = static_cast<float>(x - px), fy = static_cast<float>(y - py);
    const std::uint8_t* p = &page.pixels[static_cast<std::size_t>(py) * page.width + px];
    const std::uint8_t* q = p + page.width;
    const float upper = p[0] + (p[1] - p[0]) * fx, lower = q[0] + (q[1] - q[0]) * fx;
    return upper + (lower - upper) * fy;
  };
  for (int j = 0; j < out.height; ++j)
    for (int i = 0; i < out.width; ++i) {
      const double x = left + (i + 0.5) / scale_x, y = top + (j + 0.5) / scale;
      if (x < bounds.x || y < bounds.y || x > bounds.right() || y > bounds.bottom()) continue;
      float sum = 0;
      for (int ty = 0; ty < taps_y; ++ty)
        for (int tx = 0; tx < taps_x; ++tx)
          sum += value_at(x + ((tx + 0.5) / taps_x - 0.5) / scale_x, y + ((ty + 0.5) / taps_y - 0.5) / scale);
      out.pixels[static_cast<std::size_t>(j) * out.width + i] =
          static_cast<std::uint8_t>(sum / static_cast<float>(taps_x * taps_y) + 0.5F);
    }
  return out;
}

bool is_latin(char32_t c) { return c < 0x250; }

/// The characters joined, with a space where the print leaves one.
std::string text_of(const std::vector<ReadCharacter>& characters, double character_px) {
  std::u32string text;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    if (i > 0) {
      const double gap = characters[i].box.x - characters[i - 1].box.right();
      const bool latin = is_latin(characters[i].code_point) && is_latin(characters[i - 1].code_point);
      if (gap > (latin ? latin_space : chinese_space) * character_px) text += U' ';
    }
    text += characters[i].code_point;
  }
  return to_utf8(text);
}

double mean_confidence(const std::vector<ReadCharacter>& characters) {
  double sum = 0;
  for (const ReadCharacter& character : characters) sum += character.confidence;
  return characters.empty() ? 0 : sum / static_cast<double>(characters.size());
}

/// A page as it may lie, and what was read of it.
struct Candidate {
  StraightPaper page;
  PageLayout layout;
  std::vector<std::optional<ReadLine>> lines;  // one a strip; nullopt: not read yet, or the worker died
  double confidence = 0;                       // 0..100, of the lines that were tried
  int looks_in_vain = 0;                       // at a few characters outside of cells
};

bool is_line(const TextStrip& strip) { return strip.box.width < longest_line * strip.character_px; }

ReadLine line_of(const TextStrip& strip, std::vector<ReadCharacter> characters) {
  ReadLine line;
  line.box = strip.box;
  line.cell = strip.cell;
  line.text = text_of(characters, strip.character_px);
  line.confidence = mean_confidence(characters);
  line.characters = std::move(characters);
  return line;
}

std::optional<ReadLine> read_at(const Image& page, const TextStrip& strip, const BoxPx& bounds,
                                const StripScale& scale, TextReader& reader) {
  double left = 0;
  const ReadStrip found = reader.read_strip(cut_strip(page, strip, bounds, scale, left));
  if (!found.ok) return std::nullopt;
  std::vector<ReadCharacter> characters;
  for (const StripCharacter& c : found.characters)
    characters.push_back(
        {c.code_point,
         {left + c.left / scale.across, strip.box.y, (c.right - c.left) / scale.across, strip.box.height},
         c.confidence});
  return line_of(strip, std::move(characters));
}

/// One character set three times side by side, which gives the network others to go by; nullopt unless all
/// three are read alike.
std::optional<ReadLine> read_thrice(const Image& page, const TextStrip& strip, const BoxPx& bounds,
                                    const StripScale& scale, TextReader& reader) {
  double left = 0;
  const Image one = cut_strip(page, strip, bounds, scale, left);
  const std::vector<StripCharacter> read = reader.read_strip(three_times(one)).characters;
  if (read.size() != 3 || read[0].code_point != read[1].code_point ||
      read[1].code_point != read[2].code_point)
    return std::nullopt;
  return line_of(strip, {{read[0].code_point, strip.box,
                          (read[0].confidence + read[1].confidence + read[2].confidence) / 3}});
}

/// A figure alone is lower than a character, and would be drawn too high.
double figure_share(const TextStrip& strip) {
  return strip.box.width < narrow_character * strip.box.height ? figure_height : 1;
}

/// How sure a reading of a few characters is. What is far higher than wide is no Chinese character: 3 is read
/// as 每 as surely.
double sureness(const ReadLine& line) {
  const bool slim = line.box.width < slim_character * line.box.height;
  const bool chinese = std::any_of(line.characters.begin(), line.characters.end(),
                                   [](const ReadCharacter& c) { return !is_latin(c.code_point); });
  return slim && chinese ? line.confidence - surely_read : line.confidence;
}

void keep_surer(std::optional<ReadLine> other, ReadLine& line) {
  if (other && !other->characters.empty() && sureness(*other) > sureness(line)) line = std::move(*other);
}

/// Looks again at a few characters in the shapes that their first reading, `scale`, did not have; the surest
/// reading is kept.
void read_in_other_shapes(const Image& page, const TextStrip& strip, const BoxPx& bounds,
                          const StripScale& scale, TextReader& reader, ReadLine& line) {
  const BoxPx& ink = strip.box;  // without what else is in the cell: dirt, the end of a ruling
  const BoxPx tight{ink.x - around_ink_px, ink.y - around_ink_px, ink.width + 2 * around_ink_px,
                    ink.height + 2 * around_ink_px};
  const double usual = scale.down, own = engine_line_px * figure_share(strip) / ink.height;
  std::vector<StripScale> seen = {scale};
  for (const StripScale& other : {StripScale{own, own}, StripScale{own, own * narrowing},
                                  StripScale{usual, usual * narrowing}, StripScale{usual, usual}}) {
    if (std::find(seen.begin(), seen.end(), other) != seen.end()) continue;
    seen.push_back(other);
    keep_surer(read_at(page, strip, bounds, other, reader), line);
    if (sureness(line) >= surely_read) return;
  }
  keep_surer(read_at(page, strip, tight, {own, own}, reader), line);
  if (ink.width < one_character * ink.height)
    keep_surer(read_thrice(page, strip, tight, {own, own}, reader), line);
}

/// Reads a strip unless it was read before.
void read(std::size_t index, TextReader& reader, Candidate& from) {
  if (from.lines[index]) return;
  const TextStrip& strip = from.layout.strips[index];
  const Image& page = from.page.grey;
  const BoxPx whole{0, 0, static_cast<double>(page.width), static_cast<double>(page.height)};
  const BoxPx& bounds = strip.cell >= 0 ? from.layout.cells[static_cast<std::size_t>(strip.cell)].box : whole;
  const double usual = engine_line_px / std::max(strip.character_px, strip.box.height);
  const bool few = strip.box.width < few_characters * strip.character_px;
  const StripScale scale{usual, few ? usual : usual * narrowing};
  std::optional<ReadLine> line = read_at(page, strip, bounds, scale, reader);
  if (!line) return;
  const bool is_short = strip.cell >= 0 && strip.box.width < short_line * strip.character_px;
  const bool worth_it =
      strip.cell >= 0 || (line->confidence >= senseless && from.looks_in_vain < most_looks_in_vain);
  if ((few && worth_it && sureness(*line) < surely_read) || (is_short && line->confidence < senseless)) {
    read_in_other_shapes(page, strip, bounds, scale, reader, *line);
    from.looks_in_vain += strip.cell < 0 && sureness(*line) < surely_read;
  }
  from.lines[index] = std::move(line);
}

/// Reads the lines that tell most: ten characters do, longer lines only cost.
void try_lines(TextReader& reader, Candidate& candidate) {
  const std::vector<TextStrip>& strips = candidate.layout.strips;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < strips.size(); ++i)
    if (is_line(strips[i])) order.push_back(i);
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
    return std::abs(strips[i].box.width / strips[i].character_px - 10);
  };
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return distance(a) < distance(b); });
  double sum = 0, weight = 0, telling = 0, count = 0, tried = 0;
  for (const std::size_t i : order) {
    if (tried >= tried_lines && (telling >= telling_characters || tried >= most_tried_lines)) break;
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

Candidate candidate_of(StraightPaper page, TextReader& reader) {
  Candidate candidate{std::move(page), {}, {}, 0};
  candidate.layout = find_layout(candidate.page.grey);
  candidate.lines.resize(candidate.layout.strips.size());
  try_lines(reader, candidate);
  return candidate;
}

/// Which way is up: that in which a few lines are read best.
Candidate upright(StraightPaper page, TextReader& reader) {
  Candidate best = candidate_of(std::move(page), reader);
  int at = 0;
  for (const int turns : {2, 1, 3}) {
    if (best.layout.strips.empty() || best.confidence >= surely_upright) break;
    if (turns != 2 && at % 2 == 0 && best.confidence >= legible_confidence) break;
    Candidate other = candidate_of(turned_page(best.page, (turns - at + 4) % 4), reader);
    if (other.confidence > best.confidence) best = std::move(other), at = turns;
  }
  return best;
}

}  // namespace

PaperReading read_paper(const Image& decoded, TextReader& reader) {
  PaperReading paper;
  if (decoded.empty()) return paper;
  Candidate found = upright(straighten_paper(decoded), reader);
  paper.blank = found.layout.strips.empty();
  for (std::size_t i = 0; i < found.lines.size(); ++i)
    if (is_line(found.layout.strips[i])) read(i, reader, found);
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
