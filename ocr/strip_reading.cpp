#include "ocr/strip_reading.h"

#include <algorithm>
#include <cmath>

#include "ocr/cut_strip.h"
#include "ocr/engine_strip.h"
#include "schemas/text.h"

namespace hefu {
namespace {

// The network's time goes with the strips' width alone: how much narrower than high characters are made,
// until it reads worse. Found, like their height in a strip, on papers of `make_papers --role tuning`.
constexpr double narrowing = 0.85;
// A cell's one or two characters have no others beside them that the network could go by: it reads them in
// one shape and not in another, surely where it reads them right. Such lines, in widths of a character, and
// what needs no second look.
constexpr double few_characters = 2.2, surely_read = 97, around_ink_px = 3;
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

ReadLine line_of(const TextStrip& strip, std::vector<ReadCharacter> characters) {
  ReadLine line;
  line.box = strip.box;
  line.cell = strip.cell;
  line.vertical = !strip.characters.empty();
  line.text = text_of(characters, strip.character_px);
  line.confidence = mean_confidence(characters);
  line.characters = std::move(characters);
  return line;
}

std::optional<ReadLine> read_at(const Image& page, const TextStrip& strip, const BoxPx& bounds,
                                const StripScale& scale, TextReader& reader) {
  StripCut cut = cut_strip(page, strip.box, bounds, scale);
  narrow_gaps(cut);
  const ReadStrip found = reader.read_strip(cut.picture);
  if (!found.ok) return std::nullopt;
  std::vector<ReadCharacter> characters;
  for (const StripCharacter& c : found.characters) {
    const double left = cut.page_x(c.left), right = cut.page_x(c.right);
    characters.push_back({c.code_point, {left, strip.box.y, right - left, strip.box.height}, c.confidence});
  }
  return line_of(strip, std::move(characters));
}

/// One character set three times side by side, which gives the network others to go by; nullopt unless all
/// three are read alike.
std::optional<ReadLine> read_thrice(const Image& page, const TextStrip& strip, const BoxPx& bounds,
                                    const StripScale& scale, TextReader& reader) {
  const Image one = cut_strip(page, strip.box, bounds, scale).picture;
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

/// One character of what is set vertically, as a strip of its own.
TextStrip one_of(const TextStrip& strip, const BoxPx& character) {
  return {character, strip.character_px, strip.cell, {}};
}

/// What is set vertically, read side by side: the network goes by a character's neighbours, too. nullopt
/// where it does not see as many as there are.
std::optional<ReadLine> read_side_by_side(const Image& page, const TextStrip& strip, const StripScale& scale,
                                          TextReader& reader) {
  constexpr int between_px = 4;
  Image row{0, engine_strip_px, 1, 0, {}};
  std::vector<int> begins;
  std::vector<Image> pictures;
  for (const BoxPx& box : strip.characters) {
    // As wide as a character: 一 and 丨 keep their place among others.
    const double size = std::max({box.width, box.height, strip.character_px});
    const BoxPx cell{box.x + (box.width - size) / 2, box.y + (box.height - size) / 2, size, size};
    // Without what stands above and below.
    const BoxPx own{cell.x, box.y - around_ink_px, cell.width, box.height + 2 * around_ink_px};
    pictures.push_back(cut_strip(page, cell, own, scale).picture);
    begins.push_back(row.width);
    row.width += pictures.back().width - 2 * side_margin_px + between_px;
  }
  row.width += 2 * side_margin_px - between_px;
  row.pixels.assign(static_cast<std::size_t>(row.width) * row.height, 255);
  for (std::size_t i = 0; i < pictures.size(); ++i)
    for (int y = 0; y < row.height; ++y) {
      const auto from = pictures[i].pixels.begin() + static_cast<std::ptrdiff_t>(y) * pictures[i].width;
      const auto to = row.pixels.begin() + static_cast<std::ptrdiff_t>(y) * row.width + begins[i];
      std::transform(from, from + pictures[i].width, to, to,
                     [](std::uint8_t a, std::uint8_t b) { return std::min(a, b); });
    }
  const std::vector<StripCharacter> read = reader.read_strip(row).characters;
  if (read.size() != strip.characters.size()) return std::nullopt;
  std::vector<ReadCharacter> characters;
  for (std::size_t i = 0; i < read.size(); ++i)
    characters.push_back({read[i].code_point, strip.characters[i], read[i].confidence});
  return line_of(strip, std::move(characters));
}

/// What is set vertically, side by side or, where that says nothing, one by one.
std::optional<ReadLine> read_vertical(const Image& page, const TextStrip& strip, const BoxPx& bounds,
                                      TextReader& reader) {
  const double usual = engine_line_px / strip.character_px;
  std::optional<ReadLine> line;
  for (const auto& shape : {StripScale{usual, usual * narrowing}, StripScale{usual, usual},
                            StripScale{0.88 * usual, 0.88 * usual}}) {
    std::optional<ReadLine> read = read_side_by_side(page, strip, shape, reader);
    if (read && (!line || read->confidence > line->confidence)) line = std::move(read);
    if (line && line->confidence >= surely_read) break;
  }
  if (line && line->confidence >= senseless) return line;
  std::vector<ReadCharacter> characters;
  for (const BoxPx& box : strip.characters) {
    const TextStrip one = one_of(strip, box);
    std::optional<ReadLine> read = read_at(page, one, bounds, {usual, usual}, reader);
    if (!read) return std::nullopt;
    if (sureness(*read) < surely_read) read_in_other_shapes(page, one, bounds, {usual, usual}, reader, *read);
    for (ReadCharacter& character : read->characters) characters.push_back(std::move(character));
  }
  ReadLine singly = line_of(strip, std::move(characters));
  return line && line->confidence >= singly.confidence ? line : singly;
}

}  // namespace

bool is_latin(char32_t c) { return c < 0x250; }

bool is_line(const TextStrip& strip) {
  return std::max(strip.box.width, strip.box.height) < longest_line * strip.character_px;
}

StripReading read_strip(const Image& page, const TextStrip& strip, const BoxPx& bounds, bool look_again,
                        TextReader& reader) {
  StripReading reading;
  std::optional<ReadLine>& line = reading.line;
  if (!strip.characters.empty()) {
    line = read_vertical(page, strip, bounds, reader);
    return reading;
  }
  const double usual = engine_line_px / std::max(strip.character_px, strip.box.height);
  const bool few = strip.box.width < few_characters * strip.character_px;
  const StripScale scale{usual, few ? usual : usual * narrowing};
  line = read_at(page, strip, bounds, scale, reader);
  if (!line) return reading;
  const bool in_cell = strip.cell >= 0;
  const bool is_short = in_cell && strip.box.width < short_line * strip.character_px;
  const bool worth_it = in_cell || (look_again && line->confidence >= senseless);
  if ((few && worth_it && sureness(*line) < surely_read) || (is_short && line->confidence < senseless)) {
    read_in_other_shapes(page, strip, bounds, scale, reader, *line);
    reading.in_vain = !in_cell && sureness(*line) < surely_read;
  }
  return reading;
}

}  // namespace hefu
