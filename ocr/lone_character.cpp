#include "ocr/lone_character.h"

#include <algorithm>

#include "ocr/engine_strip.h"
#include "ocr/registration.h"

namespace hefu {
namespace {

LineSteps read_alone(const BankFit& fit, std::size_t index, TextReader& reader) {
  // A character's ink is centred so far over its baseline, in em, and needs some paper above and below.
  constexpr double centre_em = 0.38, height_em = 1.1;
  constexpr int side_margin_px = 6;
  const Glyph& glyph = fit.glyphs[index];
  const double em_mm = glyph.advance_mm;
  const RectMm box{glyph.x_mm, glyph.y_mm - (centre_em + height_em / 2) * em_mm, em_mm, height_em * em_mm};
  Image one = crop(fit.strip, fit.map, box, engine_line_px / em_mm * 25.4);
  stretch(one);
  const Image three = three_times(one);
  Image strip{three.width + 2 * side_margin_px, engine_strip_px, 1, 0, {}};
  strip.pixels.assign(static_cast<std::size_t>(strip.width) * strip.height, 255);
  const int top = (strip.height - three.height) / 2;
  for (int y = 0; y < three.height; ++y) {
    const auto row = three.pixels.begin() + static_cast<std::ptrdiff_t>(y) * three.width;
    std::copy(row, row + three.width,
              strip.pixels.begin() + static_cast<std::ptrdiff_t>(top + y) * strip.width + side_margin_px);
  }
  return reader.read_steps(strip);
}

}  // namespace

double LoneCharacters::likelihood(std::size_t index, char32_t character) {
  constexpr double unknown = -1e3;
  auto known = steps_.find(index);
  if (known == steps_.end()) known = steps_.emplace(index, read_alone(fit_, index, reader_)).first;
  const LineSteps& steps = known->second;
  std::vector<int> codes;
  if (steps.empty() || !reader_.alphabet()->append({character, character, character}, codes)) return unknown;
  return log_probability(steps, 0, steps.steps, codes);
}

}  // namespace hefu
