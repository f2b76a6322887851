#include "pipeline/layer_lines.h"

#include <algorithm>
#include <cmath>

#include "ocr/line_span.h"
#include "pipeline/text_alignment.h"

namespace hefu {
namespace {

// Of what was read where the layer has letters too, the share that must agree for its letters to stand where
// the picture's do. Of 44 layers that `tesseract -l chi_sim FILE OUT pdf` made of papers (make_papers --role
// tuning --papers 44 --damage clean) 41 have over 0.65; the others took frames for letters. Moved by a
// quarter of the page, or with other codes, all have under 0.1.
constexpr double least_agreement = 0.5;
// A line of the layer that may be the one read, wherever it stands: as long as this, and so much alike.
constexpr std::size_t least_length = 5;
constexpr double least_likeness = 0.6;
constexpr std::size_t longest_layer = 20'000;  // characters of a page that are searched

std::u32string plain_text(const ReadLine& line) {
  std::u32string text;
  for (const ReadCharacter& character : line.characters) text += plain_sign(character.code_point);
  return text;
}

/// Straightened px -> px of the picture, turned around.
Homography inverse(const Homography& m) {
  Homography i = {m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
                  m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
                  m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]};
  for (double& value : i) value /= i[8];
  return i;
}

struct PlacedLetter {
  char32_t code_point = 0;
  double x = 0, y = 0;  // its middle on the straightened page, px
};

std::vector<PlacedLetter> letters_on(const StraightPaper& page, int width, int height,
                                     const PdfPageText& own) {
  StraightPaper back;
  back.to_scan = inverse(page.to_scan);
  std::vector<PlacedLetter> letters;
  for (const PdfCharacter& letter : own.characters) {
    const double u = (letter.box.x + letter.box.width / 2 - own.picture.x) / own.picture.width,
                 v = (letter.box.y + letter.box.height / 2 - own.picture.y) / own.picture.height;
    const PointPx at = on_scan(back, u * width, v * height);
    if (std::isfinite(at.x) && std::isfinite(at.y))
      letters.push_back({plain_sign(static_cast<char32_t>(letter.code_point)), at.x, at.y});
  }
  return letters;
}

/// The letters of one line, from the left. Words may lie a little over each other: what the file has one
/// after the other stays so as long as it goes to the right.
std::u32string in_order(const std::vector<PlacedLetter>& letters) {
  std::vector<std::pair<double, std::u32string>> runs;  // where it begins; its text
  double last = 0;
  for (const PlacedLetter& letter : letters) {
    if (runs.empty() || letter.x < last) runs.push_back({letter.x, {}});
    runs.back().second += letter.code_point;
    last = letter.x;
  }
  std::stable_sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::u32string text;
  for (const auto& [x, run] : runs) text += run;
  return text;
}

/// Each line with the letters that stand on it.
std::vector<LayerLine> paired_by_place(const PaperReading& paper, const std::vector<PlacedLetter>& letters) {
  std::vector<LayerLine> pairs;
  for (const ReadLine& line : paper.lines) {
    const double slack = 0.6 * line.box.height;
    std::vector<PlacedLetter> on_line;
    for (const PlacedLetter& letter : letters)
      if (letter.y > line.box.y && letter.y < line.box.bottom() && letter.x > line.box.x - slack &&
          letter.x < line.box.right() + slack)
        on_line.push_back(letter);
    LayerLine pair{&line, plain_text(line), in_order(on_line)};
    if (!pair.layer.empty() && !line.vertical) pairs.push_back(std::move(pair));
  }
  return pairs;
}

double agreement_of(const std::vector<LayerLine>& pairs) {
  double same = 0, all = 0;
  for (const LayerLine& pair : pairs) {
    same += static_cast<double>(align(pair.read, pair.layer).same);
    all += static_cast<double>(std::max(pair.read.size(), pair.layer.size()));
  }
  return all > 0 ? same / all : 0;
}

/// Each line with what is most like it in the layer. What another line has word for word is that line's own.
std::vector<LayerLine> paired_by_likeness(const PaperReading& paper, const PdfPageText& own) {
  std::u32string layer;
  for (const PdfCharacter& letter : own.characters)
    if (layer.size() < longest_layer) layer += plain_sign(static_cast<char32_t>(letter.code_point));
  std::vector<LayerLine> left, pairs;
  for (const ReadLine& line : paper.lines) {
    LayerLine pair{&line, plain_text(line), {}};
    if (pair.read.size() < least_length) continue;
    const std::size_t at = layer.find(pair.read);
    if (at == layer.npos)
      left.push_back(std::move(pair));
    else
      layer.replace(at, pair.read.size(), pair.read.size(), U'\n');
  }
  for (LayerLine& pair : left) {
    const TextPart part = most_like(layer, pair.read);
    const double edits = static_cast<double>(part.edits), length = static_cast<double>(pair.read.size());
    if (edits > (1 - least_likeness) * length) continue;
    pair.layer = layer.substr(part.from, part.to - part.from);
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

}  // namespace

std::vector<LayerLine> layer_lines(const PaperReading& paper, int width, int height, const PdfPageText& own) {
  std::vector<LayerLine> lines = paired_by_place(paper, letters_on(paper.page, width, height, own));
  return agreement_of(lines) < least_agreement ? paired_by_likeness(paper, own) : lines;
}

}  // namespace hefu
