#pragma once
#include <array>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ocr/glyph_patch.h"
#include "templates/fonts.h"

namespace hefu {

constexpr int shape_side = 16;
/// What stands in a glyph's place (its advance wide, an em high) shrunk to 16 x 16, zero mean, unit length:
/// products are correlations.
using Shape = std::array<float, shape_side * shape_side>;

/// The usual character set as small shapes, to find what an unexpected glyph could be.
/// A face's shapes are drawn when they are first asked for (a quarter of a second). One a thread.
class ShapeIndex {
 public:
  explicit ShapeIndex(std::shared_ptr<const Fonts> fonts) : fonts_(std::move(fonts)) {}

  /// The characters of the same width whose glyphs in this face are most like the shape, best first.
  std::vector<char32_t> nearest(const Shape& shape, std::uint16_t face, float advance_em, std::size_t count);

  /// The shape of the ink in a patch of darkness, at a glyph's place.
  static Shape shape_of(const GlyphPatch& patch, const Glyph& glyph);
  /// The shape of a glyph of a face.
  static Shape shape_of(const Fonts& fonts, std::uint16_t face, std::uint32_t id, float advance_em);

 private:
  struct Entry {
    char32_t code_point;
    float advance_em;
    Shape shape;
  };
  const std::vector<Entry>& entries(std::uint16_t face);

  std::shared_ptr<const Fonts> fonts_;
  std::vector<std::vector<Entry>> faces_;
};

/// Each usual character (GB 2312 and ASCII) with the characters that look most like it in song, nearest
/// first. From ocr/nearest_shapes.txt, read once. Fails: throws Error(missing).
const std::vector<std::pair<char32_t, std::u32string>>& nearest_shapes();

}  // namespace hefu
