#pragma once
#include <unordered_map>
#include <vector>

#include "ocr/glyph_templates.h"
#include "ocr/lookalikes.h"

namespace hefu {

/// A look-alike as it would show in the expected glyph's box.
struct RivalTemplate {
  LookalikeGlyph glyph;
  int right_px = 0;  // by which its origin lies further right
  const GlyphTemplate* ink = nullptr;
  float overlap = -1;  // sum of products with the expected glyph's template; below 0: not yet known
};

/// The templates of each glyph's look-alikes, put together once. One a thread.
class RivalTemplates {
 public:
  RivalTemplates(GlyphTemplates& templates, const Lookalikes& lookalikes)
      : templates_(templates), lookalikes_(lookalikes) {}

  /// Those that `hypothesis` could be mistaken for in the box of `place`. `expected`: its own template there.
  /// The reference holds until templates are forgotten.
  std::vector<RivalTemplate>& of(const Glyph& place, const Glyph& hypothesis, const GlyphTemplate& expected,
                                 Rendering rendering);

 private:
  struct Rivals {
    char32_t of = 0;
    std::vector<RivalTemplate> templates;
  };
  std::vector<RivalTemplate> draw(const Glyph& place, const Glyph& hypothesis, Rendering rendering);

  GlyphTemplates& templates_;
  const Lookalikes& lookalikes_;
  std::size_t forgotten_ = 0;
  std::unordered_map<const GlyphTemplate*, Rivals> kept_;
};

/// Sum of products of two templates of one box.
float overlap(const GlyphTemplate& a, const GlyphTemplate& b);

}  // namespace hefu
