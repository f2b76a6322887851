#include "ocr/shape_index.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "schemas/data_files.h"
#include "schemas/text.h"

namespace hefu {
namespace {

constexpr float same_width_em = 0.06f;

/// Mean over a cell of a picture, by 3 x 3 bilinear samples. Zero outside.
float cell_mean(const float* picture, int w, int h, float x0, float y0, float cell_w, float cell_h) {
  float sum = 0;
  for (int j = 0; j < 3; ++j)
    for (int i = 0; i < 3; ++i) {
      const float x = x0 + (i + 0.5f) / 3 * cell_w - 0.5f, y = y0 + (j + 0.5f) / 3 * cell_h - 0.5f;
      const int column = static_cast<int>(std::floor(x)), row = static_cast<int>(std::floor(y));
      const float fx = x - column, fy = y - row;
      const auto at = [&](int c, int r) {
        return c < 0 || r < 0 || c >= w || r >= h ? 0.f : picture[static_cast<std::ptrdiff_t>(r) * w + c];
      };
      sum += (at(column, row) * (1 - fx) + at(column + 1, row) * fx) * (1 - fy) +
             (at(column, row + 1) * (1 - fx) + at(column + 1, row + 1) * fx) * fy;
    }
  return sum / 9;
}

/// A little blur (so that half a pixel's shift costs little), zero mean, unit length.
void normalise(Shape& shape) {
  Shape blurred;
  for (int y = 0; y < shape_side; ++y)
    for (int x = 0; x < shape_side; ++x) {
      float sum = 0, weight = 0;
      for (int dy = -1; dy <= 1; ++dy)
        for (int dx = -1; dx <= 1; ++dx) {
          if (x + dx < 0 || y + dy < 0 || x + dx >= shape_side || y + dy >= shape_side) continue;
          const float w = (dx == 0 ? 2.f : 1.f) * (dy == 0 ? 2.f : 1.f);
          sum += w * shape[(y + dy) * shape_side + x + dx];
          weight += w;
        }
      blurred[y * shape_side + x] = sum / weight;
    }
  float mean = 0, squares = 0;
  for (const float v : blurred) mean += v / static_cast<float>(blurred.size());
  for (float& v : blurred) {
    v -= mean;
    squares += v * v;
  }
  const float scale = 1 / std::sqrt(squares + 1e-9f);
  for (std::size_t i = 0; i < shape.size(); ++i) shape[i] = blurred[i] * scale;
}

}  // namespace

Shape ShapeIndex::shape_of(const GlyphPatch& patch, const Glyph& glyph) {
  const GlyphBox box = glyph_box(glyph);
  const auto em = static_cast<float>(glyph.size_pt * mm_per_pt * working_px_per_mm);
  const auto advance = static_cast<float>(glyph.advance_mm * working_px_per_mm);
  const float left = search_px + 1, top = static_cast<float>(search_px + box.baseline) - 0.88f * em;
  Shape shape;
  for (int y = 0; y < shape_side; ++y)
    for (int x = 0; x < shape_side; ++x)
      shape[y * shape_side + x] =
          cell_mean(patch.value.data(), patch.width, patch.height, left + x * advance / shape_side,
                    top + y * em / shape_side, advance / shape_side, em / shape_side);
  normalise(shape);
  return shape;
}

Shape ShapeIndex::shape_of(const Fonts& fonts, std::uint16_t face, std::uint32_t id, float advance_em) {
  constexpr int em = 32;
  const GlyphBitmap ink = fonts.rasterise(face, id, em, 0, 0, 0);
  const int w = std::max(1, static_cast<int>(std::lround(advance_em * em)));
  const int baseline = static_cast<int>(std::lround(0.88 * em));
  std::vector<float> picture(static_cast<std::size_t>(w) * em, 0);
  for (int j = 0; j < ink.height; ++j)
    for (int i = 0; i < ink.width; ++i) {
      const int x = ink.left + i, y = baseline - ink.top + j;
      if (x >= 0 && y >= 0 && x < w && y < em)
        picture[static_cast<std::size_t>(y) * w + x] =
            ink.coverage[static_cast<std::size_t>(j) * ink.width + i] / 255.f;
    }
  Shape shape;
  const float cell_w = static_cast<float>(w) / shape_side, cell_h = static_cast<float>(em) / shape_side;
  for (int y = 0; y < shape_side; ++y)
    for (int x = 0; x < shape_side; ++x)
      shape[y * shape_side + x] = cell_mean(picture.data(), w, em, x * cell_w, y * cell_h, cell_w, cell_h);
  normalise(shape);
  return shape;
}

const std::vector<ShapeIndex::Entry>& ShapeIndex::entries(std::uint16_t face) {
  if (faces_.size() <= face) faces_.resize(face + 1u);
  std::vector<Entry>& found = faces_[face];
  if (!found.empty()) return found;
  found.reserve(nearest_shapes().size());
  for (const auto& [code_point, near] : nearest_shapes())
    if (const auto glyph = fonts_->find_in_face(face, code_point))
      found.push_back({code_point, glyph->advance_em, shape_of(*fonts_, face, glyph->id, glyph->advance_em)});
  return found;
}

std::vector<char32_t> ShapeIndex::nearest(const Shape& shape, std::uint16_t face, float advance_em,
                                          std::size_t count) {
  std::vector<std::pair<float, char32_t>> scored;
  for (const Entry& entry : entries(face)) {
    if (std::fabs(entry.advance_em - advance_em) > same_width_em) continue;
    float lanes[8] = {};
    for (std::size_t i = 0; i < shape.size(); i += 8)
      for (std::size_t k = 0; k < 8; ++k) lanes[k] += shape[i + k] * entry.shape[i + k];
    float sum = 0;
    for (const float lane : lanes) sum += lane;
    scored.emplace_back(-sum, entry.code_point);
  }
  count = std::min(count, scored.size());
  std::partial_sort(scored.begin(), scored.begin() + static_cast<std::ptrdiff_t>(count), scored.end());
  std::vector<char32_t> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(scored[i].second);
  return out;
}

const std::vector<std::pair<char32_t, std::u32string>>& nearest_shapes() {
  static const auto read = [] {
    std::vector<std::pair<char32_t, std::u32string>> shapes;
    std::istringstream lines(read_file(data_file("ocr/nearest_shapes.txt")));
    std::string line;
    while (std::getline(lines, line)) {
      if (line.rfind("// ", 0) == 0) continue;  // no other comment sign: every ASCII character has a line
      std::u32string characters = to_utf32(line);
      if (!characters.empty()) shapes.emplace_back(characters[0], characters.substr(1));
    }
    return shapes;
  }();
  return read;
}

}  // namespace hefu
