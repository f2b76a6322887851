#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "ocr/shape_index.h"
#include "templates/fonts.h"
#include "templates/sheet.h"

namespace hefu {

struct LookalikeGlyph {
  char32_t code_point = 0;
  std::uint16_t face = 0;
  std::uint32_t id = 0;
  float advance_em = 1;
};

/// What a figure may be mistaken for: any sign, or in a text that has no letters other figures alone.
enum class Figures : std::uint8_t { among_signs, among_figures };

bool is_figure(char32_t c);
/// What blurred or coarse print of a 1 is taken for, and the 1.
bool prints_like_one(char32_t c);
/// Whether a text has Latin letters; the X that ends an ID number is a figure, too.
bool has_letters(const std::u32string& text);

/// The characters that could be mistaken for another: pairs known from the field (ocr/lookalikes.txt), the
/// nearest shapes (ocr/nearest_shapes.txt), all digits for a digit. Symmetric. Rare characters that no file
/// names get their nearest shapes when they are first asked for. One a thread.
class Lookalikes {
 public:
  /// Fails: throws Error(missing) when the data files are not there.
  Lookalikes(std::shared_ptr<const Fonts> fonts, ShapeIndex& shapes, Figures figures = Figures::among_signs);

  /// At most 40, in the glyph's own face where it has them.
  const std::vector<LookalikeGlyph>& of(const Glyph& glyph) const;

 private:
  std::vector<char32_t> code_points_of(char32_t code_point) const;

  std::shared_ptr<const Fonts> fonts_;
  ShapeIndex& shapes_;
  Figures figures_;
  std::unordered_map<char32_t, std::vector<char32_t>> pairs_, near_;
  mutable std::unordered_map<std::uint64_t, std::vector<LookalikeGlyph>> glyphs_;
};

}  // namespace hefu
